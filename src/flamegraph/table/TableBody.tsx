import React from 'react';
import type { SymbolIndex } from '../../profile/model';
import type { RowStyles } from './rowStyles';
import type { SymbolTableProps } from './rowTypes';
import { TableRow } from './TableRow';
import type { VirtualRows } from './useVirtualRows';

export interface TableBodyProps {
  table: SymbolTableProps;
  rows: VirtualRows;
  menuSymbol: SymbolIndex | undefined;
  styles: RowStyles;
}

/** The rows on screen. */
export function TableBody({ table, rows, menuSymbol, styles }: TableBodyProps) {
  const { profile, totals, order } = table;
  return rows.indices.map((index) => {
    const symbol = order[index];
    return (
      <TableRow
        // By index: another order changes the rows' texts, where keys by symbol would make every row anew.
        key={index}
        index={index}
        name={profile.frames.names[symbol]}
        self={totals.self[symbol]}
        total={totals.total[symbol]}
        own={table.hasOwn ? (table.own?.charges.own[symbol] ?? 0) : undefined}
        whole={profile.total[0]}
        lowerBound={table.lowerBound}
        formatValue={table.formatValue}
        selfChange={table.changes?.changeOf(symbol, 'self')}
        totalChange={table.changes?.changeOf(symbol, 'total')}
        active={index === rows.active}
        highlighted={symbol === table.highlighted}
        sandwiched={symbol === table.sandwiched}
        hovered={symbol === table.hovered}
        menuOpen={symbol === menuSymbol}
        styles={styles}
      />
    );
  });
}
