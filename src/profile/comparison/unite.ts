import { gatherInSteps, mergeNodesInSteps } from '../merge';
import type { BySide, CallTree, Side, Weights } from '../model';
import { drained } from '../steps';
import { uniteFramesInSteps, type JoinedNames } from './uniteFrames';

/**
 * Two call trees as one: a row for each path of frames that either of them has. Frames are the same where name and kind
 * are, or where only what is numbered anew in the name is not; where functions are written may differ between two versions
 * of a program, and both are known.
 */
export interface UnitedTree {
  readonly tree: CallTree;
  /** The united row of each row of a side. */
  readonly rowOf: BySide<Int32Array>;
  /** The united symbol of each symbol of a side. */
  readonly symbolOf: BySide<Int32Array>;
  /** Functions of two names; the united tree has the one after. */
  readonly joined: JoinedNames;
}

/**
 * Unites two trees, O(rows of both + united rows x log siblings). Children are in the order of their names.
 *
 *     before  total ─┬ main ─ read     after  total ─┬ gc     united  total ─┬ gc
 *                    └ gc                            └ main ─ send           └ main ─┬ read
 *                                                                                    └ send
 */
export function uniteTrees(before: CallTree, after: CallTree): UnitedTree {
  return drained(uniteTreesInSteps(before, after));
}

/** `uniteTrees` in steps. */
export function* uniteTreesInSteps(before: CallTree, after: CallTree): Generator<void, UnitedTree> {
  const { frames, symbolOf, joined } = yield* uniteFramesInSteps(before.frames, after.frames);
  // One forest: the rows of the second tree come after those of the first.
  const second = before.length;
  const rowOf = new Int32Array(before.length + after.length);
  const roots = [...(before.length > 0 ? [0] : []), ...(after.length > 0 ? [second] : [])];
  const root = before.length > 0 ? symbolOf.before[before.symbol[0]] : symbolOf.after[after.symbol[0]];
  const tree = yield* mergeNodesInSteps(frames, root, roots, false, rowOf, (node, origin, into) => {
    into.put(node);
    const isBefore = node < second;
    const { end, symbol } = isBefore ? before : after;
    const symbols = isBefore ? symbolOf.before : symbolOf.after;
    const offset = isBefore ? 0 : second;
    const own = node - offset;
    for (let child = own + 1; child < end[own]; child = end[child]) {
      into.child(child + offset, symbols[symbol[child]], origin);
    }
  });
  return { tree, rowOf: { before: rowOf.slice(0, second), after: rowOf.slice(second) }, symbolOf, joined };
}

/** A side's selves as weights of the united tree, times `factor`, which is the side's normalization. */
export function weighSide(united: UnitedTree, side: Side, weights: Weights, factor = 1): Weights {
  return drained(weighSideInSteps(united, side, weights, factor));
}

/** `weighSide` in steps. */
export function* weighSideInSteps(
  united: UnitedTree,
  side: Side,
  { self }: Weights,
  factor = 1
): Generator<void, Weights> {
  const weights = yield* gatherInSteps(united.tree, united.rowOf[side], self);
  yield;
  return factor === 1 ? weights : { self: scaled(weights.self, factor), total: scaled(weights.total, factor) };
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return values.map((value) => value * factor);
}
