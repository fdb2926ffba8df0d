import type { NodeIndex } from '../../profile/model';
import { forEachDrawn, type Strip } from '../../profile/visible';
import type { ColorMode } from '../types';
import { isNotLoaded } from '../../profile/notLoaded';
import { changeStyle, DIMMED, NOT_LOADED, packageStyle, ROOT, valueStyle, type Style, type Palette } from './colors';
import { bottomOf, minDrawnWidth, type Scene, type Viewport } from './scene';

/**
 * What is on screen, as columns: one entry a box or strip, edges in device px from the canvas' left, clipped to it.
 * The columns are reused from frame to frame and grow as needed.
 */
export interface BoxList {
  count: number;
  /** -1 for a strip. */
  node: Int32Array;
  row: Int32Array;
  left: Int32Array;
  right: Int32Array;
  style: Uint8Array;
  /** Where a box goes on beyond the canvas: 1 at the left, 2 at the right, 3 at both. */
  beyond: Uint8Array;
}

export interface Look {
  readonly palette: Palette;
  readonly colors: ColorMode;
  /** By symbol: 1 = lit; all others are dimmed. */
  readonly lit?: Uint8Array;
}

/** A strip's style; not one of `paintsOf`. */
export const STRIP: Style = 255;

export function createBoxList(capacity = 1024): BoxList {
  return {
    count: 0,
    node: new Int32Array(capacity),
    row: new Int32Array(capacity),
    left: new Int32Array(capacity),
    right: new Int32Array(capacity),
    style: new Uint8Array(capacity),
    beyond: new Uint8Array(capacity),
  };
}

/** Collects what the rows `firstRow .. endRow - 1` show into `list`, O(drawn). */
export function collectBoxes(
  list: BoxList,
  scene: Scene,
  viewport: Viewport,
  look: Look,
  { firstRow, endRow }: { firstRow: number; endRow: number }
): void {
  const { rows, x0, x1 } = scene;
  const width = Math.round(viewport.width * viewport.dpr);
  const scale = width / (x1 - x0);
  const styleOf = createStyleOf(scene, look);
  // Sums of the same numbers in another order differ in their last bits.
  const half = minDrawnWidth(scene, viewport);
  list.count = 0;
  const add = (node: number, row: number, from: number, to: number, style: Style) => {
    if (list.count === list.node.length) {
      grow(list);
    }
    const i = list.count++;
    const left = Math.max(0, Math.round((from - x0) * scale));
    list.node[i] = node;
    list.row[i] = row;
    list.left[i] = Math.min(left, width - 1);
    list.right[i] = Math.max(list.left[i] + 1, Math.min(width, Math.round((to - x0) * scale)));
    list.style[i] = style;
    list.beyond[i] = (from < x0 - half ? 1 : 0) + (to > x1 + half ? 2 : 0);
  };
  const window = { x0, x1, firstRow, endRow, minWidth: half };
  forEachDrawn(rows, window, {
    box: (node, row, from, to) => add(node, row, from, to, styleOf(node)),
    strip: (strip: Strip) => add(-1, strip.row, strip.x0, strip.x1, STRIP),
  });
}

function createStyleOf(scene: Scene, look: Look): (node: NodeIndex) => Style {
  const { profile, rows } = scene;
  const { symbol, total, sides } = profile;
  const { palette, colors, lit } = look;
  const shown = total[rows.root] || 1;
  return (node) => {
    if (lit && !boxIsLit(scene, node, lit)) {
      return DIMMED;
    }
    if (isNotLoaded(profile, node)) {
      return NOT_LOADED;
    }
    if (sides !== undefined) {
      return changeStyle(sides.changeOf(sides, node), palette);
    }
    if (colors === 'value') {
      return valueStyle(total[node] / shown, palette);
    }
    return node === 0 ? ROOT : packageStyle(profile, symbol[node], palette);
  };
}

/** Has the node, or a frame hidden in its box, a symbol that is lit? */
function boxIsLit(scene: Scene, node: NodeIndex, lit: Uint8Array): boolean {
  const { symbol } = scene.profile;
  const bottom = bottomOf(scene, node);
  let i = node;
  while (i <= bottom && lit[symbol[i]] !== 1) {
    i++;
  }
  return i <= bottom;
}

function grow(list: BoxList): void {
  const bigger = createBoxList(2 * list.node.length);
  bigger.node.set(list.node);
  bigger.row.set(list.row);
  bigger.left.set(list.left);
  bigger.right.set(list.right);
  bigger.style.set(list.style);
  bigger.beyond.set(list.beyond);
  Object.assign(list, bigger, { count: list.count });
}

/** Indices into the list, ordered by style (counting sort): `order[from[s]] .. order[from[s + 1] - 1]` have style `s`. */
export interface StyleOrder {
  readonly order: Int32Array;
  readonly from: Int32Array;
}

export function orderByStyle({ count, style }: BoxList): StyleOrder {
  const from = new Int32Array(257);
  for (let i = 0; i < count; i++) {
    from[style[i] + 1]++;
  }
  for (let s = 0; s < 256; s++) {
    from[s + 1] += from[s];
  }
  const next = from.slice();
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    order[next[style[i]]++] = i;
  }
  return { order, from };
}
