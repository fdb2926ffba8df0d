import { courseOf, type WindowMatrix } from '../../../profile/matrix';
import type { Series } from '../../../query/series';
import type { Split } from '../../../pyroscope/rangeSeries';
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

/** A point is the bucket of `stepMs` that ends then. */
export interface Rates {
  readonly line: Series;
  readonly stepMs: number;
}

/**
 * A function's course in the unit of `rates`, or as parts of 1. A window holds more or fewer profiles as it falls, so that
 * its sums jump; what is drawn is its share of the window times the type's own rate there.
 *
 * @param rates the type's series
 */
export function courseIn(matrix: WindowMatrix, name: string, by: OverBy, rates: Rates | undefined): Course {
  const { windows, self, total, whole, cut } = courseOf(matrix, name);
  const values = by === 'self' || by === 'self-share' ? self : total;
  const asShare = by === 'self-share' || by === 'total-share';
  const line: Series = { labels: { function: name }, times: [], values: [] };
  const most: Series = { labels: { function: name, bound: 'most' }, times: [], values: [] };
  windows.forEach((window, i) => {
    const scale = asShare ? 1 : rates && rateIn(rates, window);
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

/** The mean over a window, of the buckets as far as they are in it; of one that ends where it begins, that one's. */
function rateIn({ line, stepMs }: Rates, { from, to }: { from: number; to: number }): number | undefined {
  let [sum, covered] = [0, 0];
  line.times.forEach((time, i) => {
    const inside = Math.min(time, to + 1) - Math.max(time - stepMs, from);
    if (inside > 0) {
      sum += line.values[i] * inside;
      covered += inside;
    }
  });
  return covered > 0 ? sum / covered : line.values[line.times.indexOf(from)];
}

/** A value's series, or that of what the values leave. */
export function seriesOfValue(split: Split | undefined, label: string, value: string | undefined): Series | undefined {
  return value === undefined ? split?.rest : split?.top.find(({ labels }) => (labels[label] ?? '') === value);
}
