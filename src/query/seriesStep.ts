/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each divides a day, so that a day's range is a whole number of them. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
];

/**
 * The step of a series in milliseconds: round, at least the data source's own minimum (it would take that one
 * instead, and points would be lost), and so wide that the range has at most `maxPoints`.
 */
export function chooseStep(range: AbsoluteRange, maxPoints: number, minStepMs = 15 * SECOND): number {
  const wanted = Math.max((range.to - range.from) / maxPoints, minStepMs);
  if (wanted === minStepMs) {
    return minStepMs;
  }
  return STEPS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
}

/** So many points of a series, and no more than a minute apart, say enough of any range. */
const FINE_POINTS = 1_440;

/**
 * The step to ask for numbers with: the data source's own minimum, on long ranges more, but never more than a minute
 * unless the data source insists. A server that keeps old and new profiles apart begins the new ones' buckets anew, and
 * loses what does not fill the last one: with large steps most of all.
 */
export function fineStep(range: AbsoluteRange, minStepMs: number): number {
  return Math.max(minStepMs, Math.min(MINUTE, chooseStep(range, FINE_POINTS, minStepMs)));
}

/**
 * The range moved so that it ends on a multiple of the step and is a whole number of steps long. Pyroscope stamps the
 * first bucket's end `start + step` and drops profiles after the last whole step, so anything else loses the newest.
 * A length that is a whole number of steps is kept: a range as long as the server's limit stays inside it.
 */
export function alignRange(range: AbsoluteRange, stepMs: number): AbsoluteRange {
  const steps = Math.max(1, Math.ceil((range.to - range.from) / stepMs));
  const to = Math.ceil(range.to / stepMs) * stepMs;
  return { from: to - steps * stepMs, to };
}

/** The window of equal length that ends where the range starts. */
export function windowBefore({ from, to }: AbsoluteRange): AbsoluteRange {
  return { from: from - (to - from), to: from };
}
