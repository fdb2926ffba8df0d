import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Viewport } from './scene';
import type { NodeIndex } from '../../profile/model';
import type { Rows } from '../../profile/rows';
import type { FlameGraphProps } from '../types';
import { type ScrollModel, scrollTopToShow, spacerHeight } from './scroll';
import type { Graph } from './useGraph';

/** With the height of what is around: what stands beside the viewport follows that. CSS px. */
interface Measured extends Viewport {
  readonly room: number;
}

/** The size inside an element's scrollbars, followed; undefined until it is known (and while it is 0). */
export function useViewport(ref: { readonly current: HTMLElement | null }): Measured | undefined {
  const [viewport, setViewport] = useState<Measured>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const measure = () => {
      const { clientWidth: width, clientHeight: height, parentElement } = element;
      const next = { width, height, dpr: window.devicePixelRatio || 1, room: parentElement?.clientHeight ?? height };
      setViewport((old) => (old && isSame(old, next) ? old : next));
    };
    measure();
    // In the same frame: the next would show this one's picture stretched to another size, and be painted for that alone.
    const measureNow = () => flushSync(measure);
    const observer = new ResizeObserver(measureNow);
    observer.observe(element);
    const stopWatching = watchPixelRatio(measure);
    return () => {
      observer.disconnect();
      stopWatching();
    };
  }, [ref]);
  return viewport && viewport.width > 0 && viewport.height > 0 ? viewport : undefined;
}

const isSame = (a: Measured, b: Measured) =>
  a.width === b.width && a.height === b.height && a.dpr === b.dpr && a.room === b.room;

/** A window moved to another screen, or zoomed: there is no event for the ratio, only a query that stops matching. */
function watchPixelRatio(onChange: () => void): () => void {
  let query: MediaQueryList | undefined;
  const changed = () => {
    onChange();
    watch();
  };
  const watch = () => {
    query?.removeEventListener('change', changed);
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
    query.addEventListener('change', changed);
  };
  watch();
  return () => query?.removeEventListener('change', changed);
}

/**
 * The rows under the scroll container. What grows upward keeps its distance from the bottom, where its root is; a new
 * selection or root is scrolled into view.
 */
export function useScrolling(
  { scene, selected }: Graph,
  direction: FlameGraphProps['direction'],
  viewport: Viewport | undefined,
  scrollerRef: { readonly current: HTMLElement | null },
  memory: FlameGraphProps['memory']
): { model: ScrollModel | undefined; onScroll(): void } {
  const { rowCount, rootRow } = scene.rows;
  const viewHeight = viewport?.height;
  const model = useMemo(
    () => (viewHeight === undefined ? undefined : { rowCount, viewHeight, direction }),
    [rowCount, viewHeight, direction]
  );
  const fromBottom = useRef(0);
  const before = useRef(direction);
  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    if (!model || !scroller) {
      return;
    }
    if (before.current !== model.direction) {
      // Turned around: as far from the root as before.
      const fromRoot = before.current === 'down' ? scroller.scrollTop : fromBottom.current;
      before.current = model.direction;
      fromBottom.current = fromRoot;
      scroller.scrollTop = fromRoot;
    }
    if (model.direction === 'up') {
      scroller.scrollTop = spacerHeight(model) - model.viewHeight - fromBottom.current;
    }
  }, [model, scrollerRef]);

  const restored = useRef(memory?.recall().fromRoot);
  const shown = useRef<Shown>({ rootRow: 0, selected: undefined, rows: undefined });
  useLayoutEffect(() => {
    if (model && scrollerRef.current) {
      const now = { rootRow, selected, rows: scene.rows };
      const row = restored.current === undefined ? rowToShow(shown.current, now) : undefined;
      if (restored.current !== undefined) {
        // Back where the reader left: that is not always where the selection is.
        scrollerRef.current.scrollTop = fromRootOf(model, restored.current);
        restored.current = undefined;
      }
      shown.current = now;
      if (row !== undefined) {
        scrollerRef.current.scrollTop = scrollTopToShow(model, scrollerRef.current.scrollTop, row);
      }
    }
  }, [selected, rootRow, scene.rows, model, scrollerRef]);

  const onScroll = () => {
    if (model && scrollerRef.current) {
      const { scrollTop } = scrollerRef.current;
      fromBottom.current = spacerHeight(model) - model.viewHeight - scrollTop;
      memory?.keep({ fromRoot: fromRootOf(model, scrollTop) });
    }
  };
  return { model, onScroll };
}

/** How far from its root something is scrolled, of its `scrollTop`; and the other way round. */
const fromRootOf = (model: ScrollModel, scrollTop: number) =>
  model.direction === 'down' ? scrollTop : spacerHeight(model) - model.viewHeight - scrollTop;

interface Shown {
  readonly rootRow: number;
  readonly selected: NodeIndex | undefined;
  readonly rows: Rows | undefined;
}

/**
 * Only what has changed scrolls: a resize, a move of the pointer, or another profile in the place of this one leaves the reader where
 * they are.
 */
function rowToShow(before: Shown, now: Shown): number | undefined {
  // What transforms make of a profile has its frames.
  const isOther = before.rows && before.rows.tree.frames !== now.rows?.tree.frames;
  if (now.selected !== undefined && !isOther && (now.selected !== before.selected || now.rows !== before.rows)) {
    return now.rows?.depth[now.selected];
  }
  return now.rootRow === before.rootRow ? undefined : now.rootRow;
}
