import { Integers } from './growing';
import { gatherInSteps, mergeNodesInSteps } from './merge';
import type { TreeMerge } from './treeMerge';
import type { CallTree, NodeIndex, SymbolIndex } from './model';
import { firstAtLeast } from './order';
import { inSlices } from './steps';

/**
 * The outermost occurrences of a symbol, in pre-order: those with no other one above them. Taking nested ones as well
 * would count recursion twice. The root is no occurrence. O(n), or less where subtrees are skipped.
 */
export function* outermostInSteps({ length, end, symbol }: CallTree, wanted: SymbolIndex): Generator<void, Int32Array> {
  const found = new Integers();
  let next = 1;
  yield* inSlices(1, length, (_, to) => {
    let i = next;
    while (i < to) {
      if (symbol[i] === wanted) {
        found.push(i);
        i = end[i];
      } else {
        i++;
      }
    }
    next = i;
  });
  return found.view();
}

/**
 * What a symbol calls: row 0 is the symbol (its outermost occurrences merged), its total the symbol table's. A symbol
 * that does not occur gives a tree whose weights are 0.
 * @param occurrences its outermost ones, where they are known
 */
export function* mergeCalleesInSteps(
  source: CallTree,
  symbol: SymbolIndex,
  occurrences?: Int32Array
): Generator<void, TreeMerge> {
  const { end } = source;
  const roots = occurrences ?? (yield* outermostInSteps(source, symbol));
  const rowOf = new Int32Array(source.length);
  const tree = yield* mergeNodesInSteps(source.frames, symbol, roots, true, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, source.symbol[child], origin);
    }
  });
  return { tree, rowOf: (node) => rowOf[node], weighInSteps: ({ self }) => gatherInSteps(tree, rowOf, self) };
}

/**
 * What calls a symbol, upside down: row 0 is the symbol, its children its callers, theirs the callers' callers. Each
 * caller has the part of the symbol's total that came through it (the occurrences' totals, not its own), its self is
 * the part that it is the outermost caller of. The root is no caller.
 *
 * A node above several occurrences went into several rows; `rowOf` is that of the first one.
 *
 * O(sum of the occurrences' depths): a symbol that ends each of many very deep stacks is slow.
 * @param occurrences its outermost ones, where they are known
 */
export function* mergeCallersInSteps(
  source: CallTree,
  symbol: SymbolIndex,
  occurrences?: Int32Array
): Generator<void, TreeMerge> {
  const { parent, level, end } = source;
  const roots = occurrences ?? (yield* outermostInSteps(source, symbol));
  // By occurrence: the row of its outermost caller.
  const outermost = new Int32Array(roots.length);
  const tree = yield* mergeNodesInSteps(source.frames, symbol, roots, true, outermost, (node, origin, into) => {
    const caller = parent[node];
    if (caller > 0) {
      into.child(caller, source.symbol[caller], origin);
    } else {
      into.put(origin);
    }
  });
  const rowOf = (node: NodeIndex) => {
    const k = firstAtLeast(roots, node);
    if (node === 0 || k === roots.length || roots[k] >= end[node]) {
      return -1;
    }
    let row = outermost[k];
    while (tree.level[row] > level[roots[k]] - level[node]) {
      row = tree.parent[row];
    }
    return row;
  };
  return {
    tree,
    rowOf,
    *weighInSteps({ total }) {
      const values = new Float64Array(roots.length);
      yield* inSlices(0, roots.length, (from, to) => {
        for (let k = from; k < to; k++) {
          values[k] = total[roots[k]];
        }
      });
      return yield* gatherInSteps(tree, outermost, values);
    },
  };
}
