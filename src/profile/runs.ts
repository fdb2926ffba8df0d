import type { NodeIndex } from './model';
import { firstAtLeast, firstAtLeastNear } from './order';
import type { Rows } from './rows';

// Positions below index `rows.nodes`. Within a row, nodes ascend by index, by start and by end.

/**
 * First position in [from, to) whose node has its left (0) or right (1) edge at or after `x` (after it, if `strictly`);
 * `to` if none. A loop over columns, as it is what drawing spends its time in: a callback would take twice as long.
 */
function firstEdgeAt(
  { nodes, start, width }: Rows,
  edge: 0 | 1,
  x: number,
  from: number,
  to: number,
  strictly: boolean
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = start[nodes[middle]] + edge * width[nodes[middle]];
    if (at > x || (at === x && !strictly)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** First position in [from, to) whose node ends at or after `x` (after it, if `strictly`); `to` if none. */
export function firstEndingAt(rows: Rows, x: number, from: number, to: number, strictly = false): number {
  return firstEdgeAt(rows, 1, x, from, to, strictly);
}

/** First position in [from, to) whose node starts at or after `x`; `to` if none. */
export function firstStartingAt(rows: Rows, x: number, from: number, to: number): number {
  return firstEdgeAt(rows, 0, x, from, to, false);
}

/** Positions [from, to) of the displayed children of `parent` in the row below it; none starts before `cursor`. */
export function childPositions(
  { nodes, offset, tree }: Rows,
  row: number,
  parent: NodeIndex,
  cursor: number
): { from: number; to: number } {
  const rowEnd = offset[row + 1];
  const from = firstAtLeastNear(nodes, parent + 1, cursor, rowEnd);
  return { from, to: firstAtLeastNear(nodes, tree.end[parent], from, rowEnd) };
}

/** The displayed parent of a node in `row`: the last node of the row above that begins before it in pre-order. */
export function displayedParent(rows: Rows, row: number, node: NodeIndex): NodeIndex {
  const above = rows.offset[row - 1];
  return rows.nodes[firstAtLeast(rows.nodes, node, above, rows.offset[row]) - 1];
}

/**
 * Position after the run of narrow nodes that begins at `from` (narrow itself). A node that is wide enough and lies to
 * the right of `x` ends at `x + minWidth` or later, so a binary search for that end skips narrow nodes only, and each
 * search gains at least half a pixel: the cost depends on the pixels crossed, not on the nodes.
 */
export function stripEnd(rows: Rows, from: number, to: number, minWidth: number): number {
  let p = from;
  // Half a pixel has about as many nodes as the one before; with a million siblings there are thousands of half pixels to cross.
  let near = from;
  do {
    const x = rows.start[rows.nodes[p]] + minWidth;
    let next = firstEndingAt(rows, x, p + 1, near);
    if (next >= near) {
      next = firstEndingAt(rows, x, next, to);
    }
    near = Math.min(to, 3 * next - 2 * p);
    p = next;
  } while (p < to && rows.width[rows.nodes[p]] < minWidth);
  return p;
}

/** First position of the run of narrow nodes that ends before `to` (narrow itself); the mirror image of `stripEnd`. */
export function stripBegin(rows: Rows, from: number, to: number, minWidth: number): number {
  let p = to - 1;
  for (;;) {
    const node = rows.nodes[p];
    const x = rows.start[node] + rows.width[node] - minWidth;
    // The first node that starts after x; what lies between it and p is too narrow.
    p = firstEdgeAt(rows, 0, x, from, p, true);
    if (p === from || rows.width[rows.nodes[p - 1]] >= minWidth) {
      return p;
    }
    p--;
  }
}
