import type { CallTree, Weights } from './model';

/** Parent and end from levels, which are right. */
export function linkTree(level: Int32Array): Pick<CallTree, 'parent' | 'end'> {
  const { length } = level;
  const parent = new Int32Array(length);
  const end = new Int32Array(length);
  let open = -1;
  for (let i = 0; i < length; i++) {
    const depth = level[i];
    while (open >= 0 && level[open] >= depth) {
      end[open] = i;
      open = parent[open];
    }
    parent[i] = open;
    open = i;
  }
  for (; open >= 0; open = parent[open]) {
    end[open] = length;
  }
  return { parent, end };
}

/** Completes a tree that is computed rather than read: right by construction. O(n) */
export function completeTree(columns: Pick<CallTree, 'level' | 'symbol' | 'frames'>): CallTree {
  return { ...columns, length: columns.level.length, ...linkTree(columns.level) };
}

/** The weights of a tree whose selves are known: the totals are summed up from the leaves. O(n) */
export function weightsOfSelf({ length, parent }: CallTree, self: Float64Array): Weights {
  const total = self.slice();
  for (let i = length - 1; i > 0; i--) {
    total[parent[i]] += total[i];
  }
  return { self, total };
}
