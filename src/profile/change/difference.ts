import { lengthOf, sumOfRow, sumOver, type Selves, type Span, type Spans } from './selves';
import { chanceBeyond } from './student';

/** How the share that a row has of a whole differs between two spans of columns. */
export interface Difference {
  readonly row: number;
  /** of the whole, 0 to 1 */
  readonly before: number;
  readonly after: number;
  /** standard errors of the two shares */
  readonly errors: readonly [before: number, after: number];
  readonly t: number;
  /** degrees of freedom of `t` */
  readonly freedom: number;
  /** the chance of such a `t` or a larger one where nothing changed */
  readonly chance: number;
}

/** As if six more columns had been seen whose samples scatter 1.3 times as much as independent ones. */
export const PRIOR = { columns: 6, dispersion: 1.3 };

/**
 * Counts of samples as quasi-binomial shares. The dispersion is that of neighboring columns (Pearson's χ² of the steps within
 * the sides), drawn towards what services usually have, and never below that of independent samples.
 * @param whole by column, in the type's unit; contains the row
 * @param samples in a unit of value
 */
export function countDifference(
  selves: Selves,
  row: number,
  whole: ArrayLike<number>,
  spans: Spans,
  samples: number
): Difference {
  const sides = [spans.before, spans.after].map((span) => {
    const n = sumOver(whole, span) * samples;
    const y = sumOfRow(selves, row, span) * samples;
    return { y, n, ...scatter(selves, row, whole, span, y / n, samples) };
  });
  const [b, a] = sides;
  const dispersion = dispersionOf(b.chi + a.chi, b.freedom + a.freedom);
  const pooled = (b.y + a.y) / (b.n + a.n);
  const freedom = b.freedom + a.freedom + PRIOR.columns;
  const error = Math.sqrt(dispersion * pooled * (1 - pooled) * (1 / b.n + 1 / a.n));
  const [before, after] = [b.y / b.n || 0, a.y / a.n || 0];
  const t = error > 0 ? (after - before) / error : 0;
  // Half a sample more: none at all would have no error.
  const errorOf = ({ y, n }: { y: number; n: number }) => {
    const share = (y + 0.5) / (n + 1);
    return Math.sqrt((dispersion * share * (1 - share)) / n);
  };
  return { row, before, after, errors: [errorOf(b), errorOf(a)], t, freedom, chance: chanceBeyond(t, freedom) };
}

/** Dispersion within columns, drawn towards the usual; 1 is that of independent samples. */
export function dispersionOf(chi: number, freedom: number): number {
  return Math.max(1, (chi + PRIOR.columns * PRIOR.dispersion) / (freedom + PRIOR.columns));
}

/** Scatter that is taken from steps says two thirds of what deviations from the mean say: its variance is 3/2 of theirs. */
const OF_STEPS = 2 / 3;

/**
 * Pearson's χ² of the columns, from the steps between neighbors (von Neumann: half their mean square), with its degrees of
 * freedom. A change that begins within a side is one step among the others; from the side's mean every column would
 * deviate, and the change would be taken for noise.
 */
function scatter(
  { self, columns }: Selves,
  row: number,
  whole: ArrayLike<number>,
  { from, to }: Span,
  share: number,
  samples: number
): { chi: number; freedom: number } {
  let steps = 0;
  let seen = 0;
  let last = 0;
  for (let column = from; column < to && share > 0 && share < 1; column++) {
    const expected = whole[column] * share;
    if (expected > 0) {
      const residual = (self[row * columns + column] - expected) * Math.sqrt(samples / (expected * (1 - share)));
      steps += seen > 0 ? (residual - last) ** 2 / 2 : 0;
      last = residual;
      seen++;
    }
  }
  return { chi: OF_STEPS * steps, freedom: OF_STEPS * Math.max(0, seen - 1) };
}

/**
 * The same of instances that both sides have, in the same order: each is held against itself, and the differences'
 * scatter over the instances is the noise, so that one instance that is always odd does not count.
 */
export function pairedDifference(
  selves: Selves,
  row: number,
  whole: ArrayLike<number>,
  { before, after }: Spans,
  samples: number
): Difference {
  const pairs = Array.from({ length: lengthOf(before) }, (_, i) => {
    const [n0, n1] = [whole[before.from + i] * samples, whole[after.from + i] * samples];
    const [y0, y1] = [before, after].map((span) => selves.self[row * selves.columns + span.from + i] * samples);
    const pooled = (y0 + y1 + 0.5) / (n0 + n1 + 1);
    return { d: y1 / n1 - y0 / n0, variance: pooled * (1 - pooled) * (1 / n0 + 1 / n1) };
  }).filter(({ variance }) => variance > 0 && Number.isFinite(variance));
  const weight = pairs.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const mean = pairs.reduce((sum, { d, variance }) => sum + d / variance, 0) / (weight || 1);
  const chi = pairs.reduce((sum, { d, variance }) => sum + (d - mean) ** 2 / variance, 0);
  const columns = Math.max(0, pairs.length - 1);
  const error = Math.sqrt(dispersionOf(chi, columns) / (weight || Infinity));
  const t = error > 0 ? mean / error : 0;
  const freedom = columns + PRIOR.columns;
  const [share0, share1] = [before, after].map((span) => sumOfRow(selves, row, span) / sumOver(whole, span) || 0);
  const errors = [error / Math.SQRT2, error / Math.SQRT2] as const;
  return { row, before: share0, after: share1, errors, t, freedom, chance: chanceBeyond(t, freedom) };
}

/**
 * How much alike neighboring columns are, over all rows: the lag-one correlation of Pearson's residuals within the
 * blocks, corrected for the mean that each block gave away (Kendall), between 0 and 0.9.
 */
export function correlationOf(
  selves: Selves,
  rows: readonly number[],
  whole: ArrayLike<number>,
  blocks: readonly Span[],
  samples: number
): number {
  let [products, squares, length, used] = [0, 0, 0, 0];
  for (const { from, to } of blocks) {
    if (to - from < 4) {
      continue;
    }
    length += to - from;
    used++;
    for (const row of rows) {
      const share = sumOfRow(selves, row, { from, to }) / sumOver(whole, { from, to });
      let last = 0;
      for (let column = from; column < to; column++) {
        const expected = whole[column] * share * samples;
        const residual =
          expected > 0
            ? (selves.self[row * selves.columns + column] * samples - expected) / Math.sqrt(expected * (1 - share))
            : 0;
        products += column > from ? residual * last : 0;
        squares += residual * residual;
        last = residual;
      }
    }
  }
  if (squares === 0) {
    return 0;
  }
  const k = length / used;
  const raw = ((products / squares) * k) / (k - 1);
  return Math.min(0.9, Math.max(0, (raw + 1 / k) / (1 - 3 / k)));
}
