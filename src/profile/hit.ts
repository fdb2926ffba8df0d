import type { NodeIndex, Profile } from './model';
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
export function hitTest(
  rows: Rows,
  profile: Profile,
  row: number,
  x: number,
  minWidth: number,
  bounds?: Bounds
): Hit | undefined {
  if (row < 0 || row >= rows.rowCount) {
    return undefined;
  }
  if (row < rows.rootRow) {
    return contains(profile, rows.root, x) ? { kind: 'node', node: rows.nodes[rows.offset[row]] } : undefined;
  }
  const position = firstEndingAt(profile, rows, x, rows.offset[row], rows.offset[row + 1], true);
  const node = rows.nodes[position];
  if (position === rows.offset[row + 1] || !contains(profile, node, x)) {
    return undefined;
  }
  if (profile.value[node] >= minWidth) {
    return { kind: 'node', node };
  }
  return row === rows.rootRow ? undefined : hitStrip(rows, profile, row, position, minWidth, bounds);
}

function hitStrip(
  rows: Rows,
  profile: Profile,
  row: number,
  position: number,
  minWidth: number,
  bounds: Bounds | undefined
): Hit | undefined {
  const parent = displayedParent(rows, row, rows.nodes[position]);
  if (profile.value[parent] < minWidth) {
    return undefined;
  }
  let { from, to } = childPositions(profile, rows, row, parent, rows.offset[row]);
  if (bounds) {
    from = firstEndingAt(profile, rows, bounds.x0, from, to, true);
    to = firstStartingAt(profile, rows, bounds.x1, from, to);
  }
  if (position < from || position >= to) {
    return undefined;
  }
  const begin = stripBegin(profile, rows, from, position + 1, minWidth);
  const end = stripEnd(profile, rows, position, to, minWidth);
  return { kind: 'strip', strip: stripOf(profile, rows, row, parent, begin, end) };
}

function contains(profile: Profile, node: NodeIndex, x: number): boolean {
  return x >= profile.start[node] && x < profile.start[node] + profile.value[node];
}
