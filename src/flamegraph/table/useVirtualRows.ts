import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ROW_HEIGHT } from './styleParts';
import type { RowControl } from './rowTypes';

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
