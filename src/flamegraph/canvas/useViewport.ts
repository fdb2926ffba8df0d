import { useLayoutEffect, useState } from 'react';
import type { Viewport } from './scene';

/** The size inside an element's scrollbars, followed; undefined until it is known (and while it is 0). */
export function useViewport(ref: { readonly current: HTMLElement | null }): Viewport | undefined {
  const [viewport, setViewport] = useState<Viewport>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight, dpr: window.devicePixelRatio || 1 };
      setViewport((old) => (old && isSame(old, next) ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const stopWatching = watchPixelRatio(measure);
    return () => {
      observer.disconnect();
      stopWatching();
    };
  }, [ref]);
  return viewport && viewport.width > 0 && viewport.height > 0 ? viewport : undefined;
}

const isSame = (a: Viewport, b: Viewport) => a.width === b.width && a.height === b.height && a.dpr === b.dpr;

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
