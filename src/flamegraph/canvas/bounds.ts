import { openOfNodes, openOfSymbols, type OpenOfSymbols } from '../../profile/comparison/open';
import type { CallTree, NodeIndex, Profile } from '../../profile/model';
import { isNotLoaded, notLoadedValue } from '../../profile/notLoaded';
import type { Context } from './labels';

/** A pointer that moves asks for the same profile again and again. */
const ofNodes = new WeakMap<CallTree, Float64Array>();
const ofSymbols = new WeakMap<CallTree, OpenOfSymbols>();

function cached<T>(known: WeakMap<CallTree, T>, profile: Profile, compute: (tree: CallTree, weights: Profile) => T): T {
  const value = known.get(profile) ?? compute(profile, profile);
  known.set(profile, value);
  return value;
}

/** What of each symbol may be in what was not loaded; undefined where transforms may have left a part of that out. */
export function openSymbols(whole: Profile): OpenOfSymbols | undefined {
  return whole.origin === undefined && notLoadedValue(whole) > 0 ? cached(ofSymbols, whole, openOfSymbols) : undefined;
}

/**
 * The most that a frame's total can be, since something is not loaded; undefined where the total is known, or nothing is
 * known of what more there is. In a sandwich its symbol may also be called in what was not loaded elsewhere.
 */
export function mostOf(
  profile: Profile,
  node: NodeIndex,
  { lowerBound, whole = profile, sandwiched, direction }: Context
): number | undefined {
  const symbols = lowerBound && profile.sides === undefined ? openSymbols(whole) : undefined;
  if (symbols === undefined || isNotLoaded(profile, node)) {
    return undefined;
  }
  const above = direction === 'down' ? cached(ofNodes, profile, openOfNodes)[node] : 0;
  const open = above + (sandwiched === undefined ? 0 : symbols.total[sandwiched]);
  return open > 0 ? profile.total[node] + open : undefined;
}
