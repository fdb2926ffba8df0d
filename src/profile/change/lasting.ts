import { sumOfRow, sumOver, type Selves, type Span, type Spans } from './selves';

/** What nine in ten blocks of the time before stay within. */
const USUAL = 0.9;
/** Of the blocks since a change began, so many must be beyond that. */
const BEYOND = 0.8;
/** A change's time makes at least as many blocks, where it has as many windows: each says more than a window does. */
const BLOCKS = 5;
/** Fewer are an outlier, no level. */
const FEWEST = 3;

/**
 * Whether a change is there to stay: since it began, blocks of windows are beyond what the row's share was in nine of ten
 * such blocks of the time before. A burst that takes a few windows of a side lifts its sum as well, and does not last.
 * @param whole by column; contains the row
 * @param since the column it began with; what lies before the side after counts as its beginning
 */
export function lasts(
  selves: Selves,
  row: number,
  whole: ArrayLike<number>,
  { before, after }: Spans,
  since: number,
  upward: boolean
): boolean {
  const from = Math.max(since, after.from);
  const block = Math.max(1, Math.floor((after.to - from) / BLOCKS));
  const shareIn = (span: Span) => sumOfRow(selves, row, span) / sumOver(whole, span);
  const sharesOf = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => shareIn({ from: first + i * block, to: first + (i + 1) * block })).filter(
      (share) => Number.isFinite(share)
    );
  const blocks = Math.floor(before.to / block);
  const past = sharesOf(before.to - blocks * block, blocks).sort((a, b) => (upward ? a - b : b - a));
  const usual = past[Math.ceil(USUAL * past.length) - 1] ?? 0;
  const shares = sharesOf(from, Math.floor((after.to - from) / block));
  const beyond = shares.filter((share) => (upward ? share > usual : share < usual)).length;
  return beyond >= FEWEST && beyond >= BEYOND * shares.length;
}
