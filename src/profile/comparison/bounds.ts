import { FrameKind, type CallTree, type Weights } from '../model';

/**
 * What a cut graph leaves open of each node: its true total lies between the shown one and that plus `open`. The server
 * cuts every block by itself and again at each merge, so that a part of a node's total may stand in the `other` of any
 * ancestor, and a node that is not shown at all may have as much.
 *
 *     open(node) = sum of the `other` children of all its ancestors
 *
 * Zero everywhere in a graph that was not cut. O(n)
 */
export function openOfNodes(tree: CallTree, { total }: Weights): Float64Array {
  const { length, parent, symbol, frames } = tree;
  // By node: the value of its own `other` child.
  const cut = new Float64Array(length);
  for (let i = 1; i < length; i++) {
    if (frames.kinds[symbol[i]] === FrameKind.notLoaded) {
      cut[parent[i]] += total[i];
    }
  }
  const open = new Float64Array(length);
  for (let i = 1; i < length; i++) {
    open[i] = open[parent[i]] + cut[parent[i]];
  }
  return open;
}

/** The least and the most that a difference can be. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** after - before, where each may be larger by what is open of it. */
export function differenceBetween(before: number, beforeOpen: number, after: number, afterOpen: number): Interval {
  return { low: after - before - beforeOpen, high: after + afterOpen - before };
}

/** It may be an increase or a decrease, or nothing at all. */
export function isUnclear({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0 && low < high;
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
  const { length, parent, symbol, frames } = tree;
  const below = new Float64Array(frames.names.length);
  // By node: what of the `other` leaves is below it.
  const cut = new Float64Array(length);
  for (let i = length - 1; i > 0; i--) {
    if (frames.kinds[symbol[i]] === FrameKind.notLoaded) {
      cut[i] += weights.total[i];
    }
    cut[parent[i]] += cut[i];
  }
  const whole = length > 0 ? cut[0] : 0;
  const onStackUntil = new Int32Array(frames.names.length);
  for (let i = 1; i < length; i++) {
    const s = symbol[i];
    if (i >= onStackUntil[s]) {
      below[s] += cut[i];
      onStackUntil[s] = tree.end[i];
    }
  }
  return { self: whole, total: below.map((value) => whole - value) };
}

/**
 * `new`, `gone`: on one side only, and that is known; `unseen-before`, `unseen-after`: not seen on a side, which proves
 * little; `unclear`: cut so much that it may be either way; `changed`, `same`.
 */
export type ChangeKind = 'new' | 'gone' | 'unseen-before' | 'unseen-after' | 'unclear' | 'changed' | 'same';

/** From so many samples on one side on, none on the other is more than chance. */
const TELLING_SAMPLES = 20;

/** What is known of a side beside its values. */
export interface SideCounts {
  /** how many samples the side's total is made of; undefined: not known */
  readonly samples: number | undefined;
  /** all stacks that the server has are counted */
  readonly complete: boolean;
}

/**
 * Says what kind of a change two values are. Absence from a profile proves little, since profiles are samples: `new` and
 * `gone` need 20 samples on the one side, none on the other, numbers of samples that can be compared (at most twice one
 * another), and a complete other side.
 * @param shares of their sides' totals, 0 to 1
 */
export function kindOfChange(
  shares: { readonly before: number; readonly after: number },
  difference: Interval,
  before: SideCounts,
  after: SideCounts
): ChangeKind {
  if (shares.before === 0 && shares.after === 0) {
    return 'same';
  }
  if (shares.before === 0 || shares.after === 0) {
    const isNew = shares.before === 0;
    const [here, there, share] = isNew ? [after, before, shares.after] : [before, after, shares.before];
    const known = there.complete && comparable(here, there) && share * (here.samples ?? 0) >= TELLING_SAMPLES;
    return known ? (isNew ? 'new' : 'gone') : isNew ? 'unseen-before' : 'unseen-after';
  }
  if (isUnclear(difference)) {
    return 'unclear';
  }
  return difference.low === 0 && difference.high === 0 ? 'same' : 'changed';
}

function comparable({ samples: a }: SideCounts, { samples: b }: SideCounts): boolean {
  return a !== undefined && b !== undefined && b * 2 >= a;
}
