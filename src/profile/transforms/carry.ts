import type { CallTree, NodeIndex, Origin } from '../model';
import type { NodePlace } from '../place';
import type { Transformed } from './transforms';

/** What a transformed tree says of the tree it was made of. */
export const originOf = (tree: CallTree, { rowOf, selfRowOf }: Transformed): Origin => ({
  tree,
  rowOf,
  selfRowOf,
  carry: carryThroughOrigin,
});

/** The first row of the origin that went into the node and has a row in the other tree. O(n) */
function carryThroughOrigin({ tree, node }: NodePlace, to: CallTree): NodeIndex | undefined {
  const rowIn = (row: NodeIndex) => (to.origin ? to.origin.rowOf(row) : row);
  if (tree.origin === undefined) {
    const row = rowIn(node);
    return row < 0 ? undefined : row;
  }
  for (let row = 0; row < tree.origin.tree.length; row++) {
    if (tree.origin.rowOf(row) === node && rowIn(row) >= 0) {
      return rowIn(row);
    }
  }
  return undefined;
}
