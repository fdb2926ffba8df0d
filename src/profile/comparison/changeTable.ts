import type { Change, Profile, Side, Sides, SymbolIndex } from '../model';
import { drained } from '../steps';
import { symbolTableInSteps, type SymbolTable } from '../table';
import { changeOf, changeOfNode } from './changes';
import { openOfSymbolsInSteps } from './open';

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
  return drained(changeTableInSteps(profile, sides));
}

/** `changeTable` in steps. */
export function* changeTableInSteps(profile: Profile, sides: Sides): Generator<void, ChangeTable> {
  const tables = {
    before: yield* symbolTableInSteps({ ...profile, ...sides.before }),
    after: yield* symbolTableInSteps({ ...profile, ...sides.after }),
  };
  const open = {
    before: yield* openOfSymbolsInSteps(profile, sides.before),
    after: yield* openOfSymbolsInSteps(profile, sides.after),
  };
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
