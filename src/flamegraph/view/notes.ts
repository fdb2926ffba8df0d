import { formatShare } from '../share';
import type { ProfileFacts } from './facts';
import { chipTexts, toolbarTexts } from './texts';
import type { SearchResult } from './useSearch';

/** A share of the whole profile, "≥ 34 %" while something is not loaded. */
export function shareText(value: number, { whole, notLoaded }: ProfileFacts): string {
  return formatShare(value, whole, notLoaded > 0);
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

/** "12 places, 34 %". */
export function highlightNote(symbol: number, facts: ProfileFacts): string {
  const { occurrences, total } = facts.totals;
  return `${chipTexts.places(occurrences[symbol])}, ${shareText(total[symbol], facts)}`;
}
