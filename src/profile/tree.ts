import type { CallTree, Weights } from './model';
import { drained, inSlices } from './steps';

/** Parent and end from levels, which are right. */
export function linkTree(level: Int32Array): Pick<CallTree, 'parent' | 'end'> {
  return drained(linkTreeInSteps(level));
}

function* linkTreeInSteps(level: Int32Array): Generator<void, Pick<CallTree, 'parent' | 'end'>> {
  const { length } = level;
  const parent = new Int32Array(length);
  const end = new Int32Array(length);
  yield* inSlices(0, length, (from, to) => linkNodes(level, parent, end, from, to));
  for (let open = length - 1; open >= 0; open = parent[open]) {
    end[open] = length;
  }
  return { parent, end };
}

function linkNodes(level: Int32Array, parent: Int32Array, end: Int32Array, from: number, to: number): void {
  for (let i = from, open = from - 1; i < to; open = i++) {
    const depth = level[i];
    while (open >= 0 && level[open] >= depth) {
      end[open] = i;
      open = parent[open];
    }
    parent[i] = open;
  }
}

/** Completes a tree that is computed rather than read: right by construction. O(n) */
export function completeTree(columns: Pick<CallTree, 'level' | 'symbol' | 'frames'>): CallTree {
  return drained(completeTreeInSteps(columns));
}

export function* completeTreeInSteps(
  columns: Pick<CallTree, 'level' | 'symbol' | 'frames'>
): Generator<void, CallTree> {
  return { ...columns, length: columns.level.length, ...(yield* linkTreeInSteps(columns.level)) };
}

/** A tree whose selves are known, completed with its totals, in steps: for trees of millions of nodes. O(n) */
export function* profileInStepsOf(
  columns: Pick<CallTree, 'level' | 'symbol' | 'frames'>,
  self: Float64Array
): Generator<void, CallTree & Weights> {
  const tree = yield* completeTreeInSteps(columns);
  return { ...tree, ...(yield* weightsInSteps(tree, self)) };
}

/** The weights of a tree whose selves are known: the totals are summed up from the leaves. O(n) */
export function weightsOfSelf(tree: CallTree, self: Float64Array): Weights {
  return drained(weightsInSteps(tree, self));
}

/** `weightsOfSelf` in steps. */
export function* weightsInSteps({ length, parent }: CallTree, self: Float64Array): Generator<void, Weights> {
  const total = new Float64Array(length);
  yield* inSlices(0, length, (from, to) => total.set(self.subarray(from, to), from));
  yield* inSlices(1, length, (from, to) => {
    for (let i = length - from; i > length - to; i--) {
      total[parent[i]] += total[i];
    }
  });
  return { self, total };
}
