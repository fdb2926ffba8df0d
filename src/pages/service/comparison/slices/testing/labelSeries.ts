import type { LabelSeries } from '../../../../../profile/change/slices';

/** A rate in each of 60 steps, a little up and down, so that adjacent times differ. */
const steps = (rate: number, seed: number) =>
  Array.from({ length: 60 }, (_, i) => rate * (1 + 0.02 * Math.sin(7 * (i + seed))));

/** A label's values with their rates before and after. */
export const label = (name: string, values: Record<string, [number, number]>, instance = false): LabelSeries => ({
  label: name,
  instance,
  values: Object.entries(values).map(([value, [before, after]], i) => ({
    value,
    before: steps(before, i),
    after: steps(after, i),
  })),
});
