import type { NodeIndex, Profile } from '../model';
import type { Ownership } from './ownership';

/**
 * By node: the self of all stacks whose deepest charged frame it is, as `chargeOwn` has it by frame. O(nodes).
 */
export function chargePlaces({ length, parent, symbol, self }: Profile, { charged }: Ownership): Float64Array {
  const own = new Float64Array(length);
  const deepest = new Int32Array(length);
  for (let i = 1; i < length; i++) {
    deepest[i] = charged[symbol[i]] === 1 ? i : deepest[parent[i]];
    // The root is nobody's frame.
    own[deepest[i]] += deepest[i] > 0 ? self[i] : 0;
  }
  return own;
}

/** The frame that is charged with the most, where it is charged with the most of that; undefined where none is. */
export function heaviestPlace({ length, symbol, frames }: Profile, places: Float64Array): NodeIndex | undefined {
  const sums = new Float64Array(frames.names.length);
  for (let i = 1; i < length; i++) {
    sums[symbol[i]] += places[i];
  }
  let heaviest: NodeIndex | undefined;
  for (let i = 1; i < length; i++) {
    const isMore =
      heaviest === undefined
        ? places[i] > 0
        : symbol[i] === symbol[heaviest]
          ? places[i] > places[heaviest]
          : sums[symbol[i]] > sums[symbol[heaviest]];
    heaviest = isMore ? i : heaviest;
  }
  return heaviest;
}
