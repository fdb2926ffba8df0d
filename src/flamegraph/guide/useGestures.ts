import { useEffect, useLayoutEffect, useRef } from 'react';
import { boxSpan, isZoomed, pxPerValue, valueAt, type Viewport } from '../canvas/scene';
import type { Graph } from '../canvas/useGraph';
import { panned, zoomed } from './ranges';

interface Target {
  readonly graph: Graph;
  readonly viewport: Viewport | undefined;
}

/** A pointer that has moved so far is dragging, and its click is none, CSS px. */
const DRAG_PX = 4;
/** What a notch of a wheel, or a key, makes of the width. */
const STEP = 1.35;
/** A key moves a zoomed graph by such a part of what it shows. */
const KEY_PAN = 1 / 4;
/** Of a wheel that counts lines, CSS px. */
const LINE_PX = 16;
/** A wheel's notch is 100 px or more, two fingers make a few at a time. */
const MOST_PX = 100;

/**
 * Moving about sideways: a wheel with Ctrl and two fingers zoom, a wheel sideways and a drag move what is zoomed, as do
 * the keys. React's own wheel listeners are passive: the page would be zoomed, or taken for Back, as well.
 */
export function useGestures(scrollerRef: { readonly current: HTMLElement | null }, target: Target): void {
  const latest = useRef(target);
  useLayoutEffect(() => {
    latest.current = target;
  });
  useEffect(() => (scrollerRef.current ? listen(scrollerRef.current, () => latest.current) : undefined), [scrollerRef]);
}

function listen(scroller: HTMLElement, now: () => Target): () => void {
  const steps = collectSteps(now);
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {}
  ) => scroller.addEventListener(type, listener, { ...options, signal: stop.signal });
  const leftOf = (clientX: number) => clientX - scroller.getBoundingClientRect().left;

  on(
    'wheel',
    (event) => {
      const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const isSideways = event.deltaX !== 0 && Math.abs(event.deltaX) >= Math.abs(event.deltaY);
      if (event.ctrlKey || event.metaKey) {
        const notches = Math.min(MOST_PX, Math.max(-MOST_PX, event.deltaY * px)) / MOST_PX;
        steps.zoom(STEP ** (notches * (Math.abs(event.deltaY * px) < MOST_PX / 2 ? 3 : 1)), leftOf(event.clientX));
        event.preventDefault();
      } else if (isSideways && isZoomed(now().graph.scene)) {
        steps.pan(event.deltaX * px);
        event.preventDefault();
      }
    },
    { passive: false }
  );
  listenToDrags(on, scroller, steps, leftOf);
  on('keydown', (event) => {
    if (
      event.target === scroller &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      takeKey(event, now(), steps)
    ) {
      event.preventDefault();
      // The tree has other uses for arrows.
      event.stopPropagation();
    }
  });
  return () => {
    stop.abort();
    steps.stop();
  };
}

interface Steps {
  /** @param at what stays where it is, CSS px from the left */
  zoom(factor: number, at: number): void;
  pan(px: number): void;
  stop(): void;
}

/** Many events may come before a frame is drawn: they are added up, and the graph moves once. */
function collectSteps(now: () => Target): Steps {
  let frame = 0;
  let factor = 1;
  let at = 0;
  let by = 0;
  const take = () => {
    frame = 0;
    const { graph, viewport } = now();
    const { scene } = graph;
    if (viewport && scene.x1 > scene.x0) {
      const moved = { ...scene, ...panned(scene, by / pxPerValue(scene, viewport)) };
      const range = zoomed(moved, valueAt(moved, viewport, at), factor);
      const isMoved = range.x0 !== scene.x0 || range.x1 !== scene.x1;
      if (isMoved) {
        graph.view(isZoomed({ ...scene, ...range }) ? range : undefined);
      }
    }
    factor = 1;
    by = 0;
  };
  const ask = () => {
    frame ||= requestAnimationFrame(take);
  };
  return {
    zoom: (more, px) => {
      factor *= more;
      at = px;
      ask();
    },
    pan: (px) => {
      by += px;
      ask();
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

type On = <K extends keyof HTMLElementEventMap>(
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
  options?: AddEventListenerOptions
) => void;

/** One pointer drags, two zoom. A mouse that drags scrolls the rows too; a finger does so by itself. */
function listenToDrags(on: On, scroller: HTMLElement, steps: Steps, leftOf: (clientX: number) => number): void {
  const pointers = new Map<number, { x: number; y: number }>();
  let from = { x: 0, y: 0 };
  let isDragged = false;
  const end = (event: PointerEvent) => void pointers.delete(event.pointerId);
  on('pointerdown', (event) => {
    if (event.button === 0) {
      from = { x: event.clientX, y: event.clientY };
      isDragged = false;
      pointers.set(event.pointerId, from);
    }
  });
  on(
    'pointermove',
    (event) => {
      // Before a drag begins the pointer is not captured: it may have been released where that is not heard of.
      if (event.buttons === 0) {
        end(event);
      }
      const before = pointers.get(event.pointerId);
      const at = { x: event.clientX, y: event.clientY };
      if (!before || (!isDragged && Math.hypot(at.x - from.x, at.y - from.y) < DRAG_PX)) {
        return;
      }
      if (!isDragged) {
        isDragged = true;
        // A drag goes on outside of the graph.
        scroller.setPointerCapture?.(event.pointerId);
      }
      pointers.set(event.pointerId, at);
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const distance = (point: typeof at) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
        steps.pan((before.x - at.x) / 2);
        steps.zoom(distance(before) / distance(at), leftOf((at.x + other.x) / 2));
      } else {
        steps.pan(before.x - at.x);
        if (event.pointerType === 'mouse') {
          scroller.scrollTop += before.y - at.y;
          // What passes under the pointer is not pointed at.
          event.stopPropagation();
        }
      }
    },
    { capture: true }
  );
  on('pointerup', end);
  on('pointercancel', end);
  on(
    'click',
    (event) => {
      if (isDragged) {
        isDragged = false;
        event.stopPropagation();
      }
    },
    { capture: true }
  );
}

function takeKey({ key, shiftKey }: KeyboardEvent, { graph, viewport }: Target, steps: Steps): boolean {
  if (!viewport) {
    return false;
  }
  const span = graph.selected === undefined ? undefined : boxSpan(graph.scene, viewport, graph.selected);
  const left = Math.max(0, span?.left ?? 0);
  const middle = (left + Math.max(left, Math.min(viewport.width, span?.right ?? viewport.width))) / 2;
  const pan = viewport.width * KEY_PAN;
  switch (key) {
    case '+':
    case '=':
      steps.zoom(1 / STEP, middle);
      return true;
    case '-':
      steps.zoom(STEP, middle);
      return true;
    case '0':
      graph.view(undefined);
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      if (shiftKey) {
        steps.pan(key === 'ArrowLeft' ? -pan : pan);
      }
      return shiftKey;
    default:
      return false;
  }
}
