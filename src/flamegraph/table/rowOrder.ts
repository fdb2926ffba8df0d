import type { SymbolSet } from '../../profile/search';
import type { SymbolIndex } from '../../profile/model';
import type { ProfileViewState, SortColumn } from '../types';

type Sort = ProfileViewState['sort'];

/**
 * The table's rows: the sorted symbols without the synthetic `other`, which is no symbol, and only those that match.
 * @param sorted as `sortSymbols` gives it; kept, not changed
 * @param matches undefined: no search, every symbol is shown
 */
export function rowOrder(sorted: Int32Array, notLoaded: SymbolIndex | undefined, matches?: SymbolSet): Int32Array {
  if (matches === undefined && notLoaded === undefined) {
    return sorted;
  }
  return sorted.filter((symbol) => symbol !== notLoaded && (matches === undefined || matches[symbol] === 1));
}

/** The first click on a number's column puts the largest on top, on the names' column A; the second turns it around. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort.column !== column) {
    return { column, direction: column === 'symbol' ? 'asc' : 'desc' };
  }
  return { column, direction: sort.direction === 'asc' ? 'desc' : 'asc' };
}
