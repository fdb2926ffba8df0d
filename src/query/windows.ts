/** Milliseconds since the epoch; both ends belong to it, as the server counts. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** How many windows a range is cut into, by its length. */
const FEW = { windows: 12, untilMs: 30 * 60_000 };
const MORE = { windows: 24, untilMs: 3 * 3_600_000 };
const MANY = 48;

/**
 * Cuts a range into windows, the oldest first: 12 of minutes, 24 of hours, 48 of days, each a multiple of the profile
 * interval long. They begin at multiples of their length, whatever the range's ends, so that windows of a range that
 * moves on stay what they were; between them is no gap: `[a, b - 1 ms]`, `[b, …]`.
 *
 *     range        10:07 ........................ 11:07
 *     windows of   10:05 10:10 ...  11:05
 *     moving             10:10 …    11:05-11:07      the first part is left out: a refresh would ask for it anew
 *     standing     10:07-10:10 …    11:05-11:07      all of the range: the windows' sum is the whole
 *
 * @param moving the range's start goes on with the clock
 */
export function planWindows({ from, to }: TimeWindow, intervalMs: number, moving: boolean): TimeWindow[] {
  const length = to - from;
  const wanted = length <= FEW.untilMs ? FEW.windows : length <= MORE.untilMs ? MORE.windows : MANY;
  const step = roundSize(length / wanted / intervalMs) * intervalMs;
  const first = Math.ceil(from / step) * step;
  const windows: TimeWindow[] = [];
  if (!moving && first > from) {
    windows.push({ from, to: Math.min(first - 1, to) });
  }
  for (let start = first; start <= to; start += step) {
    const last = windows.at(-1);
    // What is shorter than the time between two profiles would often hold none.
    if (last !== undefined && to - start + 1 < intervalMs) {
      windows[windows.length - 1] = { from: last.from, to };
    } else {
      windows.push({ from: start, to: Math.min(start + step - 1, to) });
    }
  }
  return windows;
}

/** All that divide this are round: four in each doubling. */
const ROUND = 15 * 2 ** 20;

/** A round number near another one. A range that only grows, since midnight, keeps the length of its windows for an hour or two. */
function roundSize(near: number): number {
  let size = Math.max(1, Math.ceil(0.85 * near));
  while (ROUND % size !== 0) {
    size++;
  }
  return size;
}

/** The windows of both sides of a comparison and of the time before, all of one length, each part the oldest first. */
export interface SideWindows {
  readonly history: readonly TimeWindow[];
  readonly before: readonly TimeWindow[];
  readonly after: readonly TimeWindow[];
  /** after begins where before ends */
  readonly adjacent: boolean;
  /** a side is much longer than what is looked at of it */
  readonly partial: boolean;
}

const SIDE = {
  /** of each side, one more where they are aligned; five are needed where samples cannot be counted, one may be empty */
  windows: 6,
  /** how many times a side's length is looked at before it; five are needed, some windows may be empty */
  history: 6,
  /** shorter windows hold too few samples */
  shortestMs: 60_000,
};

/**
 * Cuts two times that do not overlap into windows. Those before end where the first time ends, those after begin where
 * the second begins: what makes up no window, or is more than the other side has, is furthest from the change.
 *
 *     history |  |  |  |  |  | before |  |  | after |  |  | ..
 *
 * Of times that move on with the clock they begin at multiples of their length, so that later they are the same ones but
 * for the newest. The window in which the second time begins is the
 * first one after it.
 *
 * @param moving both times, or one, go on with the clock
 * @returns undefined where `before` is not over when `after` begins
 */
export function planSides(
  before: TimeWindow,
  after: TimeWindow,
  intervalMs: number,
  moving: boolean
): SideWindows | undefined {
  if (before.to > after.from) {
    return undefined;
  }
  const lengths = { before: before.to - before.from, after: after.to - after.from };
  // Wherever the multiples lie, six fit into the length of seven.
  const most = moving ? SIDE.windows + 1 : SIDE.windows;
  const wanted = Math.min(lengths.before, lengths.after) / most;
  const shortest = Math.ceil(Math.max(SIDE.shortestMs, 4 * intervalMs) / intervalMs);
  const step = Math.max(shortest, Math.floor(wanted / intervalMs)) * intervalMs;
  const grid = moving ? step : 1;
  const end = Math.floor(before.to / grid) * grid;
  const begin = Math.floor(after.from / grid) * grid;
  const count = (length: number) => Math.max(0, Math.min(most, Math.floor(length / step)));
  const startingAt = (from: number, many: number) =>
    Array.from({ length: many }, (_, i) => ({ from: from + i * step, to: from + (i + 1) * step - 1 }));
  const [beforeCount, afterCount] = [count(end - before.from), count(after.to - begin)];
  // As many as the sides could have, wherever the multiples lie.
  const historyCount = SIDE.history * Math.max(count(lengths.before), count(lengths.after));
  const start = end - beforeCount * step;
  return {
    history: startingAt(start - historyCount * step, historyCount),
    before: startingAt(start, beforeCount),
    after: startingAt(begin, afterCount),
    adjacent: after.from - before.to < intervalMs,
    partial: Math.max(lengths.before, lengths.after) >= (most + 2) * step,
  };
}

/** So many times as short are windows that tell a moment closer; more of them than `most` are not worth it. */
const CLOSER = { times: 10, most: 60, beside: 3 };

/**
 * Shorter windows around a moment that windows of a comparison tell only so well, up to `until`; none where they could
 * not be much shorter. They begin at multiples of their length.
 * @param near the moment is the beginning of a window, or in the one before, between these
 */
export function planCloser(near: TimeWindow, stepMs: number, intervalMs: number, until: number): TimeWindow[] {
  const shortest = Math.ceil(Math.max(SIDE.shortestMs, 2 * intervalMs) / intervalMs);
  const step = Math.max(shortest, Math.round(stepMs / CLOSER.times / intervalMs)) * intervalMs;
  const first = Math.floor((near.from - stepMs) / step) - CLOSER.beside;
  const last = Math.ceil((Math.min(near.to + stepMs, until) + 1) / step) + CLOSER.beside;
  if (2 * step > stepMs || last - first > CLOSER.most) {
    return [];
  }
  return Array.from({ length: last - first }, (_, i) => ({
    from: (first + i) * step,
    to: (first + i + 1) * step - 1,
  })).filter(({ to }) => to <= until);
}
