import { FrameKind, type CallTree, type NodeIndex, type Profile } from '../model';
import { inSlices } from '../steps';
import type { Ownership } from './ownership';

/** By node: the self of all stacks whose deepest charged frame it is, as `chargeOwn` has it by frame. O(nodes), in steps. */
export function* chargePlacesInSteps(
  { length, parent, symbol, self, frames }: Profile,
  { charged }: Ownership
): Generator<void, Float64Array> {
  const own = new Float64Array(length);
  const deepest = new Int32Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      // What is not loaded could be anyone's.
      const none = frames.kinds[symbol[i]] === FrameKind.notLoaded;
      deepest[i] = none ? 0 : charged[symbol[i]] === 1 ? i : deepest[parent[i]];
      // The root is nobody's frame.
      own[deepest[i]] += deepest[i] > 0 ? self[i] : 0;
    }
  });
  return own;
}

/**
 * The frame of which `places` (by node: charges, or changes up and down) have the most in sum, at the node that has the
 * most of that sum; undefined where all are 0. O(nodes), in steps.
 */
export function* heaviestPlaceInSteps(
  { length, symbol, frames }: CallTree,
  places: Float64Array
): Generator<void, NodeIndex | undefined> {
  const sums = new Float64Array(frames.names.length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      sums[symbol[i]] += places[i];
    }
  });
  const size = (node: NodeIndex) => Math.abs(sums[symbol[node]]);
  let heaviest: NodeIndex | undefined;
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const isMore =
        heaviest === undefined
          ? size(i) > 0
          : symbol[i] === symbol[heaviest]
            ? Math.sign(sums[symbol[i]]) * (places[i] - places[heaviest]) > 0
            : size(i) > size(heaviest);
      heaviest = isMore ? i : heaviest;
    }
  });
  return heaviest;
}
