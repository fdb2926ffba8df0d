import type { BySide, Change, NodeIndex, Side, Sides } from '../model';
import { differenceBetween, kindOfChange, mostUnseen, type SideCounts } from './bounds';

/** How a node's total changed. */
export function changeOfNode(sides: Sides, node: NodeIndex): Change {
  const before = sides.before.total[node];
  const after = sides.after.total[node];
  const open = (side: Side) => sides.open?.[side][node] ?? sides.cut[side];
  return changeOf(before, after, { before: open('before'), after: open('after') }, sides);
}

/** What both sides are divided by leaves so much of equal values at most, as a part of them. */
const ROUNDING = 1e-12;

/** What one value is more than another; 0 where only dividing makes a difference. */
export function differenceOf(before: number, after: number): number {
  const difference = after - before;
  return Math.abs(difference) <= ROUNDING * after ? 0 : difference;
}

/** Two values and what may be open of each. */
export function changeOf(valueBefore: number, after: number, open: BySide<number>, sides: Sides): Change {
  const before = differenceOf(valueBefore, after) === 0 ? after : valueBefore;
  const share = (value: number, side: Side) => value / (sides[side].total[0] || 1);
  const shares = { before: share(before, 'before'), after: share(after, 'after') };
  const difference = differenceBetween(before, open.before, after, open.after);
  const counts = { before: countsOf(sides, 'before'), after: countsOf(sides, 'after') };
  const kind = kindOfChange(shares, difference, counts.before, counts.after);
  const atMost =
    kind === 'unseen-before' || kind === 'unseen-after'
      ? mostUnseen(kind === 'unseen-before' ? counts.before : counts.after)
      : undefined;
  return { before, after, kind, ...(atMost !== undefined && { atMost }) };
}

const countsOf = ({ samples, cut }: Sides, side: Side): SideCounts => ({
  samples: samples[side],
  complete: cut[side] === 0,
});
