import type { Profile } from '../../profile/model';
import { carrySymbol } from '../../profile/place';
import {
  literalMatcher,
  matchedValueInSteps,
  matchSymbolsInSteps,
  matchSymbolsSliced,
  regexMatcher,
  SearchPatternError,
  type SymbolSet,
} from '../../profile/search';
import { inSlices, takenInSlices } from '../../profile/steps';
import { t } from '../../i18n';
import { shareText, type ProfileFacts } from './facts';

export { StepButtons } from '../toolbar/StepButtons';
export { isPlace, matchesInSteps, matchPlaces, positionOf, stepFrom } from './matchPlaces';

export type SearchResult =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running';
      /** What stays on screen until it is done: what was found before, in this profile's symbols. */
      readonly earlier?: SymbolSet;
      /** It was found by the same pattern: only a refresh lies between. */
      readonly isSame: boolean;
    }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'failed' }
  | Found;

interface Found {
  readonly kind: 'found';
  readonly matches: SymbolSet;
  /** How many symbols match. */
  readonly count: number;
  /** What is below or in matching frames, each part counted once. */
  readonly value: number;
}

export function* literalInSteps(profile: Profile, facts: ProfileFacts, text: string): Generator<void, Found> {
  return yield* foundInSteps(profile, facts, yield* matchSymbolsInSteps(profile, literalMatcher(text)));
}

export async function searchByRegex(
  profile: Profile,
  facts: ProfileFacts,
  pattern: string,
  signal: AbortSignal
): Promise<SearchResult> {
  try {
    const matcher = await regexMatcher(pattern);
    const matches = await matchSymbolsSliced(profile, matcher, { signal });
    return await takenInSlices(foundInSteps(profile, facts, matches), signal);
  } catch (error) {
    // Anything but a bad pattern: the engine's chunk did not load, or the search was aborted and nobody looks.
    return error instanceof SearchPatternError ? { kind: 'invalid', reason: error.message } : { kind: 'failed' };
  }
}

function* foundInSteps(profile: Profile, { totals }: ProfileFacts, matches: SymbolSet): Generator<void, Found> {
  let count = 0;
  yield* inSlices(0, matches.length, (from, to) => {
    count += countOccurring(matches, totals.occurrences, from, to);
  });
  return { kind: 'found', matches, count, value: yield* matchedValueInSteps(profile, matches) };
}

function countOccurring(matches: SymbolSet, occurrences: Int32Array, from: number, to: number): number {
  let count = 0;
  for (let symbol = from; symbol < to; symbol++) {
    count += matches[symbol] === 1 && occurrences[symbol] > 0 ? 1 : 0;
  }
  return count;
}

/** The same symbols in another profile. */
export function carriedSet(matches: SymbolSet, from: Profile, to: Profile): SymbolSet {
  if (from === to) {
    return matches;
  }
  const carried = new Uint8Array(to.frames.names.length);
  for (let symbol = matches.indexOf(1); symbol >= 0; symbol = matches.indexOf(1, symbol + 1)) {
    const same = carrySymbol({ tree: from, symbol }, to);
    if (same !== undefined) {
      carried[same] = 1;
    }
  }
  return carried;
}

const texts = {
  failed: () => t('flamegraph.search.failed', 'The search failed'),
  invalid: (reason: string) => t('flamegraph.search.invalid', 'Not a regular expression: {{reason}}', { reason }),
  count: (count: number, share: string) =>
    t('flamegraph.search.count', '', {
      count,
      share,
      defaultValue_one: '{{count}} symbol, {{share}}',
      defaultValue_other: '{{count}} symbols, {{share}}',
    }),
};

/** What is said of a search that has come to its end. */
export function noteOf(
  result: Exclude<SearchResult, { readonly kind: 'none' | 'running' }>,
  facts: ProfileFacts
): string {
  switch (result.kind) {
    case 'invalid':
      return texts.invalid(result.reason);
    case 'failed':
      return texts.failed();
    case 'found':
      return texts.count(result.count, shareText(result.value, facts));
  }
}
