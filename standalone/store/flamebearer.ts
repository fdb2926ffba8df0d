import { smallestKept, type FunctionTree } from './functionTree';
import type { Flamebearer } from './querier';

export const OTHER = 'other';

interface Pending {
  level: number;
  x: number;
  /** -1 for a synthetic `other`. */
  node: number;
  total: number;
}

/**
 * The tree as Pyroscope draws it (pkg/model/flamegraph.go, NewFlameGraph): self first, then the children by name,
 * `other` last. Children below the maxNodes-th largest total are summed into one leaf `other` a parent, and so is a
 * frame really named `other`, with all below it.
 */
export function toFlamebearer(tree: FunctionTree, maxNodes: number): Flamebearer {
  const min = smallestKept(tree.total.subarray(1), maxNodes);
  const names = new NameTable(tree.names);
  const levels: number[][] = [];
  const result: Flamebearer = { names: names.list, levels, total: tree.total[0], maxSelf: 0 };
  const stack: Pending[] = [{ level: 0, x: 0, node: 0, total: tree.total[0] }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const self = item.node < 0 ? item.total : tree.self[item.node];
    result.maxSelf = Math.max(result.maxSelf, self);
    // Levels are filled from the right, so their groups are put in reverse and turned at the end.
    (levels[item.level] ??= []).push(names.indexOf(tree, item.node), self, item.total, item.x);
    if (item.node >= 0) {
      pushChildren(tree, item, min, stack);
    }
  }
  levels.forEach((values) => encodeDeltas(values.reverse(), 0, 4));
  return result;
}

function pushChildren(tree: FunctionTree, { node, level, x: left }: Pending, min: number, stack: Pending[]): void {
  let x = left + tree.self[node];
  let other = 0;
  for (let i = tree.childStart[node]; i < tree.childStart[node + 1]; i++) {
    const child = tree.children[i];
    const total = tree.total[child];
    if (total >= min && tree.names[tree.name[child]] !== OTHER) {
      stack.push({ level: level + 1, x, node: child, total });
      x += total;
    } else {
      other += total;
    }
  }
  if (other > 0) {
    stack.push({ level: level + 1, x, node: -1, total: other });
  }
}

/** Names in the order they were met. The root's is `total`, and a frame of that name shares its index. */
class NameTable {
  readonly list = ['total'];
  private readonly indices = new Map([['total', 0]]);

  constructor(private readonly names: readonly string[]) {}

  indexOf(tree: FunctionTree, node: number): number {
    if (node === 0) {
      return 0;
    }
    const name = node < 0 ? OTHER : this.names[tree.name[node]];
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.list.push(name) - 1;
      this.indices.set(name, index);
    }
    return index;
  }
}

/** Turns the x at `first` of each group of `size` into its distance from the end of the group before. */
export function encodeDeltas(values: number[], first: number, size: number): void {
  let end = 0;
  for (let i = first; i < values.length; i += size) {
    const x = values[i];
    values[i] = x - end;
    end = x + values[i + 1];
  }
}
