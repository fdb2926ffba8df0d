import type { Difference } from './difference';
import { seeded } from './random';
import { lengthOf, sumOfRow, sumOver, type Selves, type Span, type Spans } from './selves';
import { chanceBeyond } from './student';

/** More ways to divide the columns than this are not tried one by one, but by lot. */
const MOST = 999;
/** As if so many more columns had been seen that scatter as rows usually do: few columns agree by chance. */
const PRIOR_COLUMNS = 4;

/** How shares that are no counts scatter. */
export interface Scatter {
  /** what rows' variance over columns usually is, for a share of 1 */
  readonly usual: number;
  /** column i of before and column i of after are one instance */
  readonly paired: boolean;
}

/** What the variance of shares over columns usually is, in proportion to the share: the median over rows. */
export function usualScatter(
  selves: Selves,
  rows: readonly number[],
  whole: ArrayLike<number>,
  { before, after }: Spans
): number {
  const ratios = Float64Array.from(rows, (row) => {
    const [b, a] = [momentsOf(selves, row, whole, before), momentsOf(selves, row, whole, after)];
    const mean = (b.mean + a.mean) / 2;
    return mean > 0 ? (b.squares + a.squares) / Math.max(1, b.n + a.n - 2) / mean : 0;
  }).sort();
  return ratios[ratios.length >> 1] ?? 0;
}

/** Student's t of a row's mean shares; each column counts the same. */
export function meanDifference(
  selves: Selves,
  row: number,
  whole: ArrayLike<number>,
  spans: Spans,
  { usual, paired }: Scatter
): Difference {
  const [b, a] = [momentsOf(selves, row, whole, spans.before), momentsOf(selves, row, whole, spans.after)];
  const extra = PRIOR_COLUMNS * usual * ((b.mean + a.mean) / 2);
  const free = paired ? b.n - 1 : b.n + a.n - 2;
  const squares = paired ? squaresOfPairs(selves, row, whole, spans) + 2 * extra : b.squares + a.squares + extra;
  const variance = squares / (free + PRIOR_COLUMNS);
  const error = Math.sqrt(paired ? variance / b.n : variance * (1 / b.n + 1 / a.n));
  const t = error > 0 ? (a.mean - b.mean) / error : 0;
  const errors = paired
    ? ([error / Math.SQRT2, error / Math.SQRT2] as const)
    : ([Math.sqrt(variance / b.n), Math.sqrt(variance / a.n)] as const);
  const shareOf = (span: Span) => sumOfRow(selves, row, span) / sumOver(whole, span) || 0;
  const freedom = free + PRIOR_COLUMNS;
  return {
    row,
    before: shareOf(spans.before),
    after: shareOf(spans.after),
    errors,
    t,
    freedom,
    chance: chanceBeyond(t, freedom),
  };
}

/**
 * Of each row, the chance that any row at all would differ as much if the columns were dealt to the sides by lot (max-T
 * of Westfall and Young); needs five columns a side. Pairs change places, or not.
 * @param observed what each row differs by: `meanDifference`, less what columns that are alike make it larger by, which
 * dealing them by lot does away with
 */
export function chancesByLot(
  selves: Selves,
  rows: readonly number[],
  whole: ArrayLike<number>,
  spans: Spans,
  scatter: Scatter,
  observed: ReadonlyArray<Pick<Difference, 't'>>
): number[] {
  const [k0, k1] = [lengthOf(spans.before), lengthOf(spans.after)];
  const columns = [spans.before, spans.after].flatMap(({ from, to }) => range(from, to));
  const dealt: Selves = {
    columns: k0 + k1,
    self: Float64Array.from(
      rows.flatMap((row) => columns.map((c) => selves.self[row * selves.columns + c] / whole[c] || 0))
    ),
  };
  const ones = new Float64Array(k0 + k1).fill(1);
  const sides: Spans = { before: { from: 0, to: k0 }, after: { from: k0, to: k0 + k1 } };
  const beyond = new Int32Array(rows.length);
  const orders = scatter.paired ? swaps(k0) : divisions(k0, k1);
  const lot = { columns: k0 + k1, self: new Float64Array(dealt.self.length) };
  for (const order of orders) {
    for (let i = 0; i < lot.self.length; i += lot.columns) {
      order.forEach((column, at) => (lot.self[i + at] = dealt.self[i + column]));
    }
    const most = rows.reduce((m, _, i) => Math.max(m, Math.abs(meanDifference(lot, i, ones, sides, scatter).t)), 0);
    observed.forEach(({ t }, i) => (beyond[i] += Number(most >= Math.abs(t) - 1e-9)));
  }
  return Array.from(beyond, (count) => (count + 1) / (orders.length + 1));
}

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** of the deviations from the mean, added up */
  readonly squares: number;
}

function momentsOf({ self, columns }: Selves, row: number, whole: ArrayLike<number>, { from, to }: Span): Moments {
  let [n, sum, squares] = [0, 0, 0];
  for (let column = from; column < to; column++) {
    if (whole[column] > 0) {
      const share = self[row * columns + column] / whole[column];
      n++;
      sum += share;
      squares += share * share;
    }
  }
  const mean = n > 0 ? sum / n : 0;
  return { n, mean, squares: Math.max(0, squares - n * mean * mean) };
}

function squaresOfPairs(
  { self, columns }: Selves,
  row: number,
  whole: ArrayLike<number>,
  { before, after }: Spans
): number {
  const share = (column: number) => self[row * columns + column] / whole[column] || 0;
  const differences = range(0, lengthOf(before)).map((i) => share(after.from + i) - share(before.from + i));
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  return differences.reduce((sum, d) => sum + (d - mean) ** 2, 0);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** All ways to divide k0 + k1 columns, the given one left out; some by lot where there are too many. */
function divisions(k0: number, k1: number): number[][] {
  const columns = range(0, k0 + k1);
  if (choose(k0 + k1, k0) > MOST + 1) {
    const random = seeded(k0 * 1000 + k1);
    return Array.from({ length: MOST }, () => shuffled(columns, random));
  }
  return subsets(k0 + k1, k0)
    .slice(1)
    .map((first) => [...first, ...columns.filter((column) => !first.includes(column))]);
}

/** Each pair as it is or swapped, the given order left out; some by lot where there are too many. */
function swaps(pairs: number): number[][] {
  const swapped = (bits: readonly boolean[]) => [
    ...bits.map((swap, i) => (swap ? i + pairs : i)),
    ...bits.map((swap, i) => (swap ? i : i + pairs)),
  ];
  const random = seeded(pairs);
  return 2 ** pairs <= MOST + 1
    ? range(1, 2 ** pairs).map((n) => swapped(range(0, pairs).map((bit) => ((n >> bit) & 1) === 1)))
    : range(0, MOST).map(() => swapped(range(0, pairs).map(() => random() < 0.5)));
}

function subsets(n: number, k: number, from = 0): number[][] {
  if (k === 0) {
    return [[]];
  }
  return range(from, n - k + 1).flatMap((first) => subsets(n, k - 1, first + 1).map((rest) => [first, ...rest]));
}

function choose(n: number, k: number): number {
  return range(1, k + 1).reduce((ways, i) => (ways * (n - k + i)) / i, 1);
}

function shuffled(values: readonly number[], random: () => number): number[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
