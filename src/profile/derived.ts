import { findGroupsInSteps, type Groups } from './groups';
import type { Profile } from './model';
import { layoutRowsInSteps, placeNodesInSteps, type Placement, type Rows } from './rows';
import { drained, inSlices } from './steps';
import { symbolTableInSteps, type SymbolTable } from './table';

/** What the first picture of a profile, and the first zoom into it, show that depends on all of its nodes. */
export interface Derived {
  readonly totals: SymbolTable;
  /** The narrowest frame's value; Infinity where none has any. Where that fills the width, nothing more can be told apart. */
  readonly least: number;
  readonly groups: Groups;
  /** Widths are totals. */
  readonly placement: Placement;
  /** Of the whole profile with its groups collapsed. */
  readonly rows: Rows;
}

/** From so many nodes on a picture does not wait for what is derived: it is there before the profile is shown. */
const LARGE = 1 << 20;

/** Are there, or were there before transforms, so many nodes that what goes over all of them is done in slices? */
export const isLarge = ({ length, origin }: Pick<Profile, 'length' | 'origin'>, large = LARGE): boolean =>
  Math.max(length, origin?.tree.length ?? 0) >= large;

/** Slices cost a picture in between: what a person waits for is done in them only from so many nodes on. */
const VERY_LARGE = 1 << 21;

export const isVeryLarge = (tree: Pick<Profile, 'length' | 'origin'>): boolean => isLarge(tree, VERY_LARGE);

type Known = { -readonly [What in keyof Derived]?: Derived[What] };

const known = new WeakMap<Profile, Known>();

/** In the order in which each needs those before it. */
const STEPS: { [What in keyof Derived]: (profile: Profile) => Generator<void, Derived[What]> } = {
  totals: symbolTableInSteps,
  least: leastInSteps,
  groups: findGroupsInSteps,
  placement: (profile) => placeNodesInSteps(profile, profile),
  rows: (profile) => layoutRowsInSteps(derivedOf(profile, 'placement'), { groups: derivedOf(profile, 'groups') }),
};

/** Found once a profile, O(n); at once where it was derived or kept before. */
export function derivedOf<What extends keyof Derived>(profile: Profile, what: What): Derived[What] {
  const found: Pick<Known, What>[What] = known.get(profile)?.[what];
  if (found !== undefined) {
    return found;
  }
  const computed = drained(STEPS[what](profile));
  keepDerived(profile, { [what]: computed });
  return computed;
}

/**
 * All that is derived of a profile, in steps, and kept for `derivedOf`.
 * @param wanted else nothing is: of a profile that is not large nobody waits for it
 */
export function* deriveInSteps(profile: Profile, wanted = isLarge(profile)): Generator<void, Derived | undefined> {
  if (!wanted) {
    return undefined;
  }
  yield* deriveSome(profile, Object.keys(STEPS) as Array<keyof Derived>);
  return known.get(profile) as Derived;
}

/** The same of what a graph without a table shows. */
export function deriveGraphInSteps(profile: Profile): Generator<void, void> {
  return deriveSome(profile, ['least', 'groups', 'placement', 'rows']);
}

function* deriveSome(profile: Profile, wanted: ReadonlyArray<keyof Derived>): Generator<void, void> {
  for (const what of wanted) {
    keepDerived(profile, { [what]: known.get(profile)?.[what] ?? (yield* STEPS[what](profile)) });
  }
}

function* leastInSteps({ length, total }: Profile): Generator<void, number> {
  let least = Infinity;
  yield* inSlices(0, length, (from, to) => {
    for (let i = from; i < to; i++) {
      least = total[i] > 0 && total[i] < least ? total[i] : least;
    }
  });
  return least;
}

/** Steps that make a profile, and what is derived of it if it is large. */
export function* thenDerived(steps: Generator<void, Profile>): Generator<void, Profile> {
  const profile = yield* steps;
  yield* deriveInSteps(profile);
  return profile;
}

/** For `derivedOf`: what was derived elsewhere, in a worker. */
export function keepDerived(profile: Profile, derived: Partial<Derived>): void {
  known.set(profile, { ...known.get(profile), ...derived });
}
