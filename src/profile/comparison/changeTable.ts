import type { Profile, Side, Sides, SymbolIndex } from '../model';
import { symbolTable, type SymbolTable } from '../table';
import { changeOf, changeOfNode, type Change } from './changes';
import { openOfSymbols } from './open';

/** By symbol, how self and total changed. */
export interface ChangeTable {
  readonly before: SymbolTable;
  readonly after: SymbolTable;
  /** The sizes of the changes, as a table that can be sorted. */
  readonly size: SymbolTable;
  changeOf(symbol: SymbolIndex, column: 'self' | 'total'): Change;
  readonly whole: Change;
}

/** O(n) */
export function changeTable(profile: Profile, sides: Sides): ChangeTable {
  const tables = {
    before: symbolTable({ ...profile, ...sides.before }),
    after: symbolTable({ ...profile, ...sides.after }),
  };
  const open = { before: openOfSymbols(profile, sides.before), after: openOfSymbols(profile, sides.after) };
  const difference = (column: 'self' | 'total') =>
    tables.after[column].map((value, symbol) => Math.abs(value - tables.before[column][symbol]));
  const openOf = (side: Side, symbol: SymbolIndex, column: 'self' | 'total') =>
    column === 'self' ? open[side].self : open[side].total[symbol];
  return {
    ...tables,
    whole: changeOfNode(sides, 0),
    size: { self: difference('self'), total: difference('total'), occurrences: tables.after.occurrences },
    changeOf: (symbol, column) => ({
      ...changeOf(
        tables.before[column][symbol],
        tables.after[column][symbol],
        { before: openOf('before', symbol, column), after: openOf('after', symbol, column) },
        sides
      ),
      joined: sides.joined?.get(profile.frames.names[symbol]),
    }),
  };
}
