import { FrameKind, type CallTree, type Weights } from '../model';
import { drained, inSlices } from '../steps';

/**
 * What a cut graph leaves open of each node: its true total lies between the shown one and that plus `open`. The server
 * cuts every block by itself and again at each merge, so that a part of a node's total may stand in the `other` of any
 * ancestor, and a node that is not shown at all may have as much.
 *
 *     open(node) = sum of the `other` children of all its ancestors
 *
 * Zero everywhere in a graph that was not cut. O(n)
 */
export function openOfNodes(tree: CallTree, weights: Weights): Float64Array {
  return drained(openOfNodesInSteps(tree, weights));
}

/** `openOfNodes` in steps. */
export function* openOfNodesInSteps(tree: CallTree, { total }: Weights): Generator<void, Float64Array> {
  const { length, parent, symbol, frames } = tree;
  // By node: the value of its own `other` child.
  const cut = new Float64Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      if (frames.kinds[symbol[i]] === FrameKind.notLoaded) {
        cut[parent[i]] += total[i];
      }
    }
  });
  const open = new Float64Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      open[i] = open[parent[i]] + cut[parent[i]];
    }
  });
  return open;
}

/** By symbol, what a cut graph leaves open of self and total. */
export interface OpenOfSymbols {
  /** Any `other` may hold self of any symbol. */
  readonly self: number;
  /** All `other` that is not below the symbol already, which its total counts. */
  readonly total: Float64Array;
}

/** O(n): an `other` is below each symbol that is open on its stack; what is below counts once a symbol. */
export function openOfSymbols(tree: CallTree, weights: Weights): OpenOfSymbols {
  return drained(openOfSymbolsInSteps(tree, weights));
}

/** `openOfSymbols` in steps. */
export function* openOfSymbolsInSteps(tree: CallTree, weights: Weights): Generator<void, OpenOfSymbols> {
  const { length, parent, symbol, frames } = tree;
  const below = new Float64Array(frames.names.length);
  // By node: what of the `other` leaves is below it.
  const cut = new Float64Array(length);
  const last = length - 1;
  yield* inSlices(0, last, (from, to) => {
    for (let i = last - from; i > last - to; i--) {
      if (frames.kinds[symbol[i]] === FrameKind.notLoaded) {
        cut[i] += weights.total[i];
      }
      cut[parent[i]] += cut[i];
    }
  });
  const whole = length > 0 ? cut[0] : 0;
  const onStackUntil = new Int32Array(frames.names.length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const s = symbol[i];
      if (i >= onStackUntil[s]) {
        below[s] += cut[i];
        onStackUntil[s] = tree.end[i];
      }
    }
  });
  return { self: whole, total: below.map((value) => whole - value) };
}
