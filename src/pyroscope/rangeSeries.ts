import { describeType } from '../query/catalogue';
import { countInstances, INSTANCE_LABELS, type InstanceCount } from '../query/instances';
import { coursesOfRates, coursesOfSnapshots, numbersOf, type Numbers } from '../query/numbers';
import { coarsen, fittingStep, restOf, sumOf, topAndRest, type Series } from '../query/series';
import { bucketValues } from '../query/snapshots';
import { untilNow } from '../query/timeRange';
import { alignRange, chooseStep, fineStep } from '../query/seriesStep';
import { type PyroscopeDataSource } from './dataSources';
import { type AbsoluteRange } from './query';
import { fetchSeries, scaleSeries, type SeriesAnswer, type SeriesRequest } from './series';
import { type Snapshots } from './snapshots';

/** As many as a chart over the whole width of a screen can tell apart. */
const CHART_POINTS = 300;

/**
 * A profile type over a range: what one line draws of it, and what it comes to over all of the range. The one source of
 * these numbers: the list of services, the summary, the timeline, the labels panel and averaged flame graphs use it.
 */
export interface RangeSeries extends Omit<Numbers, 'covered' | 'instanceSeconds'> {
  /** as `Numbers` has them; undefined where there are too many instances to tell them apart */
  covered: number | undefined;
  instanceSeconds: number | undefined;
  /** `sum`: snapshots summed per bucket, since nothing tells how many they are; such values grow with the step */
  kind: 'rate' | 'value' | 'sum';
  /** one, of the whole; none without profiles */
  series: Series[];
  /** of the values: `cores`, `binBps`, `ops`, `ns/s` ... of rates, the profile's own otherwise */
  unit: string;
  /** of the line */
  stepMs: number;
  /** the whole buckets that were asked for, up to now */
  range: AbsoluteRange;
  /** the range that was asked about, not moved to whole buckets */
  span: AbsoluteRange;
  /** undefined: no label tells them apart, or there are too many */
  instances: InstanceCount | undefined;
  /** the newest profile is in it: after `from`, until `to`; undefined without profiles */
  newest: AbsoluteRange | undefined;
}

export interface RangeRequest extends Omit<SeriesRequest, 'groupBy' | 'limit'> {
  /** called for types that are snapshots; with the labels to tell series apart by */
  allSnapshots(groupBy: readonly string[], signal?: AbortSignal): Promise<Snapshots>;
}

/**
 * The type's numbers, and one series of the whole. Of types that are snapshots a point is the value at that time,
 * whatever the step.
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
  const answer = await fetchSeries(dataSource, { ...request, groupBy: INSTANCE_LABELS }, signal);
  return ofSeries(perBucket(answer, snapshots), request.range, kindOf(answer, snapshots));
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
  const snapshots = whole.kind === 'value' ? await request.allSnapshots([label], signal) : undefined;
  if (snapshots?.kind === 'known') {
    return topAndRest(splitSnapshots(snapshots, whole, label), count);
  }
  const answer = await fetchSeries(dataSource, { ...request, groupBy: [label], limit: count }, signal);
  const { series } = lineOf(perBucket(answer, snapshots), whole.kind, whole.stepMs, whole.series[0]?.times.at(-1) ?? 0);
  return { top: series, rest: whole.series[0] && restOf(whole.series[0], series) };
}

export interface LabelShares {
  /** one a value of the label, with what it comes to; the largest first */
  parts: Array<{ value: string; amount: number; line: Series }>;
  /** what the whole comes to, values that are not among the parts included */
  whole: number;
  stepMs: number;
  range: AbsoluteRange;
}

/**
 * What each value of a label comes to: of one moment, where a flame graph shows the snapshots of one, else of the range.
 * @param count so many values, the largest
 * @param moment after `from`, until `to`
 */
export async function fetchShares(
  dataSource: PyroscopeDataSource,
  request: RangeRequest,
  { label, count, moment }: { label: string; count: number; moment: AbsoluteRange | undefined },
  signal?: AbortSignal
): Promise<LabelShares> {
  const isSnapshot = describeType(request.profileTypeId)?.aggregation === 'snapshot';
  const snapshots = isSnapshot ? await request.allSnapshots([label], signal) : undefined;
  if (snapshots?.kind === 'known') {
    return sharesOfSnapshots(snapshots, request, { label, count, moment });
  }
  const ask = (more: object) => fetchSeries(dataSource, { ...request, ...more }, signal);
  const answer = await ask({ groupBy: [label], limit: count });
  const amount = ({ times, values }: Series) =>
    values.reduce((sum, value, i) => (isIn(moment, times[i], answer.stepMs) ? sum + value : sum), 0) *
    (answer.rate ? answer.stepMs / 1000 : 1);
  const stepMs = answer.stepMs * Math.ceil((answer.range.to - answer.range.from) / answer.stepMs / SHARE_POINTS);
  const parts = answer.series.map((one) => ({
    value: one.labels[label] ?? '',
    amount: amount(one),
    line: coarsen(one, answer.stepMs, stepMs, answer.range.to),
  }));
  const shown = parts.reduce((sum, part) => sum + part.amount, 0);
  const all = parts.length < count ? shown : (await ask({})).series.reduce((sum, one) => sum + amount(one), 0);
  // Asked for one after the other: newer profiles must not make a part larger than everything.
  return { parts: inOrder(parts), whole: Math.max(shown, all), stepMs, range: answer.range };
}

type Known = Extract<Snapshots, { kind: 'known' }>;

function kindOf({ rate }: SeriesAnswer, snapshots: Snapshots | undefined): RangeSeries['kind'] {
  return rate ? 'rate' : snapshots?.kind === 'many' ? 'value' : 'sum';
}

/** Of snapshots that are too many to look at: each bucket holds as many of them as there are intervals in a step. */
function perBucket(answer: SeriesAnswer, snapshots: Snapshots | undefined): SeriesAnswer {
  return snapshots?.kind === 'many' && !answer.rate ? scaleSeries(answer, snapshots.interval / answer.stepMs) : answer;
}

function ofSeries(answer: SeriesAnswer, span: AbsoluteRange, kind: RangeSeries['kind']): RangeSeries {
  const whole = sumOf(answer.series);
  const last = whole.times.at(-1);
  const numbers = numbersOf(coursesOfRates(answer.series, answer.stepMs), span, Date.now());
  const chart = Math.max(chooseStep(span, CHART_POINTS, answer.stepMs), fittingStep(whole.times, answer.stepMs));
  const stepMs = Math.ceil(chart / answer.stepMs) * answer.stepMs;
  const line = lineOf({ ...answer, series: last === undefined ? [] : [whole] }, kind, stepMs, last ?? 0);
  return {
    ...line,
    ...numbers,
    ...(answer.together && { covered: undefined, instanceSeconds: undefined }),
    kind,
    average: kind === 'sum' ? undefined : numbers.average,
    span,
    instances: countInstances(answer.series.map(({ labels }) => labels)),
    newest: last === undefined ? undefined : { from: last - answer.stepMs, to: last },
  };
}

/** The same values in the wider steps of a line that ends at `last`. */
function lineOf(answer: SeriesAnswer, kind: RangeSeries['kind'], stepMs: number, last: number): SeriesAnswer {
  const wide = answer.series.map((one) => coarsen(one, answer.stepMs, stepMs, last));
  const line = { ...answer, series: wide, stepMs };
  return kind === 'sum' ? scaleSeries(line, stepMs / answer.stepMs) : line;
}

function ofSnapshots({ instances, interval }: Known, request: RangeRequest, unit: string): RangeSeries {
  const span = request.range;
  const { stepMs, range } = bucketsOf(request, CHART_POINTS);
  const series = bucketValues(instances, range, stepMs, interval ?? stepMs);
  const last = Math.max(...instances.map(({ times }) => times[times.length - 1]));
  return {
    ...numbersOf(coursesOfSnapshots(instances), span, Date.now()),
    kind: 'value',
    series: series.times.length > 0 ? [series] : [],
    unit,
    stepMs,
    range,
    span,
    instances: countInstances(instances.map(({ labels }) => labels)),
    newest: instances.length > 0 ? { from: last, to: last } : undefined,
  };
}

function bucketsOf({ range: span, minStepMs }: RangeRequest, points: number) {
  const stepMs = chooseStep(span, points, fineStep(span, minStepMs));
  return { stepMs, range: alignRange(untilNow(span, Date.now()), stepMs) };
}

function splitSnapshots(known: Known, { range, stepMs }: RangeSeries, label: string): Series[] {
  return [...byLabel(known, label)].map(([value, group]) => ({
    ...bucketValues(group, range, stepMs, known.interval ?? stepMs),
    labels: { [label]: value },
  }));
}

function byLabel({ instances }: Known, label: string): Map<string, Series[]> {
  const groups = new Map<string, Series[]>();
  for (const one of instances) {
    const value = one.labels[label] ?? '';
    groups.set(value, [...(groups.get(value) ?? []), one]);
  }
  return groups;
}

/** Small lines beside the values. */
const SHARE_POINTS = 60;

function sharesOfSnapshots(
  known: Known,
  request: RangeRequest,
  { label, count, moment }: { label: string; count: number; moment: AbsoluteRange | undefined }
): LabelShares {
  const { stepMs, range } = bucketsOf(request, SHARE_POINTS);
  const parts = [...byLabel(known, label)].map(([value, group]) => ({
    value,
    amount: moment
      ? group.reduce(
          (sum, one) => sum + one.values.reduce((a, v, i) => (isIn(moment, one.times[i], 1) ? a + v : a), 0),
          0
        )
      : numbersOf(coursesOfSnapshots(group), request.range, Date.now()).total,
    line: bucketValues(group, range, stepMs, known.interval ?? stepMs),
  }));
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0);
  return { parts: inOrder(parts).slice(0, count), whole, stepMs, range };
}

/** Whether a bucket that ends at `time` has part in the moment. */
function isIn(moment: AbsoluteRange | undefined, time: number, stepMs: number): boolean {
  return moment === undefined || (time > moment.from && time - stepMs < moment.to);
}

function inOrder(parts: LabelShares['parts']): LabelShares['parts'] {
  return [...parts].sort((a, b) => b.amount - a.amount || (a.value < b.value ? -1 : 1));
}
