import type { BySide, NodeIndex, Profile, Side, Sides, SymbolIndex } from '../model';
import { symbolTable, type SymbolTable } from '../table';
import { differenceBetween, kindOfChange, openOfSymbols, type ChangeKind, type SideCounts } from './bounds';

/** One value on both sides, and what can be said of their difference. */
export interface Change {
  readonly before: number;
  readonly after: number;
  readonly kind: ChangeKind;
}

/** How a node's total changed. */
export function changeOfNode(sides: Sides, node: NodeIndex): Change {
  const before = sides.before.total[node];
  const after = sides.after.total[node];
  const open = (side: Side) => sides.open?.[side][node] ?? sides.cut[side];
  return changeOf(before, after, { before: open('before'), after: open('after') }, sides);
}

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
    changeOf: (symbol, column) =>
      changeOf(
        tables.before[column][symbol],
        tables.after[column][symbol],
        { before: openOf('before', symbol, column), after: openOf('after', symbol, column) },
        sides
      ),
  };
}

function changeOf(before: number, after: number, open: BySide<number>, sides: Sides): Change {
  const share = (value: number, side: Side) => value / (sides[side].total[0] || 1);
  const shares = { before: share(before, 'before'), after: share(after, 'after') };
  const difference = differenceBetween(before, open.before, after, open.after);
  return { before, after, kind: kindOfChange(shares, difference, countsOf(sides, 'before'), countsOf(sides, 'after')) };
}

const countsOf = ({ samples, cut }: Sides, side: Side): SideCounts => ({
  samples: samples[side],
  complete: cut[side] === 0,
});
