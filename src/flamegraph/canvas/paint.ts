import type { NodeIndex } from '../../profile/model';
import type { TextAlign } from '../types';
import { orderByStyle, STRIP, type BoxList, type Look, type StyleOrder } from './boxes';
import { DIMMED, paintsOf } from './colors';
import { boxLabel, isNotLoaded } from './labels';
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

export interface TextLook {
  readonly font: string;
  readonly fitter: Fitter;
  readonly align: TextAlign;
  /** The value as it follows the name where there is room. */
  valueText(node: NodeIndex): string;
  readonly notLoadedText: string;
}

/** Device px of rows on the canvas. */
export interface RowPlacing {
  readonly dpr: number;
  /** The top edge of a row, device px from the canvas' top. */
  top(row: number): number;
}

/** Paints a list of boxes: fills by color, then texts, then the outlines of lit boxes. */
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
  fillBoxes(ctx, sorted, look.palette.strip);
  paintTexts(ctx, sorted, scene, look, text);
  if (look.lit) {
    outlineLit(ctx, sorted);
  }
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
  }
}

function paintTexts(ctx: CanvasRenderingContext2D, sorted: Sorted, scene: Scene, look: Look, text: TextLook): void {
  const { list, order, from, paints, rows } = sorted;
  const padding = PADDING * rows.dpr;
  // 0.35 em below the middle stands the baseline of text without descenders.
  const baseline = boxHeight(rows.dpr) / 2 + 0.35 * FONT_SIZE * rows.dpr;
  const least = text.fitter.width('iii') + 2 * padding;
  ctx.font = text.font;
  for (let style = 0; style < paints.length; style++) {
    ctx.fillStyle = paints[style].text;
    for (let k = from[style]; k < from[style + 1]; k++) {
      const i = order[k];
      const room = list.right[i] - list.left[i] - 2 * padding;
      if (room < least) {
        continue;
      }
      const node = list.node[i];
      const label = isNotLoaded(scene.profile, node, look.notLoaded) ? text.notLoadedText : boxLabel(scene, node);
      const shown = withValue(label, room, node, text);
      if (shown !== '') {
        // A cut name shown by its end ends at the box's edge, however its letters kern.
        const atEnd = text.align === 'right' && shown.startsWith('…');
        ctx.textAlign = atEnd ? 'right' : 'left';
        ctx.fillText(shown, atEnd ? list.right[i] - padding : list.left[i] + padding, rows.top(list.row[i]) + baseline);
      }
    }
  }
}

/** The label, with the value where both fit; the label alone, cut if it must be, elsewhere. */
function withValue(label: string, room: number, node: NodeIndex, { fitter, align, valueText }: TextLook): string {
  const shown = fitter.fit(label, room, align);
  if (shown !== label) {
    return shown;
  }
  const left = room - fitter.width(label);
  // "  1 s" is the least a value can be: most boxes need not have theirs formatted.
  if (left < fitter.width('  1 s')) {
    return label;
  }
  const value = `  ${valueText(node)}`;
  return fitter.width(value) <= left ? label + value : label;
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
