import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Profile } from '../../profile/model';
import {
  literalMatcher,
  matchedValue,
  matchSymbols,
  matchSymbolsSliced,
  regexMatcher,
  SearchPatternError,
  type SymbolSet,
} from '../../profile/search';
import { carrySymbol } from '../../profile/place';
import type { ProfileViewState } from '../types';
import { shareText, type ProfileFacts } from './facts';
import { toolbarTexts } from './texts';

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
  | {
      readonly kind: 'found';
      readonly matches: SymbolSet;
      /** How many symbols match. */
      readonly count: number;
      /** What is below or in matching frames, each part counted once. */
      readonly value: number;
    };

/**
 * The symbols that the search of the view state matches. A literal search is done before the picture is; a regular
 * expression runs in time slices, and a newer one aborts it.
 * @returns key: another one for each search
 */
export function useSearch(
  profile: Profile,
  facts: ProfileFacts,
  search: ProfileViewState['search']
): { result: SearchResult; key: string } {
  // Deferred: the field shows each key at once, whatever the table and the graph cost.
  const text = useDeferredValue(search?.text ?? '');
  const regex = useDeferredValue(search?.regex ?? false);
  const literal = useMemo(
    () => (regex || text === '' ? NONE : found(profile, facts, matchSymbols(profile, literalMatcher(text)))),
    [profile, facts, regex, text]
  );
  const pattern = useRegexSearch(profile, facts, regex ? text : '');
  return { result: regex ? pattern : literal, key: `${regex} ${text}` };
}

const NONE: SearchResult = { kind: 'none' };
const RUNNING: SearchResult = { kind: 'running', isSame: false };

function useRegexSearch(profile: Profile, facts: ProfileFacts, pattern: string): SearchResult {
  const [done, setDone] = useState<{ profile: Profile; pattern: string; result: SearchResult }>();
  useEffect(() => {
    if (pattern === '') {
      return;
    }
    const controller = new AbortController();
    searchByRegex(profile, facts, pattern, controller.signal).then((result) => {
      if (!controller.signal.aborted) {
        setDone({ profile, pattern, result });
      }
    });
    return () => controller.abort();
  }, [profile, facts, pattern]);
  return useMemo(() => {
    if (pattern === '') {
      return NONE;
    }
    if (done?.profile === profile && done.pattern === pattern) {
      return done.result;
    }
    return done?.result.kind === 'found'
      ? {
          kind: 'running',
          earlier: carriedSet(done.result.matches, done.profile, profile),
          isSame: done.pattern === pattern,
        }
      : RUNNING;
  }, [done, profile, pattern]);
}

async function searchByRegex(
  profile: Profile,
  facts: ProfileFacts,
  pattern: string,
  signal: AbortSignal
): Promise<SearchResult> {
  try {
    const matcher = await regexMatcher(pattern);
    return found(profile, facts, await matchSymbolsSliced(profile, matcher, { signal }));
  } catch (error) {
    // Anything but a bad pattern: the engine's chunk did not load, or the search was aborted and nobody looks.
    return error instanceof SearchPatternError ? { kind: 'invalid', reason: error.message } : { kind: 'failed' };
  }
}

function found(profile: Profile, { totals }: ProfileFacts, matches: SymbolSet): SearchResult {
  let count = 0;
  for (let symbol = 0; symbol < matches.length; symbol++) {
    count += matches[symbol] === 1 && totals.occurrences[symbol] > 0 ? 1 : 0;
  }
  return { kind: 'found', matches, count, value: matchedValue(profile, matches) };
}

/** The same symbols in another profile. */
function carriedSet(matches: SymbolSet, from: Profile, to: Profile): SymbolSet {
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

/** What stands beside the search field: "12 symbols, 34 %", or why there is no such number. */
export function searchNote(result: SearchResult, facts: ProfileFacts): string {
  switch (result.kind) {
    case 'none':
      return '';
    case 'running':
      return toolbarTexts.running();
    case 'invalid':
      return toolbarTexts.invalid(result.reason);
    case 'failed':
      return toolbarTexts.failed();
    case 'found':
      return toolbarTexts.count(result.count, shareText(result.value, facts));
  }
}
