import type { NodeIndex, Profile } from './model';
import type { Rows } from './rows';

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
  /** Edges in value units, not clipped to the window; an ancestor of the shown root has the window's own. */
  box(node: NodeIndex, row: number, x0: number, x1: number): void;
  strip(strip: Strip): void;
}

/**
 * Calls `drawer` for what is at least `minWidth` wide in the window, parents before children. Costs O(drawn): below a
 * node that is not drawn nothing is looked at, runs of narrow siblings are crossed by binary search.
 */
export function forEachDrawn(profile: Profile, rows: Rows, window: DrawWindow, drawer: Drawer): void {
  throw new Error(`not yet ${profile.length} ${rows.rowCount} ${window.x0} ${typeof drawer}`);
}
