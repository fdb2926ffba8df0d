import type { CallTree, NodeIndex } from './model';

/** The names from below the root down to `node`; empty for the root. */
export function pathOf(tree: CallTree, node: NodeIndex): string[] {
  const { parent, level, symbol, frames } = tree;
  const names = new Array<string>(level[node]);
  for (let i = node; i > 0; i = parent[i]) {
    names[level[i] - 1] = frames.names[symbol[i]];
  }
  return names;
}

/** Where a path of names leads: the deepest node found, and how many names led there (`names.length` if all). */
export interface FoundPath {
  readonly node: NodeIndex;
  readonly matched: number;
}

/** Follows names from below the root. O(siblings on the way). */
export function findPath(tree: CallTree, names: readonly string[]): FoundPath {
  const { length, end, symbol, frames } = tree;
  let node: NodeIndex = 0;
  let matched = 0;
  for (let child = 1; length > 0 && matched < names.length && child < end[node];) {
    if (frames.names[symbol[child]] === names[matched]) {
      node = child;
      matched++;
      child++;
    } else {
      child = end[child];
    }
  }
  return { node, matched };
}
