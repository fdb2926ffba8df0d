/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

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
 * How many seconds of the range profiles cover. Each point stands for the time since the one before it; a gap of more
 * than two typical distances is not covered. Two, because an upload that comes a second late leaves one bucket empty.
 * @param stepMs of the buckets that the points are the ends of
 */
export function coveredSeconds(times: readonly number[], stepMs: number, range: AbsoluteRange): number {
  const inside = times.filter((time) => time > range.from && time - stepMs < range.to);
  if (inside.length === 0) {
    return 0;
  }
  const typical = usualGap(inside, stepMs);
  let covered = 0;
  let before = range.from;
  inside.forEach((time, i) => {
    // The range may end inside the last bucket.
    const end = Math.min(time, range.to);
    const gap = end - before;
    covered += gap <= (i === 0 ? typical : 2 * typical) ? gap : Math.min(typical, gap);
    before = end;
  });
  return covered / 1000;
}

/**
 * How far points usually are from one another. Several instances that each send one profile a minute make pairs of
 * points, so it is the larger gaps that count, as long as they are such as between uploads; otherwise the middle one.
 */
export function usualGap(times: readonly number[], stepMs: number): number {
  const gaps = gapsOf(times).sort((a, b) => a - b);
  const large = gaps[Math.floor(0.75 * (gaps.length - 1))] ?? 0;
  return Math.max(stepMs, large <= Math.max(LONGEST_UPLOAD_MS, 2 * stepMs) ? large : (median(gaps) ?? 0));
}

/**
 * The average of a rate over the time that profiles cover: its total (sum of rate x step) by those seconds.
 * @returns undefined where nothing is covered
 */
export function averageRate(series: Series, stepMs: number, range: AbsoluteRange): number | undefined {
  const seconds = coveredSeconds(series.times, stepMs, range);
  return seconds > 0 ? totalOfRate(series, stepMs) / seconds : undefined;
}

/** What a flame graph of the same range totals: the sum of rate x step, in the rate's unit times seconds. */
export function totalOfRate({ values }: Series, stepMs: number): number {
  return (sum(values) * stepMs) / 1000;
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

function sumOf(series: readonly Series[]): Series {
  const total = new Map<number, number>();
  for (const { times, values } of series) {
    times.forEach((time, i) => total.set(time, (total.get(time) ?? 0) + values[i]));
  }
  const points = [...total].sort(([a], [b]) => a - b);
  return { labels: {}, times: points.map(([time]) => time), values: points.map(([, value]) => value) };
}

/** The middle one; of an even number the lower of the two, so that it is always one that occurs. */
export function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1];
}

export function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - times[i]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
