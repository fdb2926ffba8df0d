import type { Hit } from '../../profile/hit';
import type { NodeIndex, SymbolIndex } from '../../profile/model';
import { boxHas, type BoxList } from './boxes';
import { boxHeight, withoutGap, type RowPlacing } from './paint';
import type { Palette } from './colors';
import { boxSpan, pxPerValue, type Scene, type Viewport } from './scene';

export interface OverlayState {
  /** Under the pointer. */
  readonly hit?: Hit;
  /** Lit lightly wherever it is on screen. */
  readonly symbol?: SymbolIndex;
  readonly selected?: NodeIndex;
}

/** Paints what changes with every move: hover and selection, over the boxes that `list` says are on screen. */
export function paintOverlay(
  ctx: CanvasRenderingContext2D,
  list: BoxList,
  scene: Scene,
  viewport: Viewport,
  palette: Palette,
  rows: RowPlacing,
  { hit, symbol, selected }: OverlayState
): void {
  ctx.fillStyle = palette.hover;
  const hitBox = hit && hitRect(scene, viewport, hit);
  if (hitBox) {
    lightUp(ctx, hitBox, palette, rows);
  }
  if (symbol !== undefined) {
    for (const box of boxesOf(list, scene, symbol, rows.dpr)) {
      lightUp(ctx, box, palette, rows);
    }
  }
  const selectedBox = selected === undefined ? undefined : nodeRect(scene, viewport, selected);
  if (selectedBox) {
    const ring = atLeast(MIN_RING * rows.dpr, selectedBox);
    strokeInside(ctx, ring, rows, palette.ring.outer, 2);
    strokeInside(ctx, inset(ring, 2, rows.dpr), rows, palette.ring.inner, 1, 2);
  }
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

function lightUp(ctx: CanvasRenderingContext2D, box: Rect, palette: Palette, rows: RowPlacing): void {
  ctx.fillRect(box.left, rows.top(box.row), box.right - box.left, boxHeight(rows.dpr));
  strokeInside(ctx, box, rows, palette.ring.outer, 1);
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

/** A line of `width` CSS px along the inner edge of a box, `inside` px in from its top and bottom. */
function strokeInside(
  ctx: CanvasRenderingContext2D,
  { row, left, right }: Rect,
  { dpr, top }: RowPlacing,
  color: string,
  width: number,
  inside = 0
): void {
  const line = Math.max(1, Math.round(width * dpr));
  const down = Math.round(inside * dpr);
  if (right - left < line) {
    return;
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = line;
  ctx.strokeRect(
    left + line / 2,
    top(row) + down + line / 2,
    Math.max(0, right - left - line),
    boxHeight(dpr) - 2 * down - line
  );
}

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
