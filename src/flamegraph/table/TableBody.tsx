import React, { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import type { SymbolIndex } from '../../profile/model';
import { getRowStyles, ROW_HEIGHT, type RowStyles, type TableStyles } from './styles';
import type { RowControl, SymbolTableProps } from './rowTypes';
import { TableRow } from './TableRow';
import { tableTexts } from '../view/texts';
import { NumberCell } from './NumberCell';

interface TableBodyProps {
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
        beside={table.beside}
        selfChange={table.changes?.changeOf(symbol, 'self')}
        totalChange={table.changes?.changeOf(symbol, 'total')}
        verdicts={table.verdicts}
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

export interface VirtualRows {
  /** Indices of the rows to render, ascending. */
  readonly indices: number[];
  /** Height of all rows in CSS pixels. */
  readonly height: number;
  /** The row that the Tab key reaches. */
  readonly active: number;
  setActive(index: number): void;
  /** Scrolls to a row and puts the focus on one of its buttons. */
  moveTo(index: number, control: RowControl): void;
  /** Scrolls as little as needed. */
  scrollTo(index: number): void;
  scrollToTop(): void;
}

/** The rows on screen and the one with the roving tab stop, which stays rendered wherever the table is scrolled to. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, count: number): VirtualRows {
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, count - 1));
  const pendingFocus = useRef<RowControl | undefined>(undefined);
  const rangeExtractor = useCallback((range: Range) => withRow(defaultRangeExtractor(range), active), [active]);
  const virtualizer = useVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    getScrollElement: () => scroller.current,
    overscan: 3,
    rangeExtractor,
  });
  useLayoutEffect(() => {
    const control = pendingFocus.current;
    pendingFocus.current = undefined;
    if (control !== undefined) {
      focusControl(scroller.current, active, control);
    }
  });
  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer]);
  const scrollToTop = useCallback(() => {
    // Not asked of the element: that would lay out the page once more.
    if ((virtualizer.scrollOffset ?? 0) > 0) {
      virtualizer.scrollToOffset(0);
    }
  }, [virtualizer]);
  const moveTo = useCallback(
    (index: number, control: RowControl) => {
      scrollTo(index);
      if (!focusControl(scroller.current, index, control)) {
        pendingFocus.current = control;
        setActive(index);
      }
    },
    [scrollTo, scroller]
  );
  const indices = virtualizer.getVirtualItems().map((item) => item.index);
  return { indices, height: virtualizer.getTotalSize(), active, setActive, moveTo, scrollTo, scrollToTop };
}

function withRow(indices: number[], row: number): number[] {
  return indices.length === 0 || indices.includes(row) ? indices : [...indices, row].sort((a, b) => a - b);
}

/** False if the row is not rendered. */
function focusControl(scroller: HTMLElement | null, index: number, control: RowControl): boolean {
  const button = scroller?.querySelector<HTMLElement>(`[data-index="${index}"] [data-control="${control}"]`);
  // The virtualizer has scrolled already, and knows better where to.
  button?.focus({ preventScroll: true });
  return button !== null && button !== undefined;
}

interface NotLoadedRowProps {
  value: number;
  whole: number;
  rowIndex: number;
  formatValue(value: number): string;
  /** Id of the explanation, which also describes the table. */
  explanationId: string;
  styles: TableStyles;
}

/** What the server pruned: no symbol, so a line of its own that no sorting or search moves. Its own number is exact. */
export function NotLoadedRow({ value, whole, rowIndex, formatValue, explanationId, styles }: NotLoadedRowProps) {
  const rowStyles = useStyles2(getRowStyles);
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={rowIndex} className={styles.footer}>
        <div role="cell" aria-colspan={2} className={styles.footerName}>
          <span className={styles.ellipsis} title={tableTexts.notLoaded()}>
            {tableTexts.notLoaded()}
          </span>
          <Tooltip content={tableTexts.lowerBounds()}>
            <button
              type="button"
              className={styles.footerButton}
              aria-label={tableTexts.lowerBoundsLabel()}
              aria-describedby={explanationId}
            >
              <Icon name="info-circle" size="sm" />
            </button>
          </Tooltip>
        </div>
        <NumberCell {...{ value, whole, formatValue }} lowerBound={false} styles={rowStyles} />
      </div>
    </div>
  );
}
