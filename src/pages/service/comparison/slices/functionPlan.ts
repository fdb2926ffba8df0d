import { slicedLabels, usuallyMoved, type LabelSeries } from '../../../../profile/change/slices';
import type { Side } from '../../../../profile/model';

/** What is to be asked of a label's values about a function. */
export interface LabelPlan {
  readonly label: string;
  readonly instance: boolean;
  /** those that have the most, with the sides that have profiles of them */
  readonly values: ReadonlyArray<{ readonly value: string; readonly sides: readonly Side[] }>;
  /** one a value and side */
  readonly requests: number;
  /** values that are not asked about */
  readonly more: number;
  /** how much of the total moves between the label's values by itself */
  readonly usual: number | undefined;
}

/** Each costs a profile a side. */
const MOST_VALUES = 10;
/** So many labels are offered first; more by choice. */
const FIRST_LABELS = 3;

/**
 * What can be asked about a function, in the order in which labels tell of the total; what is asked for unless a person
 * chooses otherwise: the first three that name no instances.
 */
export function planLabels(labels: readonly LabelSeries[]): { plans: LabelPlan[]; first: string[] } {
  const plans = slicedLabels(labels).map(({ label }) => planOf(labels.find((one) => one.label === label)!));
  const named = plans.filter(({ instance }) => !instance);
  const first = (named.length > 0 ? named : plans.slice(0, 1)).slice(0, FIRST_LABELS).map(({ label }) => label);
  return { plans, first };
}

function planOf({ label, instance, values }: LabelSeries): LabelPlan {
  const sums = values.map(({ value, ...sides }) => ({ value, before: sum(sides.before), after: sum(sides.after) }));
  const most = [...sums].sort((a, b) => b.before + b.after - a.before - a.after).slice(0, MOST_VALUES);
  const asked = most.map(({ value, ...sides }) => ({
    value,
    sides: (['before', 'after'] as const).filter((side) => sides[side] > 0),
  }));
  return {
    label,
    instance,
    values: asked,
    requests: asked.reduce((count, { sides }) => count + sides.length, 0),
    more: values.length - asked.length,
    usual: usuallyMoved(values),
  };
}

const sum = (rates: readonly number[]) => rates.reduce((total, rate) => total + rate, 0);
