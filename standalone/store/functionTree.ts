import type { Breather } from './breather';
import type { Dictionary } from './dictionary';
import { KeyedTree } from './keyedTree';
import { compareUtf8 } from './utf8';

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
 * @param sums - value by stack id
 */
export async function buildFunctionTree(
  sums: Float64Array,
  dictionary: Dictionary,
  breather: Breather
): Promise<FunctionTree> {
  const { tree, nodeOf } = await growTree(sums, dictionary, breather);
  const size = tree.size + 1;
  const self = new Float64Array(size);
  for (let stack = 1; stack < sums.length; stack++) {
    if (sums[stack] > 0) {
      self[nodeOf[stack]] += sums[stack];
    }
  }
  const total = self.slice();
  for (let node = size - 1; node > 0; node--) {
    total[tree.parents[node]] += total[node];
  }
  const { names } = dictionary;
  return { size, names, name: tree.keys, self, total, ...orderChildren(tree, names) };
}

/** The tree with the path of every stack that has a value, keyed by name; and the node of each such stack. */
async function growTree(sums: Float64Array, dictionary: Dictionary, breather: Breather) {
  const { parents, keys } = dictionary.stacks;
  const tree = new KeyedTree();
  const nodeOf = new Int32Array(sums.length).fill(-1);
  nodeOf[0] = 0;
  const path: number[] = [];
  for (let stack = 1; stack < sums.length; stack++) {
    if (stack % 1024 === 0 && breather.due) {
      await breather.pause();
    }
    let known = stack;
    if (sums[stack] > 0) {
      for (; nodeOf[known] < 0; known = parents[known]) {
        path.push(known);
      }
    }
    let node = nodeOf[known];
    for (let next = path.pop(); next !== undefined; next = path.pop()) {
      for (const name of dictionary.namesOf(keys[next])) {
        node = tree.child(node, name);
      }
      nodeOf[next] = node;
    }
  }
  return { tree, nodeOf };
}

/** Sorted by name, then by parent, each time keeping the order there was. */
function orderChildren({ size, parents, keys }: KeyedTree, names: readonly string[]) {
  const used = [...new Set(keys.subarray(1, size + 1))].sort((a, b) => compareUtf8(names[a], names[b]));
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

/**
 * The sums of the stacks that begin with these function names, from the root; all others are 0.
 */
export function underCallSite(sums: Float64Array, dictionary: Dictionary, callSite: readonly string[]): Float64Array {
  const { parents, keys } = dictionary.stacks;
  /** By stack id: how many names of the call site its path has matched, -1 when it has left it. */
  const matched = new Int32Array(sums.length);
  const kept = new Float64Array(sums.length);
  for (let stack = 1; stack < sums.length; stack++) {
    let depth = matched[parents[stack]];
    for (const name of depth < callSite.length ? dictionary.namesOf(keys[stack]) : []) {
      if (depth >= 0 && depth < callSite.length) {
        depth = dictionary.names[name] === callSite[depth] ? depth + 1 : -1;
      }
    }
    matched[stack] = depth;
    if (depth === callSite.length) {
      kept[stack] = sums[stack];
    }
  }
  return kept;
}

/** The smallest of the `count` largest values, 0 when there are not more than `count`. */
export function smallestKept(values: Float64Array, count: number): number {
  if (count < 1 || values.length <= count) {
    return 0;
  }
  return values.slice().sort()[values.length - count];
}
