import { changeOfNode } from '../../profile/comparison/changes';
import type { SvgBox, SvgPicture } from '../../profile/export/svg';
import type { NodeIndex } from '../../profile/model';
import { isNotLoaded } from '../../profile/notLoaded';
import { boxHeight, boxText, FONT_SIZE, paintBoxes, withoutGap, type RowPlacing, type TextLook } from '../canvas/paint';
import { collectBoxes, createBoxList, STRIP, type BoxList } from '../canvas/boxes';
import { paintsOf, type Palette } from '../canvas/colors';
import { spokenName, createNumbers } from '../canvas/labels';
import { createRows, createScene, type Scene } from '../canvas/scene';
import { ROW_HEIGHT } from '../canvas/scroll';
import { createFitter } from '../canvas/text';
import { notLoadedTexts } from '../canvas/texts';
import { tooltipTexts } from '../canvas/tooltipTexts';
import { boxChangeText, changeWords } from '../comparison/changeTexts';
import type { ColorMode, FormatValue, TextAlign } from '../types';
import type { Pane } from '../view/usePanes';

/** A picture's width, CSS px. */
const WIDTH = 1600;
/** How far texts stand from a box's edges, CSS px. */
const PADDING = 4;
/** What browsers draw at most, px a side. */
const MOST_PX = 16_384;

/** What is drawn: one graph, or a sandwich's callers and callees, one below the other. */
export interface Drawn {
  readonly panes: ReadonlyArray<{ pane: Pane; direction: 'up' | 'down' }>;
  readonly heading: readonly string[];
  /** 100 % */
  readonly whole: number;
  readonly lowerBound: boolean;
  readonly formatValue: FormatValue;
  readonly colors: ColorMode;
  readonly align: TextAlign;
  readonly lit?: Uint8Array;
  readonly palette: Palette;
  readonly fontFamily: string;
  readonly background: string;
  readonly textColor: string;
}

/** The graphs with all their rows, whatever of them is scrolled into view. A sandwich's have a free row between them. */
export function svgPicture(drawn: Drawn): SvgPicture {
  const scenes = scenesOf(drawn);
  const { palette, lit, heading, background, textColor, fontFamily } = drawn;
  const paints = paintsOf(palette);
  const strip = lit ? palette.strip.dimmed : palette.strip.plain;
  const boxes = layOut(drawn, scenes, 1, rowCounts(scenes)).flatMap(({ scene, list, text, placing }): SvgBox[] =>
    Array.from({ length: list.count }, (_, i) => {
      const [left, node] = [list.left[i], list.node[i]];
      const width = withoutGap(left, list.right[i], 1) - left;
      const isStrip = list.style[i] === STRIP;
      const paint = isStrip ? { fill: strip, text: textColor } : paints[list.style[i]];
      return {
        x: left,
        y: placing.top(list.row[i]),
        width,
        height: boxHeight(1),
        fill: paint.fill,
        textColor: paint.text,
        text: isStrip ? '' : boxText(scene, node, width - 2 * PADDING, text),
        title: isStrip ? tooltipTexts.stripOf() : titleOf(drawn, scene, node),
      };
    })
  );
  const height = linesOf(drawn, rowCounts(scenes)) * ROW_HEIGHT;
  return {
    ...{ width: WIDTH, height, background, textColor, font: fontFamily, fontSize: FONT_SIZE, heading },
    lineHeight: ROW_HEIGHT,
    boxes,
  };
}

/** A picture on a canvas, and how many of its rows it holds: it is cut where no browser draws more. */
export interface PngPicture {
  readonly canvas: HTMLCanvasElement;
  readonly rows: number;
  readonly allRows: number;
}

/**
 * The same as a canvas, twice as fine as the page where that fits.
 * @param cutText said in the picture too where it is cut: rows far from the graphs' roots are left out
 */
export function drawPng(drawn: Drawn, cutText: (rows: number, allRows: number) => string): PngPicture {
  const scenes = scenesOf(drawn);
  const all = rowCounts(scenes);
  const dpr = linesOf(drawn, all) * ROW_HEIGHT * 2 <= MOST_PX ? 2 : 1;
  const lines = Math.floor(MOST_PX / dpr / ROW_HEIGHT);
  const isCut = linesOf(drawn, all) > lines;
  const counts = isCut ? shared(all, lines - linesOf(drawn, []) - 1) : all;
  const [rows, allRows] = [sumOf(counts), sumOf(all)];
  const heading = isCut ? [...drawn.heading, cutText(rows, allRows)] : drawn.heading;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * dpr;
  canvas.height = linesOf({ ...drawn, heading }, counts) * ROW_HEIGHT * dpr;
  const ctx = canvas.getContext('2d')!;
  ctx.fillStyle = drawn.background;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.font = fontOf(drawn, dpr);
  ctx.fillStyle = drawn.textColor;
  heading.forEach((line, i) => ctx.fillText(line, PADDING * dpr, (i + 0.7) * ROW_HEIGHT * dpr));
  for (const { scene, list, text, placing } of layOut({ ...drawn, heading }, scenes, dpr, counts)) {
    paintBoxes(ctx, list, scene, drawn, text, placing);
  }
  return { canvas, rows, allRows };
}

function scenesOf({ panes }: Drawn): Scene[] {
  return panes.map(({ pane: { profile, collapse, focus } }) =>
    createScene(profile, collapse, createRows(profile, collapse, focus))
  );
}

const rowCounts = (scenes: readonly Scene[]) => scenes.map(({ rows }) => rows.rowCount);
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** Lines of the heading, between the graphs, and so many rows of each. */
function linesOf({ heading, panes }: Drawn, rows: readonly number[]): number {
  return heading.length + panes.length - 1 + sumOf(rows);
}

interface LaidOut {
  readonly scene: Scene;
  readonly list: BoxList;
  readonly text: TextLook;
  readonly placing: RowPlacing;
}

/** @param counts how many rows of each graph, from its root on */
function layOut(drawn: Drawn, scenes: readonly Scene[], dpr: number, counts: readonly number[]): LaidOut[] {
  let next = drawn.heading.length;
  return scenes.map((scene, i) => {
    const [first, count] = [next, counts[i]];
    next += count + 1;
    const isUp = drawn.panes[i].direction === 'up';
    const list = createBoxList();
    collectBoxes(list, scene, { width: WIDTH, height: 0, dpr }, drawn, { firstRow: 0, endRow: count });
    const top = (row: number) => (first + (isUp ? count - 1 - row : row)) * ROW_HEIGHT * dpr;
    return { scene, list, text: textLook(drawn, scene, dpr), placing: { dpr, top } };
  });
}

/** What each of some numbers gets where all together may have so much: the small ones first. */
function shared(wanted: readonly number[], most: number): number[] {
  let left = most;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const given = wanted.slice();
  order.forEach((i, k) => {
    given[i] = Math.min(wanted[i], Math.floor(left / (order.length - k)));
    left -= given[i];
  });
  return given;
}

const fontOf = ({ fontFamily }: Drawn, dpr: number) => `${FONT_SIZE * dpr}px ${fontFamily}`;

function textLook(drawn: Drawn, { profile }: Scene, dpr: number): TextLook {
  const font = fontOf(drawn, dpr);
  const ctx = document.createElement('canvas').getContext('2d')!;
  ctx.font = font;
  const numbers = numbersOf(drawn, profile);
  return {
    font,
    fitter: createFitter((text) => ctx.measureText(text).width),
    align: drawn.align,
    valueText: (node) =>
      profile.sides === undefined
        ? numbers.value(node, profile.total[node])
        : boxChangeText(changeOfNode(profile.sides, node)),
    notLoadedText: notLoadedTexts.notLoadedShort(),
  };
}

function numbersOf({ whole, formatValue, lowerBound }: Drawn, profile: Scene['profile']) {
  return createNumbers({ profile, wholeValue: whole, formatValue, lowerBound });
}

/** "http.Handler, 1.2 s, 12 %" */
function titleOf(drawn: Drawn, { profile }: Scene, node: NodeIndex): string {
  const name = isNotLoaded(profile, node) ? notLoadedTexts.notLoadedShort() : spokenName(profile, node);
  if (profile.sides !== undefined) {
    return `${name}, ${changeWords(changeOfNode(profile.sides, node), drawn.formatValue)}`;
  }
  const numbers = numbersOf(drawn, profile);
  const value = profile.total[node];
  return `${name}, ${numbers.value(node, value)}, ${numbers.share(node, value, drawn.whole)}`;
}
