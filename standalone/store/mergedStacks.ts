import type { Breather } from './breather';
import { keyOf } from './dictionary';
import { KeyedTree, NodeTable } from './keyedTree';
import { ConnectError } from './querier';
import type { StackSums } from './samples';
import type { Location, Symbols } from './symbols';

/** Stacks with their values, of one block or several; the same location has one key throughout. */
export interface MergedStacks {
  /** By location: `locations[keys[node]]`. */
  tree: NodeTable;
  locations: Location[];
  /** Value by node; of the root it is 0. */
  self: Float64Array;
}

/** The values of one block's profiles, summed by stack id. */
export interface BlockSums {
  block: number;
  stacks: NodeTable;
  sums: StackSums;
}

/** An answer with more nodes would take the memory of others. */
export const MAX_TREE_NODES = 4_000_000;

/**
 * Puts the stacks of blocks together.
 * @throws {ConnectError} resource_exhausted, for more than {@link MAX_TREE_NODES}; canceled
 */
export async function mergeStacks(
  blocks: readonly BlockSums[],
  symbols: Symbols,
  breather: Breather
): Promise<MergedStacks> {
  // In one block no two stacks and no two locations are the same.
  const isOne = blocks.length === 1;
  const keyed = new KeyedTree();
  const tree = isOne ? new NodeTable() : keyed;
  const locations: Location[] = [];
  const byContent = new Map<string, number>();
  const selves: Array<{ node: Int32Array; value: Float64Array }> = [];
  for (const { block, stacks, sums } of blocks) {
    const keyOfLocation = new Map<number, number>();
    const locationKey = (id: number): number => {
      let key = keyOfLocation.get(id);
      if (key === undefined) {
        const location = symbols.location(block, id);
        const content = isOne ? undefined : contentOf(location);
        key = (content === undefined ? undefined : byContent.get(content)) ?? locations.push(location) - 1;
        if (content !== undefined) {
          byContent.set(content, key);
        }
        keyOfLocation.set(id, key);
      }
      return key;
    };
    const found = sums.stacks;
    // 0: not met yet. Like the sums it takes time and memory for what is touched, of blocks that hold much else.
    const nodeOf = new Int32Array(sums.values.length);
    const path: number[] = [];
    for (const [at, stack] of found.entries()) {
      if (at % 1024 === 0 && breather.due) {
        await breather.pause();
      }
      let known = stack;
      for (; known !== 0 && nodeOf[known] === 0; known = stacks.parents[known]) {
        path.push(known);
      }
      let node = nodeOf[known];
      for (let next = path.pop(); next !== undefined; next = path.pop()) {
        const key = locationKey(stacks.keys[next]);
        node = isOne ? tree.add(node, key) : keyed.child(node, key);
        nodeOf[next] = node;
      }
    }
    checkTreeSize(tree);
    selves.push({
      node: found.map((stack) => nodeOf[stack]),
      value: Float64Array.from(found, (stack) => sums.values[stack]),
    });
  }
  const self = new Float64Array(tree.size + 1);
  for (const { node, value } of selves) {
    for (let i = 0; i < node.length; i++) {
      self[node[i]] += value[i];
    }
  }
  return { tree, locations, self };
}

/** @throws {ConnectError} resource_exhausted */
export function checkTreeSize({ size }: NodeTable): void {
  if (size > MAX_TREE_NODES) {
    const message = `the profiles asked for have more than ${MAX_TREE_NODES} different frames; ask for less of them`;
    throw new ConnectError('resource_exhausted', message);
  }
}

function contentOf({ mapping, address, lines }: Location): string {
  return keyOf([
    ...[mapping.filename, mapping.buildId, address],
    ...lines.flatMap(({ function: f, line }) => [f.name, f.systemName, f.filename, f.startLine, line]),
  ]);
}

/** Names of a location's functions, outermost first. Never empty. */
export function namesOf({ lines, address }: Location): string[] {
  // Pyroscope shows a location without symbols by its address.
  return lines.length === 0 ? [address || '0'] : lines.map((line) => line.function.name).reverse();
}

/** The same stacks, with a value only where they begin with these function names, from the root. */
export function underCallSite(merged: MergedStacks, callSite: readonly string[]): MergedStacks {
  const { tree, locations, self } = merged;
  /** By node: how many names of the call site its path has matched, -1 when it has left it. */
  const matched = new Int32Array(self.length);
  const kept = new Float64Array(self.length);
  for (let node = 1; node < self.length; node++) {
    let depth = matched[tree.parents[node]];
    for (const name of depth < callSite.length ? namesOf(locations[tree.keys[node]]) : []) {
      if (depth >= 0 && depth < callSite.length) {
        depth = name === callSite[depth] ? depth + 1 : -1;
      }
    }
    matched[node] = depth;
    if (depth === callSite.length) {
      kept[node] = self[node];
    }
  }
  return { tree, locations, self: kept };
}

/** Value of each node with all below it. */
export function totalsOf({ tree, self }: MergedStacks): Float64Array {
  const totals = self.slice();
  for (let node = totals.length - 1; node > 0; node--) {
    totals[tree.parents[node]] += totals[node];
  }
  return totals;
}
