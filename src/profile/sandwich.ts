import { gather, mergeNodes, type TreeMerge } from './merge';
import type { CallTree, NodeIndex, SymbolIndex } from './model';
import { firstAtLeast } from './order';

/**
 * The outermost occurrences of a symbol, in pre-order: those with no other one above them. Taking nested ones as well
 * would count recursion twice. The root is no occurrence. O(n), or less where subtrees are skipped.
 */
export function outermostOccurrences({ length, end, symbol }: CallTree, wanted: SymbolIndex): Int32Array {
  let count = 0;
  for (let i = 1; i < length; i = symbol[i] === wanted ? end[i] : i + 1) {
    if (symbol[i] === wanted) {
      count++;
    }
  }
  const found = new Int32Array(count);
  count = 0;
  for (let i = 1; i < length; i = symbol[i] === wanted ? end[i] : i + 1) {
    if (symbol[i] === wanted) {
      found[count++] = i;
    }
  }
  return found;
}

/**
 * What a symbol calls: row 0 is the symbol (its outermost occurrences merged), its total the symbol table's. A symbol
 * that does not occur gives a tree whose weights are 0.
 */
export function mergeCallees(source: CallTree, symbol: SymbolIndex): TreeMerge {
  const { end } = source;
  const roots = outermostOccurrences(source, symbol);
  const rowOf = new Int32Array(source.length);
  const tree = mergeNodes(source.frames, symbol, roots, true, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, source.symbol[child], origin);
    }
  });
  return { tree, rowOf: (node) => rowOf[node], weigh: ({ self }) => gather(tree, rowOf, self) };
}

/**
 * What calls a symbol, upside down: row 0 is the symbol, its children its callers, theirs the callers' callers. Each
 * caller has the part of the symbol's total that came through it (the occurrences' totals, not its own), its self is
 * the part that it is the outermost caller of. The root is no caller.
 *
 * A node above several occurrences went into several rows; `rowOf` is that of the first one.
 *
 * O(sum of the occurrences' depths): a symbol that ends each of many very deep stacks is slow.
 */
export function mergeCallers(source: CallTree, symbol: SymbolIndex): TreeMerge {
  const { parent, level, end } = source;
  const roots = outermostOccurrences(source, symbol);
  // By occurrence: the row of its outermost caller.
  const outermost = new Int32Array(roots.length);
  const tree = mergeNodes(source.frames, symbol, roots, true, outermost, (node, origin, into) => {
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
    weigh: ({ total }) =>
      gather(
        tree,
        outermost,
        Float64Array.from(roots, (node) => total[node])
      ),
  };
}
