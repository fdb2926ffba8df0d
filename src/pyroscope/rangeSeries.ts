import { describeType } from '../query/catalogue';
import { countInstances, type InstanceCount } from '../query/instances';
import { averageRate, coarsen, coveredSeconds, fittingStep, restOf, topAndRest, type Series } from '../query/series';
import { averageOverRange, bucketValues } from '../query/snapshots';
import { alignRange, chooseStep } from '../query/timeRange';
import { type PyroscopeDataSource } from './dataSources';
import { type AbsoluteRange } from './query';
import { fetchSeries, MAX_POINTS, type SeriesAnswer, type SeriesRequest } from './series';
import { type Snapshots } from './snapshots';

/** A profile type over a range, and what one series of it says about the whole range. */
export interface RangeSeries extends SeriesAnswer {
  /** `sum`: snapshots summed per bucket, since single ones cannot be seen; such values grow with the step */
  kind: 'rate' | 'value' | 'sum';
  /** the range that was asked about, not moved to whole buckets */
  span: AbsoluteRange;
  /** of the span, seconds that profiles cover */
  covered: number;
  /** over what profiles cover; undefined without profiles, and for sums */
  average: number | undefined;
  /** undefined: not known from this answer */
  instances: InstanceCount | undefined;
  /** milliseconds since the epoch of the newest profile; undefined: not known from this answer */
  newest: number | undefined;
}

export interface RangeRequest extends Omit<SeriesRequest, 'groupBy' | 'limit' | 'maxPoints'> {
  /** called for types that are snapshots; with the labels to tell series apart by */
  allSnapshots(groupBy: readonly string[], signal?: AbortSignal): Promise<Snapshots>;
}

/**
 * One series of the whole. Of types that are snapshots a point is the value at that time, whatever the step.
 * @throws as `fetchSeries`
 */
export async function fetchRangeSeries(
  dataSource: PyroscopeDataSource,
  request: RangeRequest,
  signal?: AbortSignal
): Promise<RangeSeries> {
  const type = describeType(request.profileTypeId);
  const snapshots = type?.aggregation === 'snapshot' ? await request.allSnapshots([], signal) : undefined;
  if (snapshots?.kind === 'known') {
    return ofSnapshots(snapshots, request, type?.unit ?? 'short');
  }
  const answer = await fetchSeries(dataSource, request, signal);
  const whole = answer.series[0];
  const span = request.range;
  const stepMs = answer.rate && whole ? fittingStep(whole.times, answer.stepMs) : answer.stepMs;
  return {
    ...answer,
    series: answer.series.map((one) => coarsen(one, answer.stepMs, stepMs, lastTime(one))),
    stepMs,
    kind: answer.rate ? 'rate' : 'sum',
    span,
    covered: whole ? coveredSeconds(whole.times, answer.stepMs, span) : 0,
    average: answer.rate && whole ? averageRate(whole, answer.stepMs, span) : undefined,
    instances: undefined,
    newest: undefined,
  };
}

export interface Split {
  /** the largest, each with its value of the label */
  top: Series[];
  rest: Series | undefined;
}

/** The series split by a label: the `count` largest, and what they leave of the whole. */
export async function fetchSplit(
  dataSource: PyroscopeDataSource,
  request: RangeRequest,
  { whole, label, count }: { whole: RangeSeries; label: string; count: number },
  signal?: AbortSignal
): Promise<Split> {
  if (whole.kind === 'value') {
    const snapshots = await request.allSnapshots([label], signal);
    return topAndRest(snapshots.kind === 'known' ? splitSnapshots(snapshots, whole, label) : [], count);
  }
  const answer = await fetchSeries(dataSource, { ...request, groupBy: [label], limit: count }, signal);
  const last = whole.series[0] ? lastTime(whole.series[0]) : 0;
  const series = answer.series.map((one) => coarsen(one, answer.stepMs, whole.stepMs, last));
  return { top: series, rest: whole.series[0] && restOf(whole.series[0], series) };
}

function lastTime({ times }: Series): number {
  return times.at(-1) ?? 0;
}

type Known = Extract<Snapshots, { kind: 'known' }>;

function ofSnapshots({ instances, interval }: Known, request: RangeRequest, unit: string): RangeSeries {
  const span = request.range;
  const stepMs = chooseStep(span, MAX_POINTS, request.minStepMs);
  const range = alignRange(span, stepMs);
  const gap = interval ?? stepMs;
  const series = bucketValues(instances, range, stepMs, gap);
  const some = series.times.length > 0;
  return {
    series: some ? [series] : [],
    unit,
    rate: false,
    stepMs,
    range,
    kind: 'value',
    span,
    covered: coveredSeconds(series.times, stepMs, span),
    average: averageOverRange(instances, span, gap),
    instances: countInstances(instances.map(({ labels }) => labels)),
    newest: some ? Math.max(...instances.map(({ times }) => times.at(-1) ?? 0)) : undefined,
  };
}

function splitSnapshots({ instances, interval }: Known, { range, stepMs }: RangeSeries, label: string): Series[] {
  const groups = new Map<string, Series[]>();
  for (const one of instances) {
    const value = one.labels[label] ?? '';
    groups.set(value, [...(groups.get(value) ?? []), one]);
  }
  return [...groups].map(([value, group]) => ({
    ...bucketValues(group, range, stepMs, interval ?? stepMs),
    labels: { [label]: value },
  }));
}
