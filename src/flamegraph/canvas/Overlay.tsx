import React, { useEffect, useLayoutEffect, useRef } from 'react';
import type { Hit } from '../../profile/hit';
import type { NodeIndex, SymbolIndex } from '../../profile/model';
import type { HoveredSymbol } from '../types';
import type { BoxList } from './boxes';
import type { Palette } from './colors';
import type { HoverStore } from './hover';
import { boxHeight, withoutGap, type RowPlacing } from './paint';
import { bottomOf, boxSpan, pxPerValue, type Scene, type Viewport } from './scene';
import type { ScrollModel } from './scroll';
import type { Graph } from './useGraph';
import { placing, type Painted } from './usePainting';

interface OverlayProps {
  className: string;
  graph: Graph;
  hover: HoverStore;
  hovered: HoveredSymbol | undefined;
  painted: Painted;
  palette: Palette;
  viewport: Viewport;
  scroll: ScrollModel;
  scrollerRef: { readonly current: HTMLElement | null };
}

/**
 * Hover and selection over the boxes. Nothing is rendered for a move of the pointer. And it is not a canvas: the browser
 * copies each canvas to the screen whole, which costs more than all else of a move.
 */
export function Overlay({ className, palette, viewport, ...shown }: OverlayProps) {
  const svg = useRef<SVGSVGElement>(null);
  const { graph, hover, hovered, painted, scroll, scrollerRef } = shown;
  const { scene, selected } = graph;
  const due = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    const draw = () => {
      due.current = undefined;
      const pointed = hover.get();
      if (svg.current && scrollerRef.current) {
        const rows = placing(scroll, viewport, scrollerRef.current);
        const hit = pointed?.scene === scene && !pointed.byKeyboard ? pointed.hit : undefined;
        const marks = overlayPaths(painted.list, scene, viewport, rows, { hit, symbol: hovered?.get(), selected });
        for (const [i, path] of Array.from(svg.current.children).entries()) {
          if (path.getAttribute('d') !== marks[i]) {
            path.setAttribute('d', marks[i]);
          }
        }
      }
    };
    // Where the boxes are painted anew, that asks for it. Before, other parts would have the page laid out once more.
    due.current = draw;
    const stops = [painted.follow(draw), hover.subscribe(draw), hovered?.subscribe(draw)];
    return () => stops.forEach((stop) => stop?.());
  }, [scene, selected, hover, hovered, painted, viewport, scroll, scrollerRef]);
  useEffect(() => due.current?.());
  const { dpr } = viewport;
  const [width, height] = [Math.round(viewport.width * dpr), Math.round(viewport.height * dpr)];
  const line = (of: keyof typeof LINES, stroke: string) => (
    <path d="" fill="none" stroke={stroke} strokeWidth={widthOf(of, dpr)} />
  );
  return (
    <svg
      ref={svg}
      className={className}
      width={width / dpr}
      height={height / dpr}
      viewBox={`0 0 ${width} ${height}`}
      shapeRendering="crispEdges"
      aria-hidden
    >
      <path d="" fill={palette.hover} />
      {line('lit', palette.ring.outer)}
      {line('ringOuter', palette.ring.outer)}
      {line('ringInner', palette.ring.inner)}
    </svg>
  );
}

interface OverlayState {
  /** Under the pointer. */
  readonly hit?: Hit;
  /** Lit lightly wherever it is on screen. */
  readonly symbol?: SymbolIndex;
  readonly selected?: NodeIndex;
}

/** CSS px. */
const LINES = { lit: 1, ringOuter: 2, ringInner: 1 } as const;

/** Device px. */
const widthOf = (line: keyof typeof LINES, dpr: number) => Math.max(1, Math.round(LINES[line] * dpr));

/** The data of the svg's paths in their order, in device px. `list`: the boxes that are on screen. */
function overlayPaths(
  list: BoxList,
  scene: Scene,
  viewport: Viewport,
  rows: RowPlacing,
  { hit, symbol, selected }: OverlayState
): string[] {
  const hitBox = hit && hitRect(scene, viewport, hit);
  const lit = [...(hitBox ? [hitBox] : []), ...(symbol === undefined ? [] : boxesOf(list, scene, symbol, rows.dpr))];
  const selectedBox = selected === undefined ? undefined : nodeRect(scene, viewport, selected);
  const ring = selectedBox && atLeast(MIN_RING * rows.dpr, selectedBox);
  return [
    lit.map((box) => rectPath(box.left, rows.top(box.row), box.right - box.left, boxHeight(rows.dpr))).join(''),
    lit.map((box) => lineInside(box, rows, 'lit')).join(''),
    ring ? lineInside(ring, rows, 'ringOuter') : '',
    ring ? lineInside(inset(ring, LINES.ringOuter, rows.dpr), rows, 'ringInner', LINES.ringOuter) : '',
  ];
}

/** A selected box narrower than this is ringed with room around it, or the ring would not show. CSS px. */
const MIN_RING = 8;

const atLeast = (width: number, rect: Rect): Rect => {
  const missing = Math.max(0, Math.ceil((width - (rect.right - rect.left)) / 2));
  return { ...rect, left: rect.left - missing, right: rect.right + missing };
};

interface Rect {
  readonly row: number;
  readonly left: number;
  readonly right: number;
}

/** The boxes on screen that have a symbol; a handful of the list, so these may be objects. */
function boxesOf(list: BoxList, scene: Scene, symbol: SymbolIndex, dpr: number): Rect[] {
  const boxes: Rect[] = [];
  for (let i = 0; i < list.count; i++) {
    const node = list.node[i];
    if (node >= 0 && boxHas(scene, node, symbol)) {
      boxes.push({ row: list.row[i], left: list.left[i], right: withoutGap(list.left[i], list.right[i], dpr) });
    }
  }
  return boxes;
}

const inset = ({ row, left, right }: Rect, px: number, dpr: number): Rect => ({
  row,
  left: left + px * dpr,
  right: right - px * dpr,
});

/** A line along the inner edge of a box, `inside` CSS px in from its top and bottom; none where it is too narrow. */
function lineInside(
  { row, left, right }: Rect,
  { dpr, top }: RowPlacing,
  kind: keyof typeof LINES,
  inside = 0
): string {
  const line = widthOf(kind, dpr);
  const down = Math.round(inside * dpr);
  return right - left < line
    ? ''
    : rectPath(
        left + line / 2,
        top(row) + down + line / 2,
        Math.max(0, right - left - line),
        boxHeight(dpr) - 2 * down - line
      );
}

const rectPath = (x: number, y: number, width: number, height: number) => `M${x} ${y}h${width}v${height}h${-width}z`;

function hitRect(scene: Scene, viewport: Viewport, hit: Hit): Rect | undefined {
  if (hit.kind === 'node') {
    return nodeRect(scene, viewport, hit.node);
  }
  const scale = pxPerValue(scene, viewport);
  const { row, x0, x1 } = hit.strip;
  return toRect(row, (x0 - scene.x0) * scale, (x1 - scene.x0) * scale, viewport);
}

function nodeRect(scene: Scene, viewport: Viewport, node: NodeIndex): Rect | undefined {
  const span = boxSpan(scene, viewport, node);
  return span && toRect(scene.rows.depth[node], span.left, span.right, viewport);
}

/** Device px, clipped to the canvas, at least one px wide: as `collectBoxes` places them. Undefined outside the canvas. */
function toRect(row: number, left: number, right: number, { width, dpr }: Viewport): Rect | undefined {
  const end = Math.round(width * dpr);
  if (right <= 0 || left >= width) {
    return undefined;
  }
  const from = Math.min(end - 1, Math.max(0, Math.round(left * dpr)));
  const to = Math.max(from + 1, Math.min(end, Math.round(right * dpr)));
  return { row, left: from, right: withoutGap(from, to, dpr) };
}

/** Has the node, or a frame hidden in its box, this symbol? */
function boxHas(scene: Scene, node: NodeIndex, wanted: SymbolIndex): boolean {
  const { symbol } = scene.profile;
  const bottom = bottomOf(scene, node);
  let i = node;
  while (i <= bottom && symbol[i] !== wanted) {
    i++;
  }
  return i <= bottom;
}
