import { courseOf, type WindowMatrix } from '../../../profile/matrix';
import { sum, type Series } from '../../../query/series';
import type { View } from '../../../viewstate/state';

/** What is drawn of a function. */
export type OverBy = NonNullable<View['overBy']>;

/** A function over the windows: a line, and the one above it that it may reach where windows were cut. */
export interface Course {
  readonly name: string;
  readonly line: Series;
  /** undefined where all was loaded */
  readonly most: Series | undefined;
}

/**
 * A function's course in the unit of `rates`, or as parts of 1. A window holds more or fewer profiles as it falls, so that
 * its sums jump; what is drawn is its share of the window times the type's own rate there.
 *
 * @param rates the type's series: a point is the bucket that ends then
 */
export function courseIn(matrix: WindowMatrix, name: string, by: OverBy, rates: Series | undefined): Course {
  const { windows, self, total, whole, cut } = courseOf(matrix, name);
  const values = by === 'self' || by === 'self-share' ? self : total;
  const asShare = by === 'self-share' || by === 'total-share';
  const line: Series = { labels: { function: name }, times: [], values: [] };
  const most: Series = { labels: { function: name, bound: 'most' }, times: [], values: [] };
  windows.forEach((window, i) => {
    const scale = asShare ? 1 : rateIn(rates, window);
    if (whole[i] > 0 && scale !== undefined) {
      const time = Math.round((window.from + window.to + 1) / 2);
      line.times.push(time);
      line.values.push((values[i] / whole[i]) * scale);
      most.times.push(time);
      most.values.push((Math.min(whole[i], values[i] + cut[i]) / whole[i]) * scale);
    }
  });
  return { name, line, most: cut.some((value) => value > 0) ? most : undefined };
}

/** The mean of the points of a window; undefined where it has none. */
function rateIn(rates: Series | undefined, { from, to }: { from: number; to: number }): number | undefined {
  const values = rates?.values.filter((_, i) => rates.times[i] > from && rates.times[i] <= to + 1);
  return values && values.length > 0 ? sum(values) / values.length : undefined;
}
