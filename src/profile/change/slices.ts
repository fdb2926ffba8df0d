import type { BySide } from '../model';

/** A label and how much each of its values had, in rates by small step; both sides have the same steps for all labels. */
export interface LabelSeries {
  readonly label: string;
  /** it names what runs the service (a pod): after a rollout all values are others */
  readonly instance: boolean;
  readonly values: ReadonlyArray<{
    readonly value: string;
    /** by step; what a step lacks is 0 */
    readonly before: readonly number[];
    readonly after: readonly number[];
  }>;
}

/** How much of the whole's change one value of a label carries. */
export interface Slice {
  readonly value: string;
  /** average rates */
  readonly before: number;
  readonly after: number;
  /** of the whole's change, 0.9 for nine tenths; above 1 where others went the other way */
  readonly explains: number;
  /** of the whole before, 0 to 1 */
  readonly base: number;
}

/** A label by how unevenly a change lies over its values. */
export interface Sliced<ValueSlice extends Slice> {
  readonly label: string;
  /** how much of the change lies where the base does not: 0 if every value changed in proportion, near 1 if one small one did */
  readonly concentration: number;
  /** values on both sides that have more of the change than of the base, the most telling first */
  readonly slices: readonly ValueSlice[];
  /** values of one side only, which are no change of theirs: a rollout's pods, a new version */
  readonly onlyBefore: readonly ValueSlice[];
  readonly onlyAfter: readonly ValueSlice[];
}

/** Speaks of the whole, not of a function; the largest excess of a slice first. */
export interface SlicedLabel extends Sliced<Slice> {
  /** adjacent times before the change are as uneven, or there are too few of them to know */
  readonly mayBeChance: boolean;
}

/** The time before is cut into so many blocks, each held against the next. */
const BLOCKS = 6;

/**
 * Labels by how concentrated the whole's change is, the most telling first; those that may be chance after them, and what
 * names instances last. Concentration is half the sum of |part of the change - part of the base| over the values: what
 * would have to be moved for the change to lie as the base does. Values of one side only are left out of it.
 *
 * A label of many values is uneven by chance alone, so each is held against itself: between adjacent sixths of the time
 * before, as much must never have moved, in parts of the whole.
 */
export function slicedLabels(labels: readonly LabelSeries[]): SlicedLabel[] {
  const rank = ({ mayBeChance }: SlicedLabel, instance: boolean) => (instance ? 2 : Number(mayBeChance));
  return labels
    .map((label) => ({ sliced: sliceLabel(label), instance: label.instance }))
    .sort(
      (a, b) =>
        rank(a.sliced, a.instance) - rank(b.sliced, b.instance) || b.sliced.concentration - a.sliced.concentration
    )
    .map(({ sliced }) => sliced);
}

function sliceLabel({ label, values }: LabelSeries): SlicedLabel {
  const means = values.map(({ value, before, after }) => ({ value, before: meanOf(before), after: meanOf(after) }));
  const base = means.reduce((sum, { before }) => sum + before, 0);
  const change = means.reduce((sum, { before, after }) => sum + after - before, 0);
  const slices = means.map((mean): Slice => ({
    ...mean,
    explains: change === 0 ? 0 : (mean.after - mean.before) / change,
    base: base === 0 ? 0 : mean.before / base,
  }));
  const both = slices.filter(({ before, after }) => before > 0 && after > 0);
  const usual = usuallyMoved(values);
  return {
    label,
    concentration: concentrationOf(both),
    slices: both
      .filter(({ explains, base: part }) => explains > part)
      .sort((a, b) => b.explains - b.base - (a.explains - a.base)),
    onlyBefore: slices.filter(({ before, after }) => before > 0 && after === 0),
    onlyAfter: slices.filter(({ before, after }) => before === 0 && after > 0),
    mayBeChance: usual === undefined || movedOf(both) <= usual,
  };
}

/**
 * The most that moves between a label's values from one sixth of the time before to the next, in parts of the whole;
 * undefined where there are too few steps to know.
 */
export function usuallyMoved(values: LabelSeries['values']): number | undefined {
  const block = Math.floor((values[0]?.before.length ?? 0) / BLOCKS);
  if (block === 0) {
    return undefined;
  }
  const blockOf = (before: readonly number[], i: number) => meanOf(before.slice(i * block, (i + 1) * block));
  const placebos = Array.from({ length: BLOCKS - 1 }, (_, i) =>
    movedOf(values.map(({ before }) => ({ before: blockOf(before, i), after: blockOf(before, i + 1) })))
  );
  return Math.max(...placebos);
}

type Sides = ReadonlyArray<BySide<number>>;

/** Half of what must be moved between values, in parts of the whole before, so that all change in proportion. */
export function movedOf(values: Sides): number {
  const before = values.reduce((sum, value) => sum + value.before, 0);
  const growth = values.reduce((sum, value) => sum + value.after, 0) / before;
  const moved = values.reduce((sum, value) => sum + Math.abs(value.after - value.before * growth), 0);
  return before > 0 ? moved / 2 / before : 0;
}

/** Half the sum of |part of the change - part of the base| over the values, 0 to 1. */
export function concentrationOf(values: Sides): number {
  const before = values.reduce((sum, value) => sum + value.before, 0);
  const change = values.reduce((sum, value) => sum + value.after - value.before, 0);
  if (before === 0 || change === 0) {
    return 0;
  }
  const uneven = values.reduce((sum, v) => sum + Math.abs((v.after - v.before) / change - v.before / before), 0);
  return Math.min(1, uneven / 2);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
