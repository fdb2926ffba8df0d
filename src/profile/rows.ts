import type { Groups } from './groups';
import type { CallTree, NodeIndex, Weights } from './model';
import { drained, inSlices } from './steps';

/**
 * Where nodes stand horizontally, in value units. What widths show is up to the caller: a profile's totals, or what a
 * comparison makes of two.
 */
export interface Placement {
  readonly tree: CallTree;
  /** The parent's start + the parent's self + the widths of the earlier siblings. */
  readonly start: Float64Array;
  readonly width: Float64Array;
}

/** Places every node, O(n): self comes first (left), then the children in order. */
export function placeNodes(tree: CallTree, widths: Weights): Placement {
  return drained(placeNodesInSteps(tree, widths));
}

/** `placeNodes` in steps. */
export function* placeNodesInSteps(tree: CallTree, { self, total }: Weights): Generator<void, Placement> {
  const { length, level } = tree;
  const start = new Float64Array(length);
  // Where the next node of each level goes. Those of a node's children begin anew with the node.
  const next = [0];
  yield* inSlices(0, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const depth = level[i];
      const x = next[depth];
      start[i] = x;
      next[depth] = x + total[i];
      next[depth + 1] = x + self[i];
    }
  });
  return { tree, start, width: total };
}

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
export interface Rows extends Placement {
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
export function layoutRows(placement: Placement, options: RowOptions = {}): Rows {
  return drained(layoutRowsInSteps(placement, options));
}

/** A fresh column's memory is only had when it is filled: two milliseconds' work or so. */
const FILLED_A_SLICE = 1 << 20;

/** `layoutRows` in steps. */
export function* layoutRowsInSteps(placement: Placement, options: RowOptions = {}): Generator<void, Rows> {
  const { tree } = placement;
  const { root = 0 } = options;
  const depth = new Int32Array(tree.length);
  if (tree.length === 0) {
    const nodes = new Int32Array(0);
    return { ...placement, root, rootRow: 0, rowCount: 0, depth, offset: new Int32Array(1), nodes };
  }
  const { parent, end } = tree;
  // The ancestors get theirs below.
  const leaveOut = (from: number, to: number) => depth.fill(-1, from, to);
  yield* inSlices(0, root, leaveOut, FILLED_A_SLICE);
  yield* inSlices(end[root], tree.length, leaveOut, FILLED_A_SLICE);
  const isHidden = hiddenIn(options);
  const ancestors = ancestorsOf(tree, root).filter((node) => !isHidden(node));
  const rootRow = ancestors.length;
  placeAncestors(tree, root, ancestors, depth);
  depth[root] = rootRow;
  // How many nodes each row holds.
  const counts = new Array<number>(rootRow + 1).fill(1);
  yield* inSlices(root + 1, end[root], (from, to) => countRows(parent, isHidden, depth, counts, from, to));
  return yield* fillRows({ ...placement, root, rootRow, rowCount: counts.length, depth }, counts, ancestors);
}

function countRows(
  parent: Int32Array,
  isHidden: (node: NodeIndex) => boolean,
  depth: Int32Array,
  counts: number[],
  from: number,
  to: number
): void {
  for (let i = from; i < to; i++) {
    let row = depth[parent[i]];
    if (!isHidden(i)) {
      row++;
      if (row === counts.length) {
        counts.push(0);
      }
      counts[row]++;
    }
    depth[i] = row;
  }
}

/** Is the node shown itself, rather than hidden in its group or left out by the shown root? */
export function isVisible(rows: Rows, node: NodeIndex): boolean {
  const row = rows.depth[node];
  return row >= 0 && (node === 0 || node === rows.root || row !== rows.depth[rows.tree.parent[node]]);
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
function ancestorsOf(tree: CallTree, node: NodeIndex): NodeIndex[] {
  const ancestors: NodeIndex[] = [];
  for (let i = tree.parent[node]; i >= 0; i = tree.parent[i]) {
    ancestors.push(i);
  }
  return ancestors.reverse();
}

function placeAncestors(tree: CallTree, root: NodeIndex, visible: readonly NodeIndex[], depth: Int32Array): void {
  let row = visible.length - 1;
  for (let i = tree.parent[root]; i >= 0; i = tree.parent[i]) {
    depth[i] = row;
    if (visible[row] === i) {
      row--;
    }
  }
}

function* fillRows(
  base: Omit<Rows, 'offset' | 'nodes'>,
  counts: readonly number[],
  ancestors: readonly NodeIndex[]
): Generator<void, Rows> {
  const { root, rowCount, depth } = base;
  const { parent, end } = base.tree;
  const offset = new Int32Array(rowCount + 1);
  for (let r = 0; r < rowCount; r++) {
    offset[r + 1] = offset[r] + counts[r];
  }
  const next = offset.slice(0, rowCount);
  const nodes = new Int32Array(offset[rowCount]);
  for (const node of ancestors) {
    nodes[next[depth[node]]++] = node;
  }
  nodes[next[depth[root]]++] = root;
  yield* inSlices(root + 1, end[root], (from, to) => putInRows(parent, depth, next, nodes, from, to));
  return { ...base, offset, nodes };
}

function putInRows(
  parent: Int32Array,
  depth: Int32Array,
  next: Int32Array,
  nodes: Int32Array,
  from: number,
  to: number
): void {
  for (let i = from; i < to; i++) {
    const row = depth[i];
    if (row !== depth[parent[i]]) {
      nodes[next[row]++] = i;
    }
  }
}
