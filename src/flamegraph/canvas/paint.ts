import type { NodeIndex } from '../../profile/model';
import { isNotLoaded } from '../../profile/notLoaded';
import type { TextAlign } from '../types';
import { orderByStyle, STRIP, type BoxList, type Look, type StyleOrder } from './boxes';
import { DIMMED, paintsOf, type Style } from './colors';
import { groupMark, labelOf } from './labels';
import { ROW_HEIGHT } from './scroll';
import type { Scene } from './scene';
import type { Fitter } from './text';

/** Text size and padding, CSS px. */
export const FONT_SIZE = 12;
const PADDING = 4;
/** Boxes from here on have a gap to their right neighbor; narrower ones would be all gap. CSS px. */
const GAP_FROM = 3;
/** Narrower boxes are not outlined: the line would cover them. CSS px. */
const OUTLINE_FROM = 4;
/** Of hatches: text on them stays readable. */
const HATCH_COLOR = 'rgba(17, 18, 23, 0.28)';
/** Room for the mark of a box that goes on beyond the canvas, CSS px. */
const MARK = 6;

export interface TextLook {
  readonly font: string;
  readonly fitter: Fitter;
  readonly align: TextAlign;
  /** The value as it follows the name where there is room. */
  valueText(node: NodeIndex): string;
  readonly notLoadedText: string;
}

/** Paints over the boxes: what of a name matches a search. */
export type PaintMarks = typeof paintBoxes;

/** What is marked in boxes now; undefined: nothing. */
export interface MarksInBoxes {
  paint?: PaintMarks;
  /** What a graph on screen was painted with; undefined: there was none. */
  painted?: { readonly paint: PaintMarks | undefined };
}

/** Device px of rows on the canvas. */
export interface RowPlacing {
  readonly dpr: number;
  /** The top edge of a row, device px from the canvas' top. */
  top(row: number): number;
}

/** Paints a list of boxes: fills by color, texts, outlines of lit boxes, marks on boxes that go on beyond the canvas. */
export function paintBoxes(
  ctx: CanvasRenderingContext2D,
  list: BoxList,
  scene: Scene,
  look: Look,
  text: TextLook,
  rows: RowPlacing
): void {
  const order = orderByStyle(list);
  const sorted = { list, ...order, paints: paintsOf(look.palette), rows };
  fillBoxes(ctx, sorted, look.lit ? look.palette.strip.dimmed : look.palette.strip.plain);
  paintTexts(ctx, sorted, scene, look, text);
  if (look.lit) {
    outlineLit(ctx, sorted);
  }
  markBeyond(ctx, sorted);
}

interface Sorted extends StyleOrder {
  readonly list: BoxList;
  readonly paints: ReturnType<typeof paintsOf>;
  readonly rows: RowPlacing;
}

/** A row's box height: one device px, or one CSS px if that is more, stays free below it. */
export const boxHeight = (dpr: number) => Math.round(ROW_HEIGHT * dpr) - Math.max(1, Math.round(dpr));

/** The right edge of a box without the gap to its neighbor. */
export const withoutGap = (left: number, right: number, dpr: number) =>
  right - left >= GAP_FROM * dpr ? right - Math.max(1, Math.round(dpr / 2)) : right;

function fillBoxes(ctx: CanvasRenderingContext2D, { list, order, from, paints, rows }: Sorted, strip: string): void {
  const { left, right, row } = list;
  const height = boxHeight(rows.dpr);
  for (let style = 0; style < 256; style++) {
    if (from[style] === from[style + 1]) {
      continue;
    }
    ctx.fillStyle = style === STRIP ? strip : paints[style].fill;
    for (let k = from[style]; k < from[style + 1]; k++) {
      const i = order[k];
      ctx.fillRect(left[i], rows.top(row[i]), withoutGap(left[i], right[i], rows.dpr) - left[i], height);
    }
    if (paints[style]?.hatched) {
      hatch(ctx, { list, order, from, paints, rows }, style);
    }
  }
}

/** Between the lines of a hatch, CSS px. */
const HATCH = 7;

/** Lines from lower left to upper right over the boxes of a style. They are the canvas' own, not a box's: neighbors match. */
function hatch(ctx: CanvasRenderingContext2D, { list, order, from, rows }: Sorted, style: Style): void {
  const height = boxHeight(rows.dpr);
  const distance = Math.round(HATCH * rows.dpr);
  ctx.strokeStyle = HATCH_COLOR;
  ctx.lineWidth = Math.max(1, Math.round(rows.dpr));
  ctx.beginPath();
  for (let k = from[style]; k < from[style + 1]; k++) {
    const i = order[k];
    const top = rows.top(list.row[i]);
    const left = list.left[i];
    const right = withoutGap(left, list.right[i], rows.dpr);
    for (let x = Math.floor((left - height) / distance) * distance; x < right; x += distance) {
      const [x0, x1] = [Math.max(x, left), Math.min(x + height, right)];
      if (x1 > x0) {
        ctx.moveTo(x0, top + height - (x0 - x));
        ctx.lineTo(x1, top + height - (x1 - x));
      }
    }
  }
  ctx.stroke();
}

/** Device px from a row's top: 0.35 em below the middle stands the baseline of text without descenders. */
export const baselineOf = (dpr: number) => boxHeight(dpr) / 2 + 0.35 * FONT_SIZE * dpr;

/** Where the text of a box may begin and end, device px. */
export const textLeft = ({ left, beyond }: BoxList, i: number, dpr: number) =>
  left[i] + (PADDING + (beyond[i] & 1 ? MARK : 0)) * dpr;
export const textRight = ({ right, beyond }: BoxList, i: number, dpr: number) =>
  right[i] - (PADDING + (beyond[i] & 2 ? MARK : 0)) * dpr;

/** Is a name shown by its end? It ends at the box's edge then, however its letters kern. */
export const isShownByEnd = (shown: string, align: TextAlign) => align === 'right' && shown.includes('…');

function paintTexts(ctx: CanvasRenderingContext2D, sorted: Sorted, scene: Scene, look: Look, text: TextLook): void {
  const { list, order, from, paints, rows } = sorted;
  const baseline = baselineOf(rows.dpr);
  const least = text.fitter.width('iii') + 2 * PADDING * rows.dpr;
  ctx.font = text.font;
  for (let style = 0; style < paints.length; style++) {
    ctx.fillStyle = paints[style].text;
    for (let k = from[style]; k < from[style + 1]; k++) {
      const i = order[k];
      const left = textLeft(list, i, rows.dpr);
      const right = textRight(list, i, rows.dpr);
      const room = right - left;
      if (room < least) {
        continue;
      }
      const node = list.node[i];
      const shown = boxText(scene, node, room, text);
      if (shown !== '') {
        const atEnd = isShownByEnd(shown, text.align);
        ctx.textAlign = atEnd ? 'right' : 'left';
        ctx.fillText(shown, atEnd ? right : left, rows.top(list.row[i]) + baseline);
      }
    }
  }
}

/**
 * What stands on a box: "(3) http.Handler  1.2 s" where there is room, the name cut after the group's mark where there is
 * less, the name alone where both do not fit: a mark alone says nothing.
 */
export function boxText(scene: Scene, node: NodeIndex, room: number, text: TextLook): string {
  const { fitter, align, valueText, notLoadedText } = text;
  const { profile } = scene;
  const name = isNotLoaded(profile, node) ? notLoadedText : labelOf(profile, node);
  const mark = groupMark(scene, node);
  const shown = fitter.fit(name, room - fitter.width(mark), align);
  if (shown === '') {
    return fitter.fit(name, room, align);
  }
  const left = room - fitter.width(mark) - fitter.width(shown);
  // "  1 s" is the least a value can be: most boxes need not have theirs formatted.
  if (shown !== name || left < fitter.width('  1 s')) {
    return mark + shown;
  }
  const value = `  ${valueText(node)}`;
  return fitter.width(value) <= left ? mark + shown + value : mark + shown;
}

/** Lit boxes are told from dimmed ones by a line too, not by their color alone. */
function outlineLit(ctx: CanvasRenderingContext2D, { list, order, from, paints, rows }: Sorted): void {
  const line = Math.max(1, Math.round(1.5 * rows.dpr));
  const height = boxHeight(rows.dpr);
  ctx.lineWidth = line;
  for (let style = DIMMED + 1; style < paints.length; style++) {
    ctx.strokeStyle = paints[style].text;
    for (let k = from[style]; k < from[style + 1]; k++) {
      const i = order[k];
      const width = withoutGap(list.left[i], list.right[i], rows.dpr) - list.left[i];
      if (width >= OUTLINE_FROM * rows.dpr) {
        ctx.strokeRect(list.left[i] + line / 2, rows.top(list.row[i]) + line / 2, width - line, height - line);
      }
    }
  }
}

/** A zoom shows a part of its parents: an arrowhead at the edge says that they go on there. */
function markBeyond(ctx: CanvasRenderingContext2D, { list, paints, rows }: Sorted): void {
  const middle = boxHeight(rows.dpr) / 2;
  const size = (MARK / 2) * rows.dpr;
  for (let i = 0; i < list.count; i++) {
    const paint = paints[list.style[i]];
    if (list.beyond[i] === 0 || !paint || list.right[i] - list.left[i] < 4 * size) {
      continue;
    }
    const y = rows.top(list.row[i]) + middle;
    ctx.fillStyle = paint.text;
    if (list.beyond[i] & 1) {
      fillArrow(ctx, list.left[i] + size / 2, y, size, 1);
    }
    if (list.beyond[i] & 2) {
      fillArrow(ctx, list.right[i] - size / 2, y, size, -1);
    }
  }
}

function fillArrow(ctx: CanvasRenderingContext2D, tip: number, y: number, size: number, direction: 1 | -1): void {
  ctx.beginPath();
  ctx.moveTo(tip, y);
  ctx.lineTo(tip + direction * size, y - size);
  ctx.lineTo(tip + direction * size, y + size);
  ctx.fill();
}
