import { INSTANCE_LABELS } from '../query/instances';
import { joinSeries, type Series } from '../query/series';
import { snapshotInterval } from '../query/snapshots';
import { untilNow } from '../query/timeRange';
import { type PyroscopeDataSource } from './dataSources';
import { isNotAllowed } from './errors';
import { withinLimit } from './parts';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';
import { fetchSeries, type SeriesRequest } from './series';

/** The single snapshots of a range. */
export type Snapshots =
  | {
      kind: 'known';
      /** one series an instance, one point a snapshot; instances without a label of their own are one */
      instances: Series[];
      /** milliseconds between two snapshots of an instance; undefined when none has two */
      interval: number | undefined;
    }
  /** more than a browser should be sent; the interval is that of the newest */
  | { kind: 'many'; interval: number }
  /** the data source proxy is refused */
  | { kind: 'unknown' };

export type SnapshotRequest = Omit<SeriesRequest, 'groupBy' | 'limit'>;

interface SnapshotOptions {
  /** labels to tell series apart by, beside those of instances */
  groupBy?: readonly string[];
  signal?: AbortSignal;
}

interface SeriesMessage {
  series?: Array<{
    labels?: Array<{ name: string; value: string }>;
    /** int64 come as text; zero values are left out */
    points?: Array<{ value?: number; timestamp?: string }>;
  }>;
}

const MINUTE = 60_000;
/** Ranges up to here are asked for at once; longer ones only after a look at how many snapshots there may be. */
const SMALL_RANGE = 120 * MINUTE;
const PROBE = 10 * MINUTE;
/** Of one answer: about 5 MB. */
const MOST_SNAPSHOTS = 100_000;
/** Of all answers to one question. */
const MOST_OF_ALL = 2 * MOST_SNAPSHOTS;

/**
 * The snapshots in the range, in one request of which a Viewer is capable too: a series with the smallest step has one
 * point a snapshot.
 * @throws DataSourceError where not the proxy alone is the matter, AbortError
 */
export async function fetchSnapshots(
  uid: string,
  { profileTypeId, labelSelector, range }: Omit<SnapshotRequest, 'minStepMs'>,
  { signal, groupBy = [] }: SnapshotOptions = {}
): Promise<Exclude<Snapshots, { kind: 'many' }>> {
  const body = {
    profileTypeID: profileTypeId,
    labelSelector,
    start: range.from,
    end: range.to,
    step: 0.001,
    groupBy: [...new Set([...INSTANCE_LABELS, ...groupBy])],
  };
  try {
    const instances = fromMessage(await callQuerier<SeriesMessage>(uid, 'SelectSeries', body, signal), range);
    return { kind: 'known', instances, interval: snapshotInterval(instances) };
  } catch (error) {
    if (isNotAllowed(error)) {
      return { kind: 'unknown' };
    }
    throw error;
  }
}

/**
 * As `fetchSnapshots`, but in pieces, the newest first, where they may be many, and not at all where they are more than a
 * browser should be sent. No piece is longer than the server allows.
 */
export async function fetchAllSnapshots(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  options: SnapshotOptions = {}
): Promise<Snapshots> {
  const range = untilNow(request.range, Date.now());
  return withinLimit(dataSource.uid, range, (limitMs) =>
    fetchPieces(dataSource, { ...request, range }, limitMs, options)
  );
}

async function fetchPieces(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  limitMs: number,
  options: SnapshotOptions
): Promise<Snapshots> {
  const { from, to } = request.range;
  if (to - from <= Math.min(SMALL_RANGE, limitMs)) {
    return fetchSnapshots(dataSource.uid, request, options);
  }
  const probe = await newestSnapshots(dataSource, request, options);
  if (probe.kind === 'unknown') {
    return probe;
  }
  const perMs = snapshotsIn(probe.instances) / PROBE;
  if (perMs * (to - from) > MOST_OF_ALL) {
    return { kind: 'many', interval: probe.interval ?? PROBE };
  }
  const pieceCount = Math.max(1, Math.ceil((perMs * (to - from)) / MOST_SNAPSHOTS));
  const length = Math.min(limitMs, Math.ceil((to - from) / pieceCount));
  const pieces: Series[][] = [];
  for (let end = to; end > from; end -= length) {
    const range = { from: Math.max(from, end - length), to: end };
    const piece = await fetchSnapshots(dataSource.uid, { ...request, range }, options);
    if (piece.kind === 'unknown') {
      return piece;
    }
    pieces.unshift(piece.instances);
  }
  const instances = joinSeries(pieces.flat());
  return { kind: 'known', instances, interval: snapshotInterval(instances) };
}

/** Those of ten minutes: at the end of the range, or, where there are none, at the end of what it has. */
async function newestSnapshots(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  options: SnapshotOptions
): Promise<Exclude<Snapshots, { kind: 'many' }>> {
  const until = (to: number) =>
    fetchSnapshots(dataSource.uid, { ...request, range: { from: to - PROBE, to } }, options);
  const atTheEnd = await until(request.range.to);
  if (atTheEnd.kind === 'unknown' || atTheEnd.instances.length > 0) {
    return atTheEnd;
  }
  const last = await lastBucket(dataSource, request, options.signal);
  return last === undefined ? atTheEnd : until(last);
}

/** The end of the last bucket with profiles, by the data source's own series; undefined without any in the range. */
export async function lastBucket(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, minStepMs }: SnapshotRequest,
  signal?: AbortSignal
): Promise<number | undefined> {
  const { series } = await fetchSeries(dataSource, { profileTypeId, labelSelector, range, minStepMs }, signal);
  const last = series[0]?.times.at(-1);
  return last === undefined ? undefined : Math.min(last, range.to);
}

/** Reads the querier's answer; what is stamped at the start or before belongs to the time before the range. */
export function fromMessage({ series = [] }: SeriesMessage, range: AbsoluteRange): Series[] {
  const instances = series.map(({ labels = [], points = [] }) => {
    const inside = points
      .map(({ value = 0, timestamp = '0' }) => ({ value, time: Number(timestamp) }))
      .filter(({ time }) => time > range.from);
    return {
      labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
      times: inside.map(({ time }) => time),
      values: inside.map(({ value }) => value),
    };
  });
  return instances.filter(({ times }) => times.length > 0);
}

export function snapshotsIn(instances: readonly Series[]): number {
  return instances.reduce((sum, { times }) => sum + times.length, 0);
}
