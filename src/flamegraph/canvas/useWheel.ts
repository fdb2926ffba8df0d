import { useLayoutEffect, useRef } from 'react';
import { isZoomed, pxPerValue, type Viewport } from './scene';
import type { Graph } from './useGraph';

/**
 * Sideways a wheel, or two fingers, move a zoomed part; up and down they scroll. Browsers take a swipe over an element
 * that cannot scroll sideways for Back, whatever its overscroll-behavior says, and React's own wheel listeners are passive:
 * they cannot prevent it.
 */
export function useWheel(
  scrollerRef: { readonly current: HTMLElement | null },
  graph: Graph,
  viewport: Viewport | undefined
): void {
  const zoomed = isZoomed(graph.scene);
  const pan = useRef<(deltaX: number) => void>(() => {});
  useLayoutEffect(() => {
    pan.current = (deltaX) => viewport && graph.pan(deltaX / pxPerValue(graph.scene, viewport));
  });
  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    // Only while it is of use: the browser waits for such a listener before it scrolls.
    if (!zoomed || !scroller) {
      return;
    }
    const onWheel = (event: WheelEvent) => {
      if (event.deltaX !== 0 && Math.abs(event.deltaX) >= Math.abs(event.deltaY)) {
        event.preventDefault();
        pan.current(event.deltaX);
      }
    };
    scroller.addEventListener('wheel', onWheel, { passive: false });
    return () => scroller.removeEventListener('wheel', onWheel);
  }, [zoomed, scrollerRef]);
}
