import type { Groups } from './groups';
import type { NodeIndex, Profile } from './model';

export interface RowOptions {
  /** Without groups every node is visible. */
  readonly groups?: Groups;
  /** Is the group of this head shown in full? Default: none is. */
  readonly isExpanded?: (head: NodeIndex) => boolean;
  /** The node shown at full width; its ancestors come first, one a row, at full width too. Default: the profile's root. */
  readonly root?: NodeIndex;
}

/** The displayed rows. Row `r` holds `nodes[offset[r]] .. nodes[offset[r + 1] - 1]`, ascending by index and by start. */
export interface Rows {
  readonly root: NodeIndex;
  /** The row of `root`; the rows above it hold its ancestors. */
  readonly rootRow: number;
  readonly rowCount: number;
  /** Displayed row of each node; a hidden node has its group's row, a node outside `root`'s subtree -1. */
  readonly depth: Int32Array;
  /** Length rowCount + 1. */
  readonly offset: Int32Array;
  readonly nodes: Int32Array;
}

/** Lays out the visible nodes by row, O(n). */
export function layoutRows(profile: Profile, options: RowOptions = {}): Rows {
  throw new Error(`not yet ${profile.length} ${options.root}`);
}

/** Is the node shown itself, rather than hidden in its group or outside the shown root? */
export function isVisible(profile: Profile, rows: Rows, node: NodeIndex): boolean {
  throw new Error(`not yet ${profile.length} ${rows.rowCount} ${node}`);
}
