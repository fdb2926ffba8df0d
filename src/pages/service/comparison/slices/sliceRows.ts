import { slicedLabels, type Slice, type SlicedLabel } from '../../../../profile/change/slices';
import type { BySide } from '../../../../profile/model';
import type { LabelSeriesAnswer } from '../../../../pyroscope/labelSeries';

/** How much of the total's change lies where, in rates; see `slicedLabels`. */
export interface SliceRows {
  /** of the total */
  readonly whole: BySide<number>;
  /** labels over which the change lies unevenly, or that have values on one side only, the most telling first */
  readonly labels: readonly SliceLabel[];
  /** labels over which it lies as the total did before */
  readonly even: readonly string[];
}

export interface SliceLabel extends Pick<SlicedLabel, 'label' | 'concentration' | 'mayBeChance'> {
  readonly slices: readonly Slice[];
  readonly onlyAfter: readonly Slice[];
  /** values without a row */
  readonly more: { readonly slices: number; readonly onlyBefore: number; readonly onlyAfter: number };
}

/** Less of the change than this beyond its share of the base tells nobody anything. */
const TELLING = 0.1;
/** Values of a label that have a row. */
const MOST_VALUES = 3;

/**
 * @param averages what the sides come to a second that profiles cover; undefined where nobody knows. Steps without
 * profiles would else make a side smaller than it is.
 */
export function sliceRows(
  { labels }: Pick<LabelSeriesAnswer, 'labels'>,
  averages: BySide<number | undefined>
): SliceRows {
  const means = { before: meanOf(labels, 'before'), after: meanOf(labels, 'after') };
  const factor = (side: 'before' | 'after') => {
    const average = averages[side];
    return average === undefined || means[side] === 0 ? 1 : average / means[side];
  };
  const factors = { before: factor('before'), after: factor('after') };
  const scaled = labels.map((one) => ({
    ...one,
    values: one.values.map(({ value, before, after }) => ({
      value,
      before: before.map((rate) => rate * factors.before),
      after: after.map((rate) => rate * factors.after),
    })),
  }));
  const sliced = slicedLabels(scaled);
  const isTelling = ({ slices, onlyBefore, onlyAfter }: SlicedLabel) =>
    onlyBefore.length + onlyAfter.length > 0 || slices.some(({ explains, base }) => explains - base >= TELLING);
  return {
    whole: { before: means.before * factors.before, after: means.after * factors.after },
    labels: sliced.filter(isTelling).map(rowsOf),
    even: sliced.filter((label) => !isTelling(label)).map(({ label }) => label),
  };
}

function rowsOf({ label, concentration, mayBeChance, slices, onlyBefore, onlyAfter }: SlicedLabel): SliceLabel {
  const telling = slices.filter(({ explains, base }) => explains - base >= TELLING);
  const newest = [...onlyAfter].sort((a, b) => b.after - a.after);
  return {
    label,
    concentration,
    mayBeChance,
    slices: telling.slice(0, MOST_VALUES),
    onlyAfter: newest.slice(0, MOST_VALUES),
    more: {
      slices: Math.max(0, telling.length - MOST_VALUES),
      onlyBefore: onlyBefore.length,
      onlyAfter: Math.max(0, newest.length - MOST_VALUES),
    },
  };
}

/** The total's average rate: all values of any one label together. */
function meanOf(labels: LabelSeriesAnswer['labels'], side: 'before' | 'after'): number {
  const [first] = labels;
  const sum = (rates: readonly number[]) => rates.reduce((total, rate) => total + rate, 0);
  return first === undefined
    ? 0
    : first.values.reduce((total, value) => total + sum(value[side]) / (value[side].length || 1), 0);
}
