/**
 * One series: `times` are the ends of its buckets in milliseconds since the epoch, ascending; a bucket without profiles
 * has no point.
 */
export interface Series {
  labels: Readonly<Record<string, string>>;
  times: number[];
  values: number[];
}

/** Profilers send every 10 to 60 s; what comes less often is a gap. */
const LONGEST_UPLOAD_MS = 60_000;

/**
 * How far points usually are from one another. Several instances that each send one profile a minute make pairs of
 * points, so it is the larger gaps that count, as long as they are such as between uploads; otherwise the middle one.
 */
export function usualGap(times: readonly number[], stepMs: number): number {
  const gaps = Float64Array.from(gapsOf(times)).sort();
  const large = gaps[Math.floor(0.75 * (gaps.length - 1))] ?? 0;
  return Math.max(
    stepMs,
    large <= Math.max(LONGEST_UPLOAD_MS, 2 * stepMs) ? large : (gaps[(gaps.length - 1) >> 1] ?? 0)
  );
}

/**
 * The step at which each bucket has its share of profiles: a profile that covers a minute would stand in one bucket of
 * 15 s at four times its rate, beside three empty ones.
 * @returns a whole number of `stepMs`
 */
export function fittingStep(times: readonly number[], stepMs: number): number {
  const buckets = Math.ceil(usualGap(times, stepMs) / stepMs);
  return stepMs * ([1, 2, 4].find((n) => n >= buckets) ?? buckets);
}

/**
 * The same rates over wider buckets; the total stays. The buckets are laid so that the last one ends at `last`: the
 * newest is then as full as the others.
 */
export function coarsen(series: Series, stepMs: number, widerMs: number, last: number): Series {
  if (widerMs === stepMs) {
    return series;
  }
  const sums = new Map<number, number>();
  series.times.forEach((time, i) => {
    const end = last - Math.floor((last - time) / widerMs) * widerMs;
    sums.set(end, (sums.get(end) ?? 0) + (series.values[i] * stepMs) / widerMs);
  });
  return { ...series, times: [...sums.keys()], values: [...sums.values()] };
}

/** Parts of series, the oldest first, with those of equal labels put together. */
export function joinSeries(parts: readonly Series[]): Series[] {
  const whole = new Map<string, Series>();
  for (const { labels, times, values } of parts) {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const before: Pick<Series, 'times' | 'values'> = whole.get(key) ?? { times: [], values: [] };
    whole.set(key, { labels, times: before.times.concat(times), values: before.values.concat(values) });
  }
  return [...whole.values()];
}

/** What of the whole the parts leave over, point by point; undefined where that is nothing but rounding. */
export function restOf(whole: Series, parts: readonly Series[]): Series | undefined {
  const shown = new Map<number, number>();
  for (const { times, values } of parts) {
    times.forEach((time, i) => shown.set(time, (shown.get(time) ?? 0) + values[i]));
  }
  const values = whole.times.map((time, i) => Math.max(0, whole.values[i] - (shown.get(time) ?? 0)));
  return sum(values) > 1e-9 * sum(whole.values) ? { labels: {}, times: whole.times, values } : undefined;
}

/** The largest by total, and all others as one series. */
export function topAndRest(series: readonly Series[], count: number): { top: Series[]; rest: Series | undefined } {
  const ranked = [...series].sort((a, b) => sum(b.values) - sum(a.values));
  const others = ranked.slice(count);
  return { top: ranked.slice(0, count), rest: others.length > 0 ? sumOf(others) : undefined };
}

/** All of them as one: at each time the sum of those that have a point there. */
export function sumOf(series: readonly Series[]): Series {
  const total = new Map<number, number>();
  for (const { times, values } of series) {
    times.forEach((time, i) => total.set(time, (total.get(time) ?? 0) + values[i]));
  }
  const points = [...total].sort(([a], [b]) => a - b);
  return { labels: {}, times: points.map(([time]) => time), values: points.map(([, value]) => value) };
}

/** The middle one; of an even number the lower of the two, so that it is always one that occurs. */
export function median(numbers: readonly number[]): number | undefined {
  // Typed arrays are sorted as numbers, without a call for each comparison.
  return Float64Array.from(numbers).sort()[(numbers.length - 1) >> 1];
}

export function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - times[i]);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
