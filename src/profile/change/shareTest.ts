import { correlationOf, countDifference, pairedDifference, type Difference } from './difference';
import { chancesByLot, meanDifference, usualScatter } from './permutation';
import { blocksBefore, placeboPairs, placebosOf } from './placebo';
import { lengthOf, wholeOf, type Selves, type Spans } from './selves';
import { chanceBeyond } from './student';

/** A row's difference, and the rate of false ones (counts: Benjamini and Hochberg's q; else max-T's chance) if it were called. */
export interface Tested {
  readonly difference: Difference;
  readonly q: number;
}

/** The same rows by instance: columns of before, then those of after. */
export interface InstanceSelves extends Selves {
  readonly before: number;
  readonly after: number;
  /** column i of before and column i of after are the same instance */
  readonly paired: boolean;
}

/** How shares are tested; `out` are the rows that the whole does not contain. */
export interface ShareTest {
  all(rows: readonly number[], out: ReadonlySet<number>): Tested[];
  /** by windows, even where instances decide, so that it can be done with history too */
  byWindows(row: number, whole: ArrayLike<number>, spans: Spans): Difference;
  readonly correlation: number;
}

/** Fewer columns a side cannot be dealt by lot; so many instances are better units than windows. */
export const COLUMNS = 5;

/**
 * Chooses the test by what there is: instances where both sides have five, else windows; samples where they can be
 * counted, else lots.
 * @param rows all that may be asked for
 */
export function shareTest(
  windows: Selves,
  spans: Spans,
  rows: readonly number[],
  samples: number | undefined,
  instances: InstanceSelves | undefined
): ShareTest {
  const whole = wholeOf(windows, new Set());
  // A change that begins within the time after makes its windows alike: with a time before, that one tells.
  const blocks = placebosOf(spans) > 0 ? blocksBefore(spans) : blocksBefore(spans).concat(spans.after);
  const correlation = correlationOf(windows, rows, whole, blocks, samples ?? 1);
  const usual = samples === undefined ? usualScatter(windows, rows, whole, spans) : 0;
  const plain: ShareTest['byWindows'] = (row, of, between) =>
    samples === undefined
      ? meanDifference(windows, row, of, between, { usual, paired: false })
      : countDifference(windows, row, of, between, samples);
  const calmed = calmer(spans, correlation, (row, between) => plain(row, whole, between));
  const byWindows: ShareTest['byWindows'] = (row, of, between) => calmed(plain(row, of, between));
  const units = instances && Math.min(instances.before, instances.after) >= COLUMNS ? instances : undefined;
  if (units) {
    return { correlation, byWindows, all: byInstances(units, samples) };
  }
  const all: ShareTest['all'] = (tested, out) => {
    const of = wholeOf(windows, out);
    const differences = tested.map((row) => byWindows(row, of, spans));
    const scatter = { usual, paired: false };
    const chances = () =>
      Math.min(lengthOf(spans.before), lengthOf(spans.after)) < COLUMNS
        ? differences.map(() => 1)
        : chancesByLot(windows, tested, of, spans, scatter, differences);
    return withChances(differences, samples === undefined ? chances() : falseRates(differences));
  };
  return { correlation, byWindows, all };
}

/** As if six more pairs had been seen that scatter as the correlation of neighboring windows says. */
const PRIOR_PAIRS = 6;

/**
 * Windows are alike from one to the next, some functions' for minutes, so that a difference scatters more than the
 * scatter of windows tells. How much more is measured: by the mean square of the same t between pairs of blocks of the
 * time before, drawn towards (1 + ρ) / (1 - ρ) for the correlation ρ of all functions' neighboring windows, which is all
 * there is without history.
 */
function calmer(
  spans: Spans,
  correlation: number,
  plain: (row: number, spans: Spans) => Difference
): (difference: Difference) => Difference {
  const pairs = placebosOf(spans);
  const usual = (1 + correlation) / (1 - correlation);
  const known = new Map<number, number>();
  const inflationOf = (row: number) => {
    const squares = pairs > 0 ? placeboPairs(spans).map((pair) => plain(row, pair).t ** 2) : [];
    const seen = squares.reduce((sum, square) => sum + square, 0) / (squares.length || 1);
    return Math.max(1, (pairs * seen + PRIOR_PAIRS * usual) / (pairs + PRIOR_PAIRS));
  };
  return (difference) => {
    const inflation = known.get(difference.row) ?? inflationOf(difference.row);
    known.set(difference.row, inflation);
    const wider = Math.sqrt(inflation);
    const t = difference.t / wider;
    const freedom = pairs > 0 ? Math.min(difference.freedom, pairs + PRIOR_PAIRS) : difference.freedom;
    const errors = [difference.errors[0] * wider, difference.errors[1] * wider] as const;
    return { ...difference, t, freedom, errors, chance: chanceBeyond(t, freedom) };
  };
}

/** Instances do not follow one another: they are not alike as windows are. */
function byInstances(instances: InstanceSelves, samples: number | undefined): ShareTest['all'] {
  const { before, after, paired } = instances;
  const spans = { before: { from: 0, to: before }, after: { from: before, to: before + after } };
  return (rows, out) => {
    const whole = wholeOf(instances, out);
    if (samples === undefined) {
      const scatter = { usual: usualScatter(instances, rows, whole, spans), paired };
      const differences = rows.map((row) => meanDifference(instances, row, whole, spans, scatter));
      return withChances(differences, chancesByLot(instances, rows, whole, spans, scatter, differences));
    }
    const differences = rows.map((row) =>
      paired
        ? pairedDifference(instances, row, whole, spans, samples)
        : countDifference(instances, row, whole, spans, samples)
    );
    return withChances(differences, falseRates(differences));
  };
}

const withChances = (differences: readonly Difference[], chances: readonly number[]) =>
  differences.map((difference, i) => ({ difference, q: chances[i] }));

/** Benjamini and Hochberg: the least rate of false ones among those called with which each would be called too. */
export function falseRates(differences: ReadonlyArray<Pick<Difference, 'chance'>>): number[] {
  const order = differences.map((_, i) => i).sort((a, b) => differences[b].chance - differences[a].chance);
  const rates = new Array<number>(differences.length);
  let least = 1;
  order.forEach((i, from) => {
    least = Math.min(least, (differences[i].chance * differences.length) / (differences.length - from));
    rates[i] = least;
  });
  return rates;
}
