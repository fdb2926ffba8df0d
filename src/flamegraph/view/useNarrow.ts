import { useLayoutEffect, useState, type RefObject } from 'react';

/** Below this width (CSS pixels) table and graph side by side would both be too narrow to read. */
export const NARROW = 700;
/** Two panes one above the other, each with a few rows at least, are as high as this (CSS pixels). */
export const STACKED_HEIGHT = 560;

/** Is the element too narrow for two panes side by side? Unmeasurable elements (width 0) count as wide. */
export function useNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) {
      return;
    }
    const measure = () => setNarrow(measured.clientWidth > 0 && measured.clientWidth < NARROW);
    measure();
    if (typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return narrow;
}
