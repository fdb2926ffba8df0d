import type { CallTree, NodeIndex, Origin } from '../model';
import type { NodePlace } from '../place';
import { inSlices } from '../steps';
import type { Transformed } from './transforms';

/** What a transformed tree says of the tree it was made of. O(n), in steps. */
export function* originInSteps(tree: CallTree, { tree: made, rowOf, selfRowOf }: Transformed): Generator<void, Origin> {
  // By row of the transformed tree the first row that went into it, and by that row the next one: chains. One more than the row:
  // there are 0 of them at first, and to fill millions with another number takes long.
  const first = new Int32Array(made.length);
  const next = new Int32Array(tree.length);
  yield* inSlices(0, tree.length, (from, to) => {
    for (let row = tree.length - 1 - from; row >= tree.length - to; row--) {
      const into = rowOf(row);
      if (into >= 0) {
        next[row] = first[into];
        first[into] = row + 1;
      }
    }
  });
  return {
    ...{ tree, rowOf, selfRowOf, carry },
    firstOf: (node) => first[node] - 1,
    nextOf: (row) => next[row] - 1,
  };
}

/** The first row of the origin that went into the node and has a row in the other tree. O(rows that went into the node) */
function carry({ tree: { origin }, node }: NodePlace, to: CallTree): NodeIndex | undefined {
  const rowIn = (row: NodeIndex) => (to.origin ? to.origin.rowOf(row) : row);
  for (let row = origin ? origin.firstOf(node) : node; row >= 0; row = origin ? origin.nextOf(row) : -1) {
    if (rowIn(row) >= 0) {
      return rowIn(row);
    }
  }
  return undefined;
}
