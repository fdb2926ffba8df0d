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

/**
 * The displayed rows. Row `r` holds `nodes[offset[r]] .. nodes[offset[r + 1] - 1]`, ascending by index and by start.
 *
 *     total ─┬ main ─ read      row 0: total
 *            └ gc               row 1: main gc
 *                               row 2: read
 */
export interface Rows {
  readonly root: NodeIndex;
  /** The row of `root`; the rows above it hold its ancestors. */
  readonly rootRow: number;
  readonly rowCount: number;
  /** Displayed row of each node; a hidden node has its group's row, a node that `root` leaves out has -1. */
  readonly depth: Int32Array;
  /** Length rowCount + 1. */
  readonly offset: Int32Array;
  readonly nodes: Int32Array;
}

/** Lays out the visible nodes by row, O(n). The shown root is visible even where its group would hide it. */
export function layoutRows(profile: Profile, options: RowOptions = {}): Rows {
  const { root = 0 } = options;
  const depth = new Int32Array(profile.length);
  if (profile.length === 0) {
    return { root, rootRow: 0, rowCount: 0, depth, offset: new Int32Array(1), nodes: new Int32Array(0) };
  }
  if (root > 0) {
    depth.fill(-1);
  }
  const isHidden = hiddenIn(options);
  const ancestors = ancestorsOf(profile, root).filter((node) => !isHidden(node));
  const rootRow = ancestors.length;
  placeAncestors(profile, root, ancestors, depth);
  depth[root] = rootRow;
  let deepest = rootRow;
  const { parent, end } = profile;
  for (let i = root + 1; i < end[root]; i++) {
    const row = depth[parent[i]] + (isHidden(i) ? 0 : 1);
    depth[i] = row;
    if (row > deepest) {
      deepest = row;
    }
  }
  return fillRows(profile, { root, rootRow, rowCount: deepest + 1, depth }, ancestors);
}

/** Is the node shown itself, rather than hidden in its group or left out by the shown root? */
export function isVisible(profile: Profile, rows: Rows, node: NodeIndex): boolean {
  const row = rows.depth[node];
  return row >= 0 && (node === 0 || node === rows.root || row !== rows.depth[profile.parent[node]]);
}

function hiddenIn({ groups, isExpanded }: RowOptions): (node: NodeIndex) => boolean {
  if (!groups) {
    return () => false;
  }
  const { head } = groups;
  if (!isExpanded) {
    return (node) => head[node] !== node;
  }
  // A group is one unbroken run of nodes, so its state is asked for once.
  let askedHead = -1;
  let expanded = false;
  return (node) => {
    const h = head[node];
    if (h === node) {
      return false;
    }
    if (h !== askedHead) {
      askedHead = h;
      expanded = isExpanded(h);
    }
    return !expanded;
  };
}

/** From the profile's root down to the parent of `node`. */
function ancestorsOf(profile: Profile, node: NodeIndex): NodeIndex[] {
  const ancestors: NodeIndex[] = [];
  for (let i = profile.parent[node]; i >= 0; i = profile.parent[i]) {
    ancestors.push(i);
  }
  return ancestors.reverse();
}

function placeAncestors(profile: Profile, root: NodeIndex, visible: readonly NodeIndex[], depth: Int32Array): void {
  let row = visible.length - 1;
  for (let i = profile.parent[root]; i >= 0; i = profile.parent[i]) {
    depth[i] = row;
    if (visible[row] === i) {
      row--;
    }
  }
}

function fillRows(
  profile: Profile,
  base: Pick<Rows, 'root' | 'rootRow' | 'rowCount' | 'depth'>,
  ancestors: readonly NodeIndex[]
): Rows {
  const { root, rowCount, depth } = base;
  const { parent, end } = profile;
  const offset = new Int32Array(rowCount + 1);
  for (let r = 0; r <= ancestors.length; r++) {
    offset[r + 1]++;
  }
  for (let i = root + 1; i < end[root]; i++) {
    if (depth[i] !== depth[parent[i]]) {
      offset[depth[i] + 1]++;
    }
  }
  for (let r = 0; r < rowCount; r++) {
    offset[r + 1] += offset[r];
  }
  const next = offset.slice(0, rowCount);
  const nodes = new Int32Array(offset[rowCount]);
  for (const node of ancestors) {
    nodes[next[depth[node]]++] = node;
  }
  nodes[next[depth[root]]++] = root;
  for (let i = root + 1; i < end[root]; i++) {
    if (depth[i] !== depth[parent[i]]) {
      nodes[next[depth[i]]++] = i;
    }
  }
  return { ...base, offset, nodes };
}
