import type { NodeIndex, Profile } from './model';
import type { Rows } from './rows';
import type { Strip } from './visible';

export type Hit =
  { readonly kind: 'node'; readonly node: NodeIndex } | { readonly kind: 'strip'; readonly strip: Strip };

/**
 * What `forEachDrawn` draws at offset `x` (value units) of a row, O(log row). `bounds` clips a strip as the drawing's
 * window does; without it the strip is the whole run.
 */
export function hitTest(
  rows: Rows,
  profile: Profile,
  row: number,
  x: number,
  minWidth: number,
  bounds?: { readonly x0: number; readonly x1: number }
): Hit | undefined {
  throw new Error(`not yet ${profile.length} ${rows.rowCount} ${row} ${x} ${minWidth} ${bounds?.x0}`);
}
