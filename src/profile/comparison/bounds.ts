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
  if (isUnclear(difference)) {
    return 'unclear';
  }
  if (shares.before === 0 || shares.after === 0) {
    const isNew = shares.before === 0;
    const [here, there, share] = isNew ? [after, before, shares.after] : [before, after, shares.before];
    const known = there.complete && comparable(here, there) && share * (here.samples ?? 0) >= TELLING_SAMPLES;
    return known ? (isNew ? 'new' : 'gone') : isNew ? 'unseen-before' : 'unseen-after';
  }
  return difference.low === 0 && difference.high === 0 ? 'same' : 'changed';
}

/**
 * The share of a complete side's total that something may have of which none of its samples is: with 95 % certainty under
 * 3 in their number (the "rule of three"). undefined where that says nothing.
 */
export function mostUnseen({ samples, complete }: SideCounts): number | undefined {
  return complete && samples !== undefined && samples > 3 ? 3 / samples : undefined;
}

function comparable({ samples: a }: SideCounts, { samples: b }: SideCounts): boolean {
  return a !== undefined && b !== undefined && b * 2 >= a;
}
