import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { collectBoxes, createBoxList, STRIP, type Look } from '../canvas/boxes';
import { paintsOf } from '../canvas/colors';
import { createScene, type Scene, type Viewport } from '../canvas/scene';
import { contentHeight, contentTop, spacerHeight, type ScrollModel } from '../canvas/scroll';
import { prepare } from '../canvas/usePainting';
import type { Graph } from '../canvas/useGraph';
import { focusRing } from '../table/styles';
import { panned, partOf } from './ranges';
import { guideTexts } from './texts';

/** CSS px. */
export const SIZE = { width: 104, height: 40 };
/** A key moves by such a part of what is on screen. */
const KEY_STEP = 1 / 4;

interface MinimapProps {
  graph: Graph;
  viewport: Viewport;
  scroll: ScrollModel;
  scrollerRef: { readonly current: HTMLElement | null };
  look: Look;
}

/** What is on screen of the whole map, as parts of its width and height. */
interface Frame {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

/**
 * All of the shown root, with a frame around what is on screen, which is dragged, goes where the map is pressed, and
 * follows the arrow keys. Boxes are painted once a layout; what scrolls and pans moves the frame alone.
 */
export function Minimap({ graph, viewport, scroll, scrollerRef, look }: MinimapProps) {
  const styles = useStyles2(getStyles);
  const mapRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const frameRef = useRef<HTMLDivElement>(null);
  /** From the frame's middle to the pointer that holds it. */
  const held = useRef({ x: 0, y: 0 });
  const { scene } = graph;
  const { profile, collapse, rows } = scene;
  const { dpr } = viewport;
  const whole = useMemo(() => createScene(profile, collapse, rows), [profile, collapse, rows]);
  useLayoutEffect(() => {
    const ctx = prepare(canvasRef.current, { ...SIZE, dpr });
    if (ctx) {
      paintMap(ctx, whole, look, scroll.direction, dpr);
    }
  }, [whole, look, scroll.direction, dpr]);
  const frameNow = (): Frame => frameOf(scene, scroll, scrollerRef.current?.scrollTop ?? 0);

  useEffect(() => {
    const scroller = scrollerRef.current;
    // Without a render: rows scroll as quickly as before.
    const place = () => {
      const frame = frameOf(scene, scroll, scroller?.scrollTop ?? 0);
      Object.assign(frameRef.current?.style ?? {}, {
        left: percent(frame.left),
        width: percent(frame.width),
        top: percent(frame.top),
        height: percent(frame.height),
      });
      say(mapRef.current, frame);
    };
    place();
    scroller?.addEventListener('scroll', place, { passive: true });
    return () => scroller?.removeEventListener('scroll', place);
  }, [scene, scroll, scrollerRef]);

  /** Puts the frame's middle there, as far as there is room. */
  const goTo = (x: number, y: number) => {
    if (partOf(scene)) {
      graph.view(panned(scene, whole.x0 + x * (whole.x1 - whole.x0) - (scene.x0 + scene.x1) / 2));
    }
    if (scrollerRef.current) {
      scrollerRef.current.scrollTop = y * spacerHeight(scroll) - scroll.viewHeight / 2;
    }
  };
  const pointerAt = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = pointerAt(event);
    const { left, width, top, height } = frameNow();
    const [x, y] = [at.x - left - width / 2, at.y - top - height / 2];
    const isInside = Math.abs(x) <= width / 2 && Math.abs(y) <= height / 2;
    held.current = isInside ? { x, y } : { x: 0, y: 0 };
    goTo(at.x - held.current.x, at.y - held.current.y);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons > 0) {
      const at = pointerAt(event);
      goTo(at.x - held.current.x, at.y - held.current.y);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { left, width, top, height } = frameNow();
    const [x, y] = [left + width / 2, top + height / 2];
    const target: Partial<Record<string, [number, number]>> = {
      ArrowLeft: [x - KEY_STEP * width, y],
      ArrowRight: [x + KEY_STEP * width, y],
      ArrowUp: [x, y - KEY_STEP * height],
      ArrowDown: [x, y + KEY_STEP * height],
      PageUp: [x, y - height],
      PageDown: [x, y + height],
      Home: [0, 0],
      End: [1, 1],
    };
    const to = target[event.key];
    if (to) {
      event.preventDefault();
      goTo(...to);
    }
  };
  return (
    <div
      ref={mapRef}
      // Of two directions, which no role has, the one that only the map shows.
      role="slider"
      tabIndex={0}
      aria-label={guideTexts.minimap()}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className={styles.map}
      data-testid="minimap"
      {...{ onPointerDown, onPointerMove, onKeyDown }}
    >
      <canvas ref={canvasRef} aria-hidden />
      <div ref={frameRef} className={styles.frame} />
    </div>
  );
}

const percent = (part: number) => `${100 * part}%`;

function frameOf(scene: Scene, scroll: ScrollModel, scrollTop: number): Frame {
  const [from, to] = partOf(scene) ?? [0, 1];
  const height = contentHeight(scroll);
  return {
    left: from,
    width: to - from,
    top: contentTop(scroll, scrollTop) / height,
    height: scroll.viewHeight / height,
  };
}

function say(map: HTMLElement | null, { left, width, top, height }: Frame): void {
  const parts = [left, left + width, top, top + height].map((part) => Math.round(100 * Math.min(1, part)));
  map?.setAttribute('aria-valuenow', String(parts[0]));
  map?.setAttribute('aria-valuetext', guideTexts.minimapShows(parts));
}

/** The rows, or as many of them as there are lines of pixels. */
function paintMap(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  look: Look,
  direction: ScrollModel['direction'],
  dpr: number
): void {
  const list = createBoxList(4096);
  const paints = paintsOf(look.palette);
  const { rowCount } = scene.rows;
  const height = Math.round(SIZE.height * dpr);
  // Of rows that share a line of pixels the first one is drawn: the root in any case.
  const edge = (row: number) => Math.ceil((row * height) / rowCount);
  collectBoxes(list, scene, { ...SIZE, dpr }, look, { firstRow: 0, endRow: rowCount });
  for (let i = 0; i < list.count; i++) {
    const [from, to] = [edge(list.row[i]), edge(list.row[i] + 1)];
    if (to > from) {
      const style = list.style[i];
      ctx.fillStyle = style === STRIP ? look.palette.strip.plain : paints[style].fill;
      ctx.fillRect(list.left[i], direction === 'down' ? from : height - to, list.right[i] - list.left[i], to - from);
    }
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  map: css({
    position: 'relative',
    flex: 'none',
    ...SIZE,
    overflow: 'hidden',
    cursor: 'pointer',
    touchAction: 'none',
    background: theme.colors.background.secondary,
    ...focusRing(theme),
  }),
  frame: css({
    position: 'absolute',
    minWidth: 3,
    minHeight: 3,
    boxSizing: 'border-box',
    border: `1px solid ${theme.colors.text.maxContrast}`,
    background: theme.colors.action.selected,
    pointerEvents: 'none',
  }),
});
