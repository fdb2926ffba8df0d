import { gapsOf, usualGap, type Series } from '../../../query/series';

/** Columns as uPlot takes them. */
export interface ChartData {
  /** milliseconds since the epoch, ascending */
  times: number[];
  /** a column a series: null breaks the line, undefined does not (another series has a point there) */
  columns: Array<Array<number | null | undefined>>;
}

/**
 * Lays series of different times out over one axis. Where a series has no point for more than twice its usual distance,
 * its line is broken: a line over the gap would claim values that nobody measured.
 */
export function layOut(series: readonly Series[], stepMs: number): ChartData {
  const broken = series.map((one) => breaksOf(one.times, stepMs));
  const times = [...new Set([...series.flatMap((one) => one.times), ...broken.flat()])].sort((a, b) => a - b);
  const columns = series.map((one, s) => {
    const values = new Map<number, number | null>(broken[s].map((time) => [time, null]));
    one.times.forEach((time, i) => values.set(time, one.values[i]));
    return times.map((time) => values.get(time));
  });
  return { times, columns };
}

/** A time inside each gap. */
function breaksOf(times: readonly number[], stepMs: number): number[] {
  const usual = usualGap(times, stepMs);
  return gapsOf(times).flatMap((gap, i) => (gap > 2 * usual ? [times[i] + usual] : []));
}

/** The indices of a column's points without a neighbor, which no line shows. */
export function lonePoints(column: ArrayLike<number | null | undefined>): number[] {
  const lone: number[] = [];
  const at = Array.from(column).flatMap((value, i) => (value === undefined ? [] : [i]));
  at.forEach((i, n) => {
    const before = n === 0 ? null : column[at[n - 1]];
    const after = n === at.length - 1 ? null : column[at[n + 1]];
    if (column[i] !== null && before === null && after === null) {
      lone.push(i);
    }
  });
  return lone;
}
