import { type Series } from '../../../query/series';

/** One value of a label; empty for profiles that do not have it. */
export interface LabelShare {
  value: string;
  /** of the whole, 0 to 1 */
  share: number;
  times: number[];
  values: number[];
}

export interface LabelShares {
  /** the largest first */
  shares: LabelShare[];
  /** the share of all values that are not listed */
  rest: number;
  /** of all points: one scale makes the charts comparable */
  max: number;
}

/**
 * Each value's share of the whole.
 * @param series one a value of the label
 * @param whole everything, where `series` may not be all of it
 */
export function sharesOf(series: readonly Series[], label: string, whole?: readonly Series[]): LabelShares {
  const totals = series.map(totalOf);
  const shown = totals.reduce((sum, total) => sum + total, 0);
  // Series are asked for one after the other: newer profiles must not make a share larger than everything.
  const all = Math.max(shown, whole ? whole.reduce((sum, one) => sum + totalOf(one), 0) : 0);
  const shares = series
    .map(({ labels, times, values }, i) => ({
      value: labels[label] ?? '',
      share: all > 0 ? totals[i] / all : 0,
      times,
      values,
    }))
    .sort((a, b) => b.share - a.share || (a.value < b.value ? -1 : 1));
  const max = series.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), 0);
  return { shares, rest: all > 0 ? 1 - shown / all : 0, max };
}

function totalOf({ values }: Series): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * The line of a small chart as SVG path data; a bucket without profiles breaks it.
 * @param stepMs two points further apart than twice this are not joined
 */
export function sparkPath(
  { times, values }: Pick<LabelShare, 'times' | 'values'>,
  scale: { from: number; to: number; max: number; width: number; height: number; stepMs: number }
): string {
  const { from, to, max, width, height, stepMs } = scale;
  const x = (time: number) => round(((time - from) / Math.max(1, to - from)) * width);
  const y = (value: number) => round(height - (max > 0 ? value / max : 0) * height);
  return times
    .map((time, i) => {
      const joined = i > 0 && time - times[i - 1] <= 2 * stepMs;
      // A lone point would be a line of no length, which is not drawn.
      const lone = !joined && !(i + 1 < times.length && times[i + 1] - time <= 2 * stepMs);
      return `${joined ? 'L' : 'M'}${x(time)} ${y(values[i])}${lone ? 'h1' : ''}`;
    })
    .join('');
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
