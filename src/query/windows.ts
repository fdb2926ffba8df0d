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
  const step = Math.max(1, Math.round(length / wanted / intervalMs)) * intervalMs;
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
