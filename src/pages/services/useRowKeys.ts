import { type Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { ROW_HEIGHT } from './rowStyles';

/** Arrow, page, Home and End keys move from row to row, also to rows that are not drawn yet; Enter opens the link. */
export function useRowKeys(rows: Virtualizer<HTMLDivElement, Element>, count: number) {
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    const link = wanted.current === undefined ? null : linkOf(rows.scrollElement, wanted.current);
    if (link) {
      wanted.current = undefined;
      link.focus({ preventScroll: true });
    }
  });
  return (event: React.KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    const target = row && targetOf(event.key, Number(row.dataset.index), count);
    if (target === undefined || target === null) {
      return;
    }
    event.preventDefault();
    wanted.current = target;
    rows.scrollToIndex(target);
    linkOf(rows.scrollElement, target)?.focus({ preventScroll: true });
  };
}

function linkOf(scroller: Element | null, index: number): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-index="${index}"] a`) ?? null;
}

function targetOf(key: string, from: number, count: number): number | undefined {
  const page = Math.max(1, Math.floor(window.innerHeight / ROW_HEIGHT / 2));
  const moves: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  return key in moves ? Math.min(Math.max(moves[key], 0), count - 1) : undefined;
}
