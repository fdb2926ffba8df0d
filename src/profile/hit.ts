import type { NodeIndex } from './model';
import type { Rows } from './rows';
import { childPositions, displayedParent, firstEndingAt, firstStartingAt, stripBegin, stripEnd } from './runs';
import { stripOf, type Strip } from './visible';

export type Hit =
  { readonly kind: 'node'; readonly node: NodeIndex } | { readonly kind: 'strip'; readonly strip: Strip };

/** The window's edges in value units; they clip a strip as they clip the drawing. */
export interface Bounds {
  readonly x0: number;
  readonly x1: number;
}

/**
 * What `forEachDrawn` draws at offset `x` (value units) of a row, by binary search. A box covers [start, start + value),
 * so a node of value 0 is never hit. With `bounds` a strip is the one that is drawn, else the whole run.
 */
export function hitTest(rows: Rows, row: number, x: number, minWidth: number, bounds?: Bounds): Hit | undefined {
  if (row < 0 || row >= rows.rowCount) {
    return undefined;
  }
  if (row < rows.rootRow) {
    return contains(rows, rows.root, x) ? { kind: 'node', node: rows.nodes[rows.offset[row]] } : undefined;
  }
  const position = firstEndingAt(rows, x, rows.offset[row], rows.offset[row + 1], true);
  const node = rows.nodes[position];
  if (position === rows.offset[row + 1] || !contains(rows, node, x)) {
    return undefined;
  }
  if (rows.width[node] >= minWidth) {
    return { kind: 'node', node };
  }
  return row === rows.rootRow ? undefined : hitStrip(rows, row, position, minWidth, bounds);
}

function hitStrip(
  rows: Rows,
  row: number,
  position: number,
  minWidth: number,
  bounds: Bounds | undefined
): Hit | undefined {
  const parent = displayedParent(rows, row, rows.nodes[position]);
  if (rows.width[parent] < minWidth) {
    return undefined;
  }
  let { from, to } = childPositions(rows, row, parent, rows.offset[row]);
  if (bounds) {
    from = firstEndingAt(rows, bounds.x0, from, to, true);
    to = firstStartingAt(rows, bounds.x1, from, to);
  }
  if (position < from || position >= to) {
    return undefined;
  }
  const begin = stripBegin(rows, from, position + 1, minWidth);
  const end = stripEnd(rows, position, to, minWidth);
  return { kind: 'strip', strip: stripOf(rows, row, parent, begin, end) };
}

function contains(rows: Rows, node: NodeIndex, x: number): boolean {
  return x >= rows.start[node] && x < rows.start[node] + rows.width[node];
}
