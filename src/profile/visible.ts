import type { NodeIndex } from './model';
import type { Rows } from './rows';
import { childPositions, firstEndingAt, firstStartingAt, stripEnd } from './runs';

/** The part of the profile in the viewport. */
export interface DrawWindow {
  /** Left and right edge in value units (the whole of root `r`: start[r] and start[r] + value[r]). */
  readonly x0: number;
  readonly x1: number;
  /** First row and row after the last. */
  readonly firstRow: number;
  readonly endRow: number;
  /** Narrower nodes are not drawn: half a device pixel in value units, above 0. */
  readonly minWidth: number;
}

/** A run of neighboring siblings (within the window) each too narrow to draw. */
export interface Strip {
  readonly row: number;
  /** The displayed parent. */
  readonly parent: NodeIndex;
  readonly x0: number;
  readonly x1: number;
  /** How many siblings, and their value. */
  readonly count: number;
  readonly value: number;
  /** First and last sibling. */
  readonly first: NodeIndex;
  readonly last: NodeIndex;
}

export interface Drawer {
  /** Edges in value units, not clipped to the window; an ancestor of the shown root has the root's edges. */
  box(node: NodeIndex, row: number, x0: number, x1: number): void;
  strip(strip: Strip): void;
}

/**
 * Calls `drawer` for what is at least `minWidth` wide in the window, row by row from the top. Costs O(drawn): below a
 * node that is not drawn nothing is looked at, runs of narrow siblings are crossed by binary search. A run of value 0 is no strip.
 */
export function forEachDrawn(rows: Rows, window: DrawWindow, drawer: Drawer): void {
  const firstRow = Math.max(0, window.firstRow);
  const endRow = Math.min(rows.rowCount, window.endRow);
  if (firstRow >= endRow || !(window.minWidth > 0) || !(window.x1 > window.x0)) {
    return;
  }
  drawAncestors(rows, firstRow, Math.min(endRow, rows.rootRow), drawer);
  let drawn = drawnAbove(rows, window, firstRow);
  if (firstRow <= rows.rootRow && endRow > rows.rootRow) {
    drawn = drawRoot(rows, window, drawer);
  }
  for (let row = Math.max(firstRow, rows.rootRow + 1); row < endRow && drawn.length > 0; row++) {
    drawn = drawChildren(rows, row, drawn, window, drawer);
  }
}

function drawAncestors(rows: Rows, firstRow: number, endRow: number, drawer: Drawer): void {
  const x0 = rows.start[rows.root];
  const x1 = x0 + rows.width[rows.root];
  for (let row = firstRow; row < endRow; row++) {
    drawer.box(rows.nodes[rows.offset[row]], row, x0, x1);
  }
}

function drawRoot(rows: Rows, window: DrawWindow, drawer: Drawer): NodeIndex[] {
  const { root, rootRow } = rows;
  const x0 = rows.start[root];
  const x1 = x0 + rows.width[root];
  if (rows.width[root] < window.minWidth || x1 <= window.x0 || x0 >= window.x1) {
    return [];
  }
  drawer.box(root, rootRow, x0, x1);
  return [root];
}

/** What the row above the window draws; the window's first row hangs below it. */
function drawnAbove(rows: Rows, window: DrawWindow, firstRow: number): NodeIndex[] {
  const row = firstRow - 1;
  const drawn: NodeIndex[] = [];
  if (row < rows.rootRow) {
    return drawn;
  }
  const from = firstEndingAt(rows, window.x0, rows.offset[row], rows.offset[row + 1], true);
  const to = firstStartingAt(rows, window.x1, from, rows.offset[row + 1]);
  for (let p = from; p < to;) {
    const node = rows.nodes[p];
    if (rows.width[node] >= window.minWidth) {
      drawn.push(node);
      p++;
    } else {
      p = stripEnd(rows, p, to, window.minWidth);
    }
  }
  return drawn;
}

function drawChildren(
  rows: Rows,
  row: number,
  parents: readonly NodeIndex[],
  window: DrawWindow,
  drawer: Drawer
): NodeIndex[] {
  const { start, width } = rows;
  const drawn: NodeIndex[] = [];
  let cursor = rows.offset[row];
  for (const parent of parents) {
    const children = childPositions(rows, row, parent, cursor);
    cursor = children.to;
    const from = firstEndingAt(rows, window.x0, children.from, children.to, true);
    const to = firstStartingAt(rows, window.x1, from, children.to);
    for (let p = from; p < to;) {
      const node = rows.nodes[p];
      if (width[node] >= window.minWidth) {
        drawer.box(node, row, start[node], start[node] + width[node]);
        drawn.push(node);
        p++;
      } else {
        const after = stripEnd(rows, p, to, window.minWidth);
        const strip = stripOf(rows, row, parent, p, after);
        if (strip.value > 0) {
          drawer.strip(strip);
        }
        p = after;
      }
    }
  }
  return drawn;
}

/** The strip of the positions [from, to). */
export function stripOf(rows: Rows, row: number, parent: NodeIndex, from: number, to: number): Strip {
  const first = rows.nodes[from];
  const last = rows.nodes[to - 1];
  const x0 = rows.start[first];
  const x1 = rows.start[last] + rows.width[last];
  return { row, parent, x0, x1, count: to - from, value: x1 - x0, first, last };
}
