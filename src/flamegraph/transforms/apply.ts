import { changeTableInSteps } from '../../profile/comparison/changeTable';
import { deriveInSteps, isLarge } from '../../profile/derived';
import { mergedProfileInSteps } from '../../profile/treeMerge';
import type { NodeIndex, Profile } from '../../profile/model';
import { Owner } from '../../profile/own/known';
import { ownershipInSteps, type OwnRules, type OwnWord } from '../../profile/own/ownership';
import { findPath, pathOf } from '../../profile/path';
import { carryNode } from '../../profile/place';
import { regexMatcher, SearchPatternError, type Matcher } from '../../profile/search';
import { drained, takenInSlices } from '../../profile/steps';
import { originInSteps } from '../../profile/transforms/carry';
import { transformTreeInSteps, type Transform } from '../../profile/transforms/transforms';
import { saidWords, withLink } from '../../profile/own/words';
import type { OwnKnowledge, ProfileViewState, StateChange, TransformedPicture } from '../types';

/** Compiled once a page; a bad pattern stays bad. */
const patterns = new Map<string, Matcher | SearchPatternError>();

const patternsOf = (transforms: readonly Transform[]) =>
  transforms.flatMap(({ about, regex }) => (regex && about !== undefined ? [about] : []));

/** Can `pictureInSteps` do without waiting for anything? */
export const isPrepared = (transforms: readonly Transform[]) =>
  patternsOf(transforms).every((pattern) => patterns.has(pattern));

/** Compiles what patterns are new; one that cannot be used matches nothing, and `problemOf` says why. */
export async function prepare(transforms: readonly Transform[]): Promise<void> {
  await Promise.all(
    patternsOf(transforms)
      .filter((pattern) => !patterns.has(pattern))
      .map(async (pattern) => {
        try {
          patterns.set(pattern, await regexMatcher(pattern));
        } catch (error) {
          if (!(error instanceof SearchPatternError)) {
            throw error;
          }
          patterns.set(pattern, error);
        }
      })
  );
}

/** Why a transform's pattern cannot be used. */
export function problemOf({ about, regex }: Transform): string | undefined {
  const compiled = regex && about !== undefined ? patterns.get(about) : undefined;
  return compiled instanceof SearchPatternError ? compiled.message : undefined;
}

/** The latest of each source: what a change was worked out with is what is rendered next. */
const latest = new WeakMap<Profile, { key: string; picture: TransformedPicture }>();

/**
 * A profile after its transforms, which are prepared. It says what became of the source's rows. O(n) a transform, in steps; none where
 * it was made before.
 */
export function* pictureInSteps(
  source: Profile,
  transforms: readonly Transform[],
  own: OwnKnowledge | undefined,
  said: readonly OwnWord[] | undefined
): Generator<void, TransformedPicture> {
  const rules: OwnRules = { words: saidWords(withLink(own?.words ?? [], said ?? [])), repository: own?.repository };
  const key = JSON.stringify([transforms, rules.repository, [...rules.words]]);
  const known = latest.get(source);
  if (known?.key === key) {
    return known.picture;
  }
  const usable = transforms.filter((transform) => problemOf(transform) === undefined);
  const { sides } = source;
  const merge = yield* transformTreeInSteps(source, sides ? [sides.before, sides.after] : [source], usable, {
    matchers: new Map([...patterns].filter((entry): entry is [string, Matcher] => 'matches' in entry[1])),
    *ownOf(tree) {
      return (yield* ownershipInSteps(tree, rules)).owner.map((owner) => (owner === Owner.own ? 1 : 0));
    },
  });
  const profile: Profile = {
    ...(yield* mergedProfileInSteps(merge, source)),
    origin: yield* originInSteps(source, merge),
  };
  yield* deriveInSteps(profile);
  const picture = { profile, changes: profile.sides && (yield* changeTableInSteps(profile, profile.sides)) };
  latest.set(source, { key, picture });
  return picture;
}

/**
 * The change of the state that other transforms are, once they are prepared.
 * @throws (rejects) the signal's reason, once it is aborted
 */
export async function stepTo(
  source: Profile,
  from: Profile,
  next: readonly Transform[],
  own: OwnKnowledge | undefined,
  state: ProfileViewState,
  signal: AbortSignal
): Promise<StateChange> {
  await prepare(next);
  const to = next.some(({ off }) => !off) ? await transformed(source, next, own, state, signal) : source;
  signal.throwIfAborted();
  return { transforms: next.length > 0 ? [...next] : undefined, ...carriedState(from, to, state) };
}

async function transformed(
  source: Profile,
  transforms: readonly Transform[],
  own: OwnKnowledge | undefined,
  { own: said }: ProfileViewState,
  signal: AbortSignal
): Promise<Profile> {
  const steps = pictureInSteps(source, transforms, own, said);
  return (isLarge(source) ? await takenInSlices(steps, signal) : drained(steps)).profile;
}

/** What is zoomed into and expanded, in another picture of the same source; what is gone gives way to what is above it. */
function carriedState(from: Profile, to: Profile, { focus, collapse }: ProfileViewState): StateChange {
  return {
    focus: focus && carriedPath(from, to, focus),
    x: undefined,
    collapse: {
      ...collapse,
      toggled: collapse.toggled.flatMap((path) => {
        const carried = carriedPath(from, to, path);
        return carried === undefined || carried.length === 0 ? [] : [carried];
      }),
    },
    callers: undefined,
    callees: undefined,
  };
}

/** A path that `from` lacks stays: it may come back. */
function carriedPath(from: Profile, to: Profile, path: string[]): string[] | undefined {
  const { node, matched } = findPath(from, path);
  if (matched < path.length) {
    return path;
  }
  for (let at: NodeIndex = node; at > 0; at = from.parent[at]) {
    const carried = carryNode({ tree: from, node: at }, to);
    if (carried !== undefined && carried > 0) {
      return pathOf(to, carried);
    }
  }
  return undefined;
}
