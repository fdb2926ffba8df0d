import type { Profile } from './model';

/** By symbol. `occurrences` is how many nodes have the symbol; 0 means that it is not in the profile (no table row). */
export interface SymbolTable {
  readonly self: Float64Array;
  /** Sum of the values of the outermost occurrences: recursion counts once. */
  readonly total: Float64Array;
  readonly occurrences: Int32Array;
}

export type SymbolColumn = 'symbol' | 'self' | 'total';
export type SortDirection = 'ascending' | 'descending';

/** Self, total and occurrences of every symbol, O(n). The root is not a symbol: it counts only where it has self of its own. */
export function symbolTable(profile: Profile): SymbolTable {
  throw new Error(`not yet ${profile.length}`);
}

/** The symbols that occur, sorted; equal values by name, ascending. */
export function sortSymbols(
  profile: Profile,
  table: SymbolTable,
  column: SymbolColumn,
  direction: SortDirection
): Int32Array {
  throw new Error(`not yet ${profile.length} ${table.self.length} ${column} ${direction}`);
}
