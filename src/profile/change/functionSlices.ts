import type { FunctionShare } from '../functionByLabel';
import type { BySide, Side } from '../model';
import { countDifference, type Difference } from './difference';
import { falseRates } from './shareTest';
import { concentrationOf, movedOf, type Slice, type Sliced } from './slices';

/** What a function has of the profiles of a label's values, on both sides; in the type's unit. */
export interface FunctionInLabel {
  readonly label: string;
  /** it names what runs the service (a pod) */
  readonly instance: boolean;
  readonly values: ReadonlyArray<{ readonly value: string } & BySide<FunctionShare>>;
  /** what the values have together that were not asked about */
  readonly others: BySide<FunctionShare>;
  /** how much of the total moves between the label's values by itself (`usuallyMoved`) */
  readonly usual: number | undefined;
}

/** What the type's unit comes to on each side. */
export interface FunctionMeasure {
  /** a value times it is a rate */
  readonly factors: BySide<number>;
  /** samples in a unit of value; undefined where they cannot be counted */
  readonly samples: BySide<number> | undefined;
}

/**
 * Why nobody can tell whether a slice is more than chance: samples cannot be counted; the function had none before; they
 * are too few; something was not loaded; the total moves as much between the label's values when nothing happens.
 */
export type Doubt = 'uncounted' | 'new' | 'few' | 'open' | 'moving';

/** How much of a function's change one value of a label carries; its rates are the function's. */
export interface FunctionSlice extends Slice {
  /** the function's part of all that the value's profiles have, 0 to 1; undefined on a side that lacks the value */
  readonly shares: BySide<number | undefined>;
  /** undefined: it is more than chance */
  readonly doubt: Doubt | undefined;
}

/** Speaks of one function; what is no chance first, then the largest excess. */
export type SlicedFunction = Sliced<FunctionSlice>;

/** The rate of false ones among the slices that are said to be more than chance. */
const FALSE_RATE = 0.05;
/** Of a function with fewer on both sides together nothing is said. */
const LEAST_SAMPLES = 20;
/** Less of the change than this beyond the part of the base tells nobody anything. */
export const TELLING = 0.1;

/**
 * Labels by how concentrated one function's change is over their values: those with a slice that is no chance first, what
 * names instances last.
 *
 * By chance alone a value has the same part of the function's samples on both sides. That is tested as two quasi-binomial
 * shares of the usual dispersion (`countDifference`), over all values of all labels (Benjamini and Hochberg). A slice that
 * is told must besides move more than the label's total does by itself, and stand whatever was not loaded. It says where
 * the samples are: where more is asked of the function there are more of them too.
 */
export function slicedFunction(labels: readonly FunctionInLabel[], measure: FunctionMeasure): SlicedFunction[] {
  const drafts = labels.map((label) => draftOf(label, measure));
  // Those that have no more of the change than of the base too: they were looked at.
  const tested = drafts.flatMap(({ values }) => values);
  const rates = falseRates(tested);
  const rateOf = new Map(tested.map((value, i) => [value, rates[i]]));
  const doubtOf = (value: Judged, { usual }: FunctionInLabel, moved: number): Doubt | undefined => {
    if (value.doubt !== undefined || rateOf.get(value)! > FALSE_RATE) {
      return value.doubt ?? 'few';
    }
    return value.isOpen ? 'open' : usual === undefined || moved <= usual ? 'moving' : undefined;
  };
  return drafts
    .map(({ of, values, both, ...apart }) => {
      const moved = movedOf(both);
      const slices = values
        .map((value) => ({ ...value.slice, doubt: doubtOf(value, of, moved) }))
        .filter((slice) => excessOf(slice) >= TELLING)
        .sort((a, b) => Number(a.doubt !== undefined) - Number(b.doubt !== undefined) || excessOf(b) - excessOf(a));
      return { of, sliced: { label: of.label, concentration: concentrationOf(both), slices, ...apart } };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || b.sliced.concentration - a.sliced.concentration)
    .map(({ sliced }) => sliced);
}

const excessOf = ({ explains, base }: Slice) => explains - base;

const rankOf = ({ of, sliced }: { of: FunctionInLabel; sliced: SlicedFunction }) =>
  of.instance ? 2 : sliced.slices[0]?.doubt === undefined && sliced.slices.length > 0 ? 0 : 1;

/** A value of both sides, and what speaks against telling it as a slice. */
interface Judged {
  readonly slice: Omit<FunctionSlice, 'doubt'>;
  /** known before any chance is looked at */
  readonly doubt: Doubt | undefined;
  readonly chance: number;
  /** what was not loaded could make it chance, or turn it round */
  readonly isOpen: boolean;
}

interface Draft extends Pick<SlicedFunction, 'onlyBefore' | 'onlyAfter'> {
  readonly of: FunctionInLabel;
  readonly values: readonly Judged[];
  /** rates of what both sides have */
  readonly both: ReadonlyArray<BySide<number>>;
}

function draftOf(of: FunctionInLabel, measure: FunctionMeasure): Draft {
  const rate = (share: BySide<FunctionShare>, side: Side) => share[side].least * measure.factors[side];
  const ratesOf = (share: BySide<FunctionShare>) => ({ before: rate(share, 'before'), after: rate(share, 'after') });
  const parts = [...of.values, of.others];
  const sum = (side: Side) => parts.reduce((total, part) => total + rate(part, side), 0);
  const whole = { before: sum('before'), after: sum('after') };
  const change = whole.after - whole.before;
  const sliceOf = (part: FunctionInLabel['values'][number]) => {
    const rates = ratesOf(part);
    return {
      value: part.value,
      ...rates,
      explains: change === 0 ? 0 : (rates.after - rates.before) / change,
      base: whole.before === 0 ? 0 : rates.before / whole.before,
      shares: { before: partOf(part.before), after: partOf(part.after) },
    };
  };
  const isThere = ({ before, after }: BySide<FunctionShare>) => before.whole > 0 && after.whole > 0;
  const both = parts.filter(isThere);
  const apart = (side: Side, other: Side) =>
    of.values
      .filter((part) => part[side].whole > 0 && part[other].whole === 0)
      .map((part) => ({ ...sliceOf(part), doubt: undefined }))
      .sort((a, b) => b[side] - a[side]);
  const values = of.values.filter(isThere).map((part) => ({
    slice: sliceOf(part),
    ...judged(
      part,
      both.filter((other) => other !== part),
      change > 0,
      measure.samples
    ),
  }));
  return {
    of,
    values,
    both: both.map(ratesOf),
    onlyBefore: apart('before', 'after'),
    onlyAfter: apart('after', 'before'),
  };
}

const partOf = ({ least, whole }: FunctionShare) => (whole > 0 ? least / whole : undefined);

/** Whether a value's part of the function's samples may be as different by chance. */
function judged(
  part: BySide<FunctionShare>,
  others: ReadonlyArray<BySide<FunctionShare>>,
  rises: boolean,
  samples: FunctionMeasure['samples']
): Omit<Judged, 'slice'> {
  const none = { chance: 1, isOpen: false };
  if (samples === undefined) {
    return { ...none, doubt: 'uncounted' };
  }
  const count = (shares: ReadonlyArray<BySide<FunctionShare>>, side: Side, bound: 'least' | 'most') =>
    shares.reduce((sum, share) => sum + share[side][bound], 0) * samples[side];
  const all = [part, ...others];
  const [before, after] = [count(all, 'before', 'least'), count(all, 'after', 'least')];
  if (before === 0 || before + after < LEAST_SAMPLES) {
    return { ...none, doubt: before === 0 && after > 0 ? 'new' : 'few' };
  }
  const difference = (own: BySide<'least' | 'most'>, rest: BySide<'least' | 'most'>) => {
    const [b, a] = (['before', 'after'] as const).map((side) => count([part], side, own[side]));
    const [ob, oa] = (['before', 'after'] as const).map((side) => count(others, side, rest[side]));
    return differenceOf([b, a], [b + ob, a + oa]);
  };
  const [low, high] = [
    { before: 'most', after: 'least' },
    { before: 'least', after: 'most' },
  ] as const;
  const plain = difference({ before: 'least', after: 'least' }, { before: 'least', after: 'least' });
  // All that was not loaded against it.
  const worst = rises ? difference(low, high) : difference(high, low);
  const holds = ({ t }: Difference) => (rises ? t > 0 : t < 0);
  return {
    doubt: undefined,
    chance: holds(plain) ? plain.chance : 1,
    isOpen: !holds(worst) || worst.chance > FALSE_RATE,
  };
}

/** The part that `own` samples are of `all`, before and after. */
function differenceOf(own: readonly [number, number], all: readonly [number, number]): Difference {
  const spans = { before: { from: 0, to: 1 }, after: { from: 1, to: 2 } };
  return countDifference({ self: Float64Array.from(own), columns: 2 }, 0, all, spans, 1);
}
