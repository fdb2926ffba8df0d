import { type LabelSeries } from '../profile/change/slices';
import { INSTANCE_LABELS } from '../query/instances';
import { askAtOnce, MANY_AT_ONCE } from './atOnce';
import { fetchAllLabelNames } from './labelNames';
import { type PyroscopeDataSource } from './dataSources';
import { type AbsoluteRange } from './query';
import { fetchSeries, type SeriesAnswer } from './series';

/** A label of more values (an id of each request) tells nobody anything, and costs as many series. */
const MOST_VALUES = 100;

export interface LabelSeriesRequest {
  profileTypeId: string;
  labelSelector: string;
  /** the data source's own, in milliseconds */
  minStepMs: number;
  before: AbsoluteRange;
  after: AbsoluteRange;
}

export interface LabelSeriesAnswer {
  /** those that have two values or more, on both sides together */
  labels: LabelSeries[];
  /** labels of more than 100 values on a side, which are not looked at */
  tooMany: string[];
  /** of the rates */
  unit: string;
}

/**
 * How much each value of each label had in small steps of two times: one request a label and side, without any symbols,
 * four at a time. Labels that Pyroscope sets itself (`__…__`) are left out.
 * @param onProgress with each answer: how many of how many labels are known
 * @throws as `fetchSeries`; all requests end with the first that fails, and when `signal` aborts
 */
export async function fetchLabelSeries(
  dataSource: PyroscopeDataSource,
  { before, after, ...request }: LabelSeriesRequest,
  { signal, onProgress }: { signal: AbortSignal; onProgress?(known: number, all: number): void }
): Promise<LabelSeriesAnswer> {
  const names = (
    await Promise.all(
      [before, after].map((range) => fetchAllLabelNames(dataSource, request.labelSelector, range, { signal }))
    )
  ).flat();
  const labels = [...new Set(names)].filter((name) => !name.startsWith('__')).sort();
  const found: Array<{ label: string; before: SeriesAnswer; after: SeriesAnswer }> = [];
  const askAbout = async (label: string, own: AbortSignal) => {
    // One more than is looked at, so that it is known whether there are more.
    const ask = (range: AbsoluteRange) =>
      fetchSeries(dataSource, { ...request, range, groupBy: [label], limit: MOST_VALUES + 1 }, own);
    found.push({ label, before: await ask(before), after: await ask(after) });
    onProgress?.(found.length, labels.length);
  };
  await askAtOnce(MANY_AT_ONCE, labels, askAbout, signal);
  const isTooMany = (one: (typeof found)[number]) =>
    Math.max(one.before.series.length, one.after.series.length) > MOST_VALUES;
  return {
    labels: found
      .filter((one) => !isTooMany(one))
      .map(toLabelSeries)
      .filter(({ values }) => values.length > 1)
      .sort((a, b) => (a.label < b.label ? -1 : 1)),
    tooMany: found
      .filter(isTooMany)
      .map(({ label }) => label)
      .sort(),
    unit: found.find((one) => one.after.series.length > 0)?.after.unit ?? 'short',
  };
}

function toLabelSeries({
  label,
  before,
  after,
}: {
  label: string;
  before: SeriesAnswer;
  after: SeriesAnswer;
}): LabelSeries {
  const [old, now] = [stepsByValue(before, label), stepsByValue(after, label)];
  return {
    label,
    instance: INSTANCE_LABELS.includes(label),
    values: [...new Set([...old.keys(), ...now.keys()])].sort().map((value) => ({
      value,
      before: old.get(value) ?? emptySteps(before),
      after: now.get(value) ?? emptySteps(after),
    })),
  };
}

/** By value, a rate for each step of the range; '' for profiles without the label. */
function stepsByValue(answer: SeriesAnswer, label: string): Map<string, number[]> {
  const steps = new Map<string, number[]>();
  for (const { labels, times, values } of answer.series) {
    const value = labels[label] ?? '';
    const own = steps.get(value) ?? emptySteps(answer);
    // A point stands at its step's end.
    times.forEach((time, i) => (own[Math.round((time - answer.range.from) / answer.stepMs) - 1] += values[i]));
    steps.set(value, own);
  }
  return steps;
}

const emptySteps = ({ range, stepMs }: SeriesAnswer): number[] =>
  Array.from({ length: Math.max(1, Math.round((range.to - range.from) / stepMs)) }, () => 0);
