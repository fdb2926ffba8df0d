import { nameOrder } from '../../src/profile/naming/order';
import type { Breather } from './breather';
import { KeyedTree } from './keyedTree';
import { checkTreeSize, namesOf, totalsOf, type MergedStacks } from './mergedStacks';

/**
 * A call tree by function name, as columns. Node 0 is the root over all roots and has no name; a parent's index is
 * smaller than its children's; siblings have different names.
 */
export interface FunctionTree {
  size: number;
  names: readonly string[];
  /** Index into names; of node 0 it means nothing. */
  name: Int32Array;
  self: Float64Array;
  total: Float64Array;
  /** Children of node n are `children[childStart[n]]` up to `children[childStart[n + 1]]`, by UTF-8 order of names. */
  childStart: Int32Array;
  children: Int32Array;
}

/**
 * Merges stacks into one tree by function name. Inlined functions are nodes of their own.
 * @throws {ConnectError} resource_exhausted, for too many nodes; canceled
 */
export async function buildFunctionTree(merged: MergedStacks, breather: Breather): Promise<FunctionTree> {
  const { parents, keys } = merged.tree;
  const names: string[] = [];
  const indices = new Map<string, number>();
  const nameIndex = (name: string): number => {
    const index = indices.get(name) ?? names.push(name) - 1;
    indices.set(name, index);
    return index;
  };
  const namesOfLocations = merged.locations.map((location) => namesOf(location).map(nameIndex));
  const totals = totalsOf(merged);
  const tree = new KeyedTree();
  const nodeOf = new Int32Array(totals.length);
  for (let stack = 1; stack < totals.length; stack++) {
    if (stack % 1024 === 0) {
      checkTreeSize(tree);
      if (breather.due) {
        await breather.pause();
      }
    }
    if (totals[stack] > 0) {
      nodeOf[stack] = namesOfLocations[keys[stack]].reduce(
        (node, name) => tree.child(node, name),
        nodeOf[parents[stack]]
      );
    }
  }
  checkTreeSize(tree);
  const size = tree.size + 1;
  const self = new Float64Array(size);
  for (let stack = 1; stack < totals.length; stack++) {
    self[nodeOf[stack]] += merged.self[stack];
  }
  const total = self.slice();
  for (let node = size - 1; node > 0; node--) {
    total[tree.parents[node]] += total[node];
  }
  return { size, names, name: tree.keys, self, total, ...orderChildren(tree, names) };
}

/** Sorted by name, then by parent, each time keeping the order there was. */
function orderChildren({ size, parents, keys }: KeyedTree, names: readonly string[]) {
  const used = [...new Set(keys.subarray(1, size + 1))];
  // By UTF-8, as Pyroscope.
  const order = nameOrder(used.map((name) => names[name]));
  used.sort((a, b) => order(names[a], names[b]));
  const rank = new Int32Array(names.length);
  used.forEach((name, index) => {
    rank[name] = index;
  });
  const nodes = Int32Array.from({ length: size }, (_, index) => index + 1);
  const { ordered: byName } = bucket(nodes, (node) => rank[keys[node]], used.length);
  const { ordered: children, start: childStart } = bucket(byName, (node) => parents[node], size + 1);
  return { children, childStart };
}

/** Stable counting sort: `ordered` holds bucket b from `start[b]` up to `start[b + 1]`. */
function bucket(nodes: Int32Array, bucketOf: (node: number) => number, buckets: number) {
  const start = new Int32Array(buckets + 1);
  for (const node of nodes) {
    start[bucketOf(node) + 1]++;
  }
  for (let b = 0; b < buckets; b++) {
    start[b + 1] += start[b];
  }
  const next = start.slice();
  const ordered = new Int32Array(nodes.length);
  for (const node of nodes) {
    ordered[next[bucketOf(node)]++] = node;
  }
  return { ordered, start };
}

/** The smallest of the `count` largest values, 0 when there are not more than `count`. */
export function smallestKept(values: Float64Array, count: number): number {
  if (count < 1 || values.length <= count) {
    return 0;
  }
  return values.slice().sort()[values.length - count];
}
