import { mergedProfile } from '../../profile/merge';
import type { Profile, SymbolIndex } from '../../profile/model';
import { mergeCallees, mergeCallers } from '../../profile/sandwich';

export { Sandwich } from './Sandwich';

/** The profile of a symbol's callers, upside down; it shares the `frames` of the whole. */
export function callersOf(profile: Profile, symbol: SymbolIndex): Profile {
  return mergedProfile(mergeCallers(profile, symbol), profile);
}

/** The profile of what a symbol calls. */
export function calleesOf(profile: Profile, symbol: SymbolIndex): Profile {
  return mergedProfile(mergeCallees(profile, symbol), profile);
}
