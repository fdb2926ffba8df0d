import React, { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import type { SymbolIndex } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
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
  const { frames } = profile;
  return rows.indices.map((index) => {
    const symbol = order[index];
    return (
      <TableRow
        // By index: another order changes the rows' texts, where keys by symbol would make every row anew.
        key={index}
        index={index}
        name={frames.names[symbol]}
        read={nameAt(frames, symbol)}
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

/** Rows above and below what is seen, so that a small step of the wheel finds them there. */
const BESIDE_SEEN = 3;

/**
 * The rows on screen and the one with the roving tab stop, which stays rendered wherever the table is scrolled to. All are
 * of one height: where each stands needs no measuring.
 */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, count: number): VirtualRows {
  const [wanted, setActive] = useState(0);
  const active = Math.max(0, Math.min(wanted, count - 1));
  const pendingFocus = useRef<RowControl | undefined>(undefined);
  // In CSS pixels, as of the last scroll or resize.
  const seen = useRef<Seen>({ top: 0, height: 0 });
  // At first about what a table has of a page: the right height is known before anything is painted.
  const [range, setRange] = useState(() => rowsIn({ top: 0, height: window.innerHeight / 2 }));
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) {
      return undefined;
    }
    const look = () => {
      seen.current = { top: element.scrollTop, height: element.clientHeight };
      const next = rowsIn(seen.current);
      setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
    };
    // In the same frame, or the place that was scrolled to would be empty in it.
    const lookNow = () => flushSync(look);
    element.addEventListener('scroll', lookNow, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(lookNow);
    observer?.observe(element);
    // Together with the graph beside it, which needs its size as well: the page is laid out once for both.
    look();
    return () => {
      element.removeEventListener('scroll', lookNow);
      observer?.disconnect();
    };
  }, [scroller]);
  useLayoutEffect(() => {
    const control = pendingFocus.current;
    pendingFocus.current = undefined;
    if (control !== undefined) {
      focusControl(scroller, active, control);
    }
  });
  const scrollTo = useCallback(
    (index: number) => {
      const { top, height } = seen.current;
      const rowTop = index * ROW_HEIGHT;
      const least = rowTop + ROW_HEIGHT - height;
      if (rowTop < top || top < least) {
        setScrollTop(scroller, rowTop < top ? rowTop : least);
      }
    },
    [scroller]
  );
  const scrollToTop = useCallback(() => {
    // Not asked of the element: that would lay out the page once more.
    if (seen.current.top > 0) {
      setScrollTop(scroller, 0);
    }
  }, [scroller]);
  const moveTo = useCallback(
    (index: number, control: RowControl) => {
      scrollTo(index);
      if (!focusControl(scroller, index, control)) {
        pendingFocus.current = control;
        setActive(index);
      }
    },
    [scrollTo, scroller]
  );
  const last = Math.min(range.last, count - 1);
  const indices = Array.from({ length: Math.max(0, last - range.first + 1) }, (_, i) => range.first + i);
  return {
    indices: withRow(indices, active, count),
    height: count * ROW_HEIGHT,
    active,
    setActive,
    moveTo,
    scrollTo,
    scrollToTop,
  };
}

function setScrollTop({ current }: RefObject<HTMLElement | null>, top: number): void {
  if (current) {
    current.scrollTop = top;
  }
}

interface Seen {
  readonly top: number;
  readonly height: number;
}

function rowsIn({ top, height }: Seen): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor(top / ROW_HEIGHT) - BESIDE_SEEN),
    last: Math.ceil((top + height) / ROW_HEIGHT) - 1 + BESIDE_SEEN,
  };
}

function withRow(indices: number[], row: number, count: number): number[] {
  return count === 0 || indices.includes(row) ? indices : [...indices, row].sort((a, b) => a - b);
}

/** False if the row is not rendered. */
function focusControl({ current }: RefObject<HTMLElement | null>, index: number, control: RowControl): boolean {
  const button = current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-control="${control}"]`);
  // Scrolled already, and not farther than needed.
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
