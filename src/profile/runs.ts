import type { NodeIndex, Profile } from './model';
import type { Rows } from './rows';

// Positions below index `rows.nodes`. Within a row, nodes ascend by index, by start and by end.

/** First position in [from, to) whose node ends at or after `x` (after it, if `strictly`); `to` if none. */
export function firstEndingAt(
  profile: Profile,
  rows: Rows,
  x: number,
  from: number,
  to: number,
  strictly = false
): number {
  const { start, value } = profile;
  const { nodes } = rows;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const end = start[nodes[middle]] + value[nodes[middle]];
    if (strictly ? end > x : end >= x) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** First position in [from, to) whose node starts at or after `x`; `to` if none. */
export function firstStartingAt(profile: Profile, rows: Rows, x: number, from: number, to: number): number {
  const { start } = profile;
  const { nodes } = rows;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[nodes[middle]] >= x) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function firstIndexAt(nodes: Int32Array, index: NodeIndex, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes[middle] >= index) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Positions [from, to) of the displayed children of `parent` in the row below it; none starts before `cursor`. */
export function childPositions(
  profile: Profile,
  rows: Rows,
  row: number,
  parent: NodeIndex,
  cursor: number
): { from: number; to: number } {
  const rowEnd = rows.offset[row + 1];
  const from = firstIndexAt(rows.nodes, parent + 1, cursor, rowEnd);
  return { from, to: firstIndexAt(rows.nodes, profile.end[parent], from, rowEnd) };
}

/** The displayed parent of a node in `row`: the last node of the row above that begins before it in pre-order. */
export function displayedParent(rows: Rows, row: number, node: NodeIndex): NodeIndex {
  const above = rows.offset[row - 1];
  return rows.nodes[firstIndexAt(rows.nodes, node, above, rows.offset[row]) - 1];
}

/**
 * Position after the run of narrow nodes that begins at `from` (narrow itself). A node that is wide enough and lies to
 * the right of `x` ends at `x + minWidth` or later, so a binary search for that end skips narrow nodes only, and each
 * search gains at least half a pixel: the cost depends on the pixels crossed, not on the nodes.
 */
export function stripEnd(profile: Profile, rows: Rows, from: number, to: number, minWidth: number): number {
  let p = from;
  do {
    p = firstEndingAt(profile, rows, profile.start[rows.nodes[p]] + minWidth, p + 1, to);
  } while (p < to && profile.value[rows.nodes[p]] < minWidth);
  return p;
}

/** First position of the run of narrow nodes that ends before `to` (narrow itself); the mirror image of `stripEnd`. */
export function stripBegin(profile: Profile, rows: Rows, from: number, to: number, minWidth: number): number {
  let p = to - 1;
  for (;;) {
    const node = rows.nodes[p];
    const x = profile.start[node] + profile.value[node] - minWidth;
    // The first node that starts after x; what lies between it and p is too narrow.
    p = firstStartingAfter(profile, rows, x, from, p);
    if (p === from || profile.value[rows.nodes[p - 1]] >= minWidth) {
      return p;
    }
    p--;
  }
}

function firstStartingAfter(profile: Profile, rows: Rows, x: number, from: number, to: number): number {
  const { start } = profile;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[rows.nodes[middle]] > x) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
