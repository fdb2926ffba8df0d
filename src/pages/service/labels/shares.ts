import { type LabelShares as Amounts } from '../../../pyroscope/rangeSeries';

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

/** Each value's share of the whole. */
export function sharesOf({ parts, whole }: Pick<Amounts, 'parts' | 'whole'>): LabelShares {
  const shares = parts.map(({ value, amount, line: { times, values } }) => ({
    value,
    share: whole > 0 ? amount / whole : 0,
    times,
    values,
  }));
  const shown = shares.reduce((sum, { share }) => sum + share, 0);
  const max = parts.reduce((most, { line }) => line.values.reduce((a, b) => Math.max(a, b), most), 0);
  return { shares, rest: whole > 0 ? Math.max(0, 1 - shown) : 0, max };
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
