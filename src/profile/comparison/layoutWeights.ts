import type { CallTree, Weights, WidthMode } from '../model';
import { drained, inSlices } from '../steps';
import { weightsInSteps } from '../tree';

const SELF_WIDTH: Readonly<Record<WidthMode, (before: number, after: number) => number>> = {
  before: (before) => before,
  after: (_, after) => after,
  larger: (before, after) => Math.max(before, after),
  churn: (before, after) => Math.abs(after - before),
};

/**
 * The weights by which a graph of both sides is laid out. A box is as wide as the widths of the selves below it, so that
 * children never outgrow their parent: with `larger` no frame of either side is lost, be it gone or new; with `churn` a
 * box is as wide as all increases and decreases below it together, as in pprof's graph of differences.
 */
export function layoutWeights(tree: CallTree, before: Weights, after: Weights, mode: WidthMode): Weights {
  return drained(layoutWeightsInSteps(tree, before, after, mode));
}

/** `layoutWeights` in steps. */
export function* layoutWeightsInSteps(
  tree: CallTree,
  before: Weights,
  after: Weights,
  mode: WidthMode
): Generator<void, Weights> {
  const width = SELF_WIDTH[mode];
  const self = new Float64Array(tree.length);
  yield* inSlices(0, self.length, (from, to) => {
    for (let i = from; i < to; i++) {
      self[i] = width(before.self[i], after.self[i]);
    }
  });
  return yield* weightsInSteps(tree, self);
}
