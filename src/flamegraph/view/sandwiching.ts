import { deriveGraphInSteps, isVeryLarge } from '../../profile/derived';
import { mergedProfileInSteps, type TreeMerge } from '../../profile/treeMerge';
import type { Profile, SymbolIndex } from '../../profile/model';
import { mergeCalleesInSteps, mergeCallersInSteps, outermostInSteps } from '../../profile/sandwich';

export { Sandwich } from './Sandwich';

/** What a symbol's two graphs show; both share the `frames` of the whole. */
export interface SandwichProfiles {
  readonly symbol: SymbolIndex;
  /** Upside down. */
  readonly callers: Profile;
  readonly callees: Profile;
}

export function* sandwichInSteps(profile: Profile, symbol: SymbolIndex): Generator<void, SandwichProfiles> {
  const occurrences = yield* outermostInSteps(profile, symbol);
  return {
    symbol,
    callers: yield* shownInSteps(profile, mergeCallersInSteps(profile, symbol, occurrences), true),
    callees: yield* shownInSteps(profile, mergeCalleesInSteps(profile, symbol, occurrences)),
  };
}

function* shownInSteps(
  profile: Profile,
  merging: Generator<void, TreeMerge>,
  keepWidths?: boolean
): Generator<void, Profile> {
  const merged = yield* mergedProfileInSteps(yield* merging, profile, { keepWidths });
  if (isVeryLarge(profile)) {
    yield* deriveGraphInSteps(merged);
  }
  return merged;
}
