import { mergeNodes } from './merge';
import type { Profile, SymbolIndex } from './model';
import { readName } from './naming/readName';
import { mergeRecursionOf } from './recursion';

/**
 * A change of the picture: small and serializable (symbols by name), so that a list of them can be a row of chips and
 * part of a link. Undo is dropping the last one.
 *
 * - focus: only what is below the symbol; its outermost occurrences become the root's children
 * - keep, hide: only (none of) the stacks that contain the symbol, in full
 * - mergeFrame: the symbol's frames disappear, their self goes to the caller
 * - mergeRecursion: what recurs becomes one frame; of one symbol also across the frames between (a→f→g→f→h is a→f→h), of
 *   all symbols only where a frame calls itself directly
 * - groupByPackage: frames become their packages (a frame without package stays), neighbors of one package one frame
 */
export type Transform =
  | { readonly kind: 'focus' | 'keep' | 'hide' | 'mergeFrame'; readonly symbol: string }
  | { readonly kind: 'mergeRecursion'; readonly symbol?: string }
  | { readonly kind: 'groupByPackage' };

/** Applies transforms in order, O(n) each. The profile itself is untouched; with no transform it is returned as it is. */
export function applyTransforms(profile: Profile, transforms: readonly Transform[]): Profile {
  return transforms.reduce(applyTransform, profile);
}

function applyTransform(profile: Profile, transform: Transform): Profile {
  if (profile.length === 0) {
    return profile;
  }
  switch (transform.kind) {
    case 'groupByPackage':
      return groupByPackage(profile);
    case 'mergeRecursion':
      return transform.symbol === undefined
        ? rebuild(profile, mergeRepeats(profile))
        : mergeRecursionOf(profile, profile.symbols.indexOf(transform.symbol));
    default:
      return rebuild(profile, PLANS[transform.kind](profile, profile.symbols.indexOf(transform.symbol)));
  }
}

/** What becomes of a node: kept, left out while its children go to its parent, or dropped with all below it. */
const KEEP = 0;
const SPLICE = 1;
const DROP = 2;

interface Plan {
  readonly action: Uint8Array;
  /** What each node that is not dropped contributes: to itself if kept, to its parent if spliced. */
  readonly self: Float64Array;
}

type MakePlan = (profile: Profile, symbol: SymbolIndex) => Plan;

const PLANS: Record<'focus' | 'keep' | 'hide' | 'mergeFrame', MakePlan> = {
  focus: (profile, symbol) => keepMatches(profile, symbol, SPLICE),
  keep: (profile, symbol) => keepMatches(profile, symbol, KEEP),
  hide: hideMatches,
  mergeFrame: (profile, symbol) => {
    const plan = emptyPlan(profile);
    plan.self.set(profile.self);
    profile.symbol.forEach((s, i) => (plan.action[i] = s === symbol && i > 0 ? SPLICE : KEEP));
    return plan;
  },
};

function emptyPlan({ length }: Profile): Plan {
  return { action: new Uint8Array(length), self: new Float64Array(length) };
}

/** Subtrees of the symbol stay whole; what leads to them gets `above` and loses its self; the rest goes. */
function keepMatches(profile: Profile, symbol: SymbolIndex, above: typeof KEEP | typeof SPLICE): Plan {
  const plan = emptyPlan(profile);
  for (let i = 1; i < profile.length;) {
    if (profile.symbol[i] === symbol) {
      plan.self.set(profile.self.subarray(i, profile.end[i]), i);
      i = profile.end[i];
    } else {
      plan.action[i] = above;
      i++;
    }
  }
  return dropEmpty(profile, plan);
}

function hideMatches(profile: Profile, symbol: SymbolIndex): Plan {
  const plan = emptyPlan(profile);
  plan.self.set(profile.self);
  for (let i = 1; i < profile.length;) {
    if (profile.symbol[i] === symbol) {
      plan.action[i] = DROP;
      plan.self.fill(0, i, profile.end[i]);
      i = profile.end[i];
    } else {
      i++;
    }
  }
  return dropEmpty(profile, plan);
}

/** Drops what has lost its whole value; the root stays, be it empty. */
function dropEmpty(profile: Profile, plan: Plan): Plan {
  const value = plan.self.slice();
  for (let i = profile.length - 1; i > 0; i--) {
    if (value[i] === 0) {
      plan.action[i] = DROP;
    }
    value[profile.parent[i]] += value[i];
  }
  return plan;
}

/** Splices frames that have their parent's name, given by `nameOf` (default: the symbol). The root is nobody's name. */
function mergeRepeats(profile: Profile, nameOf?: Int32Array): Plan {
  const plan = emptyPlan(profile);
  plan.self.set(profile.self);
  const { parent, symbol } = profile;
  for (let i = 1; i < profile.length; i++) {
    const own = nameOf ? nameOf[symbol[i]] : symbol[i];
    const above = nameOf ? nameOf[symbol[parent[i]]] : symbol[parent[i]];
    plan.action[i] = parent[i] > 0 && own === above ? SPLICE : KEEP;
  }
  return plan;
}

function groupByPackage(profile: Profile): Profile {
  const packages: string[] = [];
  const index = new Map<string, number>();
  const packageOfSymbol = Int32Array.from(profile.symbols, (name) => {
    const key = readName(name).package || name;
    const known = index.get(key) ?? packages.push(key) - 1;
    index.set(key, known);
    return known;
  });
  return rebuild(profile, mergeRepeats(profile, packageOfSymbol), { nameOf: packageOfSymbol, symbols: packages });
}

function rebuild(
  profile: Profile,
  { action, self }: Plan,
  renamed?: { readonly nameOf: Int32Array; readonly symbols: readonly string[] }
): Profile {
  const { end, symbol } = profile;
  const nameOf = (s: SymbolIndex) => (renamed ? renamed.nameOf[s] : s);
  return mergeNodes(renamed?.symbols ?? profile.symbols, nameOf(symbol[0]), [0], [0], false, (node, _, into) => {
    into.addSelf(self[node]);
    for (let i = node + 1; i < end[node];) {
      if (action[i] === KEEP) {
        into.child(i, nameOf(symbol[i]), 0);
        i = end[i];
      } else if (action[i] === SPLICE) {
        into.addSelf(self[i]);
        i++;
      } else {
        i = end[i];
      }
    }
  });
}
