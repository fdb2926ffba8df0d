import { describeType } from '../../query/catalogue';
import { averageRate, type Series } from '../../query/series';
import { averageOverRange, bucketValues } from '../../query/snapshots';
import { alignRange, chooseStep } from '../../query/timeRange';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../pyroscope/query';
import { fetchSeries, type SeriesAnswer } from '../../pyroscope/series';
import { fetchSnapshots, type Snapshots } from '../../pyroscope/snapshots';

/** As many points as a chart of a row's size can show. */
export const CHART_POINTS = 60;

/** How much of a resource a service used: a chart and its average. */
export interface Usage {
  typeId: string;
  unit: string;
  /** undefined without profiles in the range */
  average: number | undefined;
  series: Series | undefined;
  stepMs: number;
  range: AbsoluteRange;
}

export interface UsageRequest {
  /** `usageTypes` of the service: the first that can be told is */
  types: readonly string[];
  labelSelector: string;
  range: AbsoluteRange;
  minStepMs: number;
}

const MINUTE = 60_000;
/** Ranges up to here are asked for snapshot by snapshot: at most some hundred an instance. */
const SHORT_RANGE = 120 * MINUTE;
const PROBE = 10 * MINUTE;
/** From so many snapshots of an instance in a bucket on, one more or less does not matter. */
const MANY = 8;

/**
 * The usage by the first type that can be told.
 * @returns null where none can: snapshots whose number is not known, since the data source proxy is refused
 * @throws DataSourceError, AbortError
 */
export async function fetchUsage(
  dataSource: PyroscopeDataSource,
  request: UsageRequest,
  signal?: AbortSignal
): Promise<Usage | null> {
  let countable = true;
  for (const typeId of request.types) {
    const type = describeType(typeId);
    if (type?.aggregation === 'cumulative') {
      return fetchRate(dataSource, request, typeId, signal);
    }
    const usage = type && countable && (await fetchValue(dataSource, request, { typeId, unit: type.unit }, signal));
    if (usage) {
      return usage;
    }
    countable = false;
  }
  return null;
}

async function fetchRate(
  dataSource: PyroscopeDataSource,
  request: UsageRequest,
  typeId: string,
  signal?: AbortSignal
): Promise<Usage> {
  const answer = await coarseSeries(dataSource, request, typeId, signal);
  const series = answer.series[0];
  const average = averageOf(series, answer, request.range);
  return { typeId, unit: answer.unit, average, series, stepMs: answer.stepMs, range: answer.range };
}

/** The average of a series' rate over what profiles cover of its whole buckets. */
export function averageOf(series: Series | undefined, answer: SeriesAnswer, asked: AbsoluteRange): number | undefined {
  // The last bucket may not be over yet; the first one is whole, although the range starts inside it.
  const range = { from: answer.range.from, to: Math.min(answer.range.to, asked.to) };
  return series && averageRate(series, answer.stepMs, range);
}

/** @returns undefined where the number of snapshots cannot be known */
async function fetchValue(
  dataSource: PyroscopeDataSource,
  request: UsageRequest,
  type: { typeId: string; unit: string },
  signal?: AbortSignal
): Promise<Usage | undefined> {
  const { range } = request;
  if (range.to - range.from > SHORT_RANGE) {
    const answer = await coarseSeries(dataSource, request, type.typeId, signal);
    const series = answer.series[0];
    const interval = series && (await fetchInterval(dataSource, request, { ...type, series }, signal));
    if (series === undefined || interval === 'unknown') {
      return series === undefined ? { ...type, ...answer, average: undefined, series } : undefined;
    }
    if (interval !== undefined && interval * MANY <= answer.stepMs) {
      return fromSums(series, answer, { ...type, interval, asked: range });
    }
  }
  const snapshots = await fetchSnapshots(dataSource.uid, snapshotRequest(request, type.typeId), { signal });
  return snapshots.kind === 'known' ? fromSnapshots(snapshots, request, type) : undefined;
}

function coarseSeries(
  dataSource: PyroscopeDataSource,
  { labelSelector, range, minStepMs }: UsageRequest,
  profileTypeId: string,
  signal?: AbortSignal
): Promise<SeriesAnswer> {
  return fetchSeries(dataSource, { profileTypeId, labelSelector, range, minStepMs, maxPoints: CHART_POINTS }, signal);
}

/** The time between two snapshots, by a look at the newest ones; undefined: longer than that look. */
async function fetchInterval(
  dataSource: PyroscopeDataSource,
  request: UsageRequest,
  { typeId, series }: { typeId: string; series: Series },
  signal?: AbortSignal
): Promise<number | undefined | 'unknown'> {
  const to = Math.min(series.times.at(-1) ?? request.range.to, request.range.to);
  const asked = { ...snapshotRequest(request, typeId), range: { from: to - PROBE, to } };
  const probe = await fetchSnapshots(dataSource.uid, asked, { signal });
  return probe.kind === 'known' ? probe.interval : 'unknown';
}

function snapshotRequest({ labelSelector, range }: UsageRequest, profileTypeId: string) {
  return { profileTypeId, labelSelector, range };
}

/**
 * Values from sums of buckets that each hold many snapshots: a bucket of `step / interval` rounds, divided by their
 * number, so that it does not grow with the step.
 */
function fromSums(
  sums: Series,
  answer: SeriesAnswer,
  { typeId, unit, interval, asked }: { typeId: string; unit: string; interval: number; asked: AbsoluteRange }
): Usage {
  const values = sums.values.map((sum) => (sum * interval) / answer.stepMs);
  const series = { ...sums, values };
  const average = averageOf(series, answer, asked);
  return { typeId, unit, average, series, stepMs: answer.stepMs, range: answer.range };
}

function fromSnapshots(
  { instances, interval }: Extract<Snapshots, { kind: 'known' }>,
  { range: asked, minStepMs }: UsageRequest,
  { typeId, unit }: { typeId: string; unit: string }
): Usage {
  const stepMs = chooseStep(asked, CHART_POINTS, minStepMs);
  const range = alignRange(asked, stepMs);
  const gap = interval ?? stepMs;
  const series = bucketValues(instances, range, stepMs, gap);
  const average = averageOverRange(instances, asked, gap);
  return { typeId, unit, average, series: series.times.length > 0 ? series : undefined, stepMs, range };
}
