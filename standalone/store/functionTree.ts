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

/** Most nodes have one child: sorting siblings costs a fraction of ranking all names. */
function orderChildren({ size, parents, keys }: KeyedTree, names: readonly string[]) {
  const childStart = new Int32Array(size + 2);
  for (let node = 1; node <= size; node++) {
    childStart[parents[node] + 1]++;
  }
  for (let node = 0; node <= size; node++) {
    childStart[node + 1] += childStart[node];
  }
  const children = new Int32Array(size);
  const next = childStart.slice();
  for (let node = 1; node <= size; node++) {
    children[next[parents[node]]++] = node;
  }
  // By UTF-8, as Pyroscope.
  const order = nameOrder(names);
  const byName = (a: number, b: number) => order(names[keys[a]], names[keys[b]]);
  for (let node = 0; node <= size; node++) {
    const [from, to] = [childStart[node], childStart[node + 1]];
    if (to - from > 1) {
      children.subarray(from, to).sort(byName);
    }
  }
  return { children, childStart };
}

/** The smallest of the `count` largest values, 0 when there are not more than `count`. */
export function smallestKept(values: Float64Array, count: number): number {
  if (count < 1 || values.length <= count) {
    return 0;
  }
  return values.slice().sort()[values.length - count];
}
