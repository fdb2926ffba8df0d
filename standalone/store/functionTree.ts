import type { Dictionary } from './dictionary';
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
export function buildFunctionTree(sums: Float64Array, dictionary: Dictionary): FunctionTree {
  const shape = new Shape();
  const nodeOf = growShape(shape, sums, dictionary);
  const size = shape.parents.length;
  const self = new Float64Array(size);
  for (let stack = 1; stack < sums.length; stack++) {
    if (sums[stack] > 0) {
      self[nodeOf[stack]] += sums[stack];
    }
  }
  const total = self.slice();
  for (let node = size - 1; node > 0; node--) {
    total[shape.parents[node]] += total[node];
  }
  return {
    size,
    names: dictionary.names,
    name: Int32Array.from(shape.names),
    self,
    total,
    ...orderChildren(shape, dictionary.names),
  };
}

/** Nodes found by parent and name. */
class Shape {
  readonly parents = [0];
  readonly names = [-1];
  private readonly nodes = new Map<number, number>();

  child(parent: number, name: number): number {
    // Both are below 2^26 by far, so the key is exact.
    const key = parent * 0x4000000 + name;
    let node = this.nodes.get(key);
    if (node === undefined) {
      node = this.parents.push(parent) - 1;
      this.names.push(name);
      this.nodes.set(key, node);
    }
    return node;
  }
}

/** Adds the path of every stack that has a value; gives the node of each stack. */
function growShape(shape: Shape, sums: Float64Array, dictionary: Dictionary): Int32Array {
  const { parents, locations } = dictionary.stacks;
  const nodeOf = new Int32Array(sums.length).fill(-1);
  nodeOf[0] = 0;
  const path: number[] = [];
  for (let stack = 1; stack < sums.length; stack++) {
    if (!(sums[stack] > 0)) {
      continue;
    }
    let known = stack;
    for (; nodeOf[known] < 0; known = parents[known]) {
      path.push(known);
    }
    let node = nodeOf[known];
    for (let next = path.pop(); next !== undefined; next = path.pop()) {
      for (const name of dictionary.namesOf(locations[next])) {
        node = shape.child(node, name);
      }
      nodeOf[next] = node;
    }
  }
  return nodeOf;
}

function orderChildren({ parents, names }: Shape, texts: readonly string[]) {
  const rank = new Map(
    [...new Set(names)].sort((a, b) => compareUtf8(texts[a] ?? '', texts[b] ?? '')).map((n, i) => [n, i])
  );
  const rankOf = (node: number) => rank.get(names[node]) ?? 0;
  const ordered = Int32Array.from({ length: parents.length - 1 }, (_, index) => index + 1);
  ordered.sort((a, b) => parents[a] - parents[b] || rankOf(a) - rankOf(b));
  const childStart = new Int32Array(parents.length + 1);
  for (let node = 1; node < parents.length; node++) {
    childStart[parents[node] + 1]++;
  }
  for (let node = 0; node < parents.length; node++) {
    childStart[node + 1] += childStart[node];
  }
  return { childStart, children: ordered };
}

/**
 * The sums of the stacks that begin with these function names, from the root; all others are 0.
 */
export function underCallSite(sums: Float64Array, dictionary: Dictionary, callSite: readonly string[]): Float64Array {
  const { parents, locations } = dictionary.stacks;
  /** By stack id: how many names of the call site its path has matched, -1 when it has left it. */
  const matched = new Int32Array(sums.length);
  const kept = new Float64Array(sums.length);
  for (let stack = 1; stack < sums.length; stack++) {
    let depth = matched[parents[stack]];
    for (const name of depth < callSite.length ? dictionary.namesOf(locations[stack]) : []) {
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
