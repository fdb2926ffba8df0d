import { INSTANCE_LABELS } from '../query/instances';
import { type Series } from '../query/series';
import { snapshotInterval } from '../query/snapshots';
import { DataSourceError } from './errors';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';

export interface SnapshotRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
}

/** The single snapshots of a range. */
export type Snapshots =
  | {
      kind: 'known';
      /** one series an instance, one point a snapshot; instances without a label of their own are one */
      instances: Series[];
      /** milliseconds between two snapshots of an instance; undefined when none has two */
      interval: number | undefined;
    }
  /** the data source proxy is refused, or there are more than a browser should be sent */
  | { kind: 'unknown' };

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
/** About 10 MB of answer. */
const MAX_SNAPSHOTS = 200_000;

/**
 * All snapshots in the range, in one request of which a Viewer is capable too: a series with the smallest step has one
 * point a snapshot.
 * @param groupBy labels to tell series apart by, beside those of instances
 * @throws DataSourceError where not the proxy alone is the matter, AbortError
 */
export async function fetchSnapshots(
  uid: string,
  request: SnapshotRequest,
  { signal, groupBy = [] }: { signal?: AbortSignal; groupBy?: readonly string[] } = {}
): Promise<Snapshots> {
  const { profileTypeId, labelSelector, range } = request;
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
    if (error instanceof DataSourceError && error.notAllowed) {
      return { kind: 'unknown' };
    }
    throw error;
  }
}

/** As `fetchSnapshots`, but a range that may hold too many for a browser is not asked for. */
export async function fetchAllSnapshots(
  uid: string,
  request: SnapshotRequest,
  options: { signal?: AbortSignal; groupBy?: readonly string[] } = {}
): Promise<Snapshots> {
  const { from, to } = request.range;
  if (to - from > SMALL_RANGE) {
    const probe = await fetchSnapshots(uid, { ...request, range: { from: to - PROBE, to } }, options);
    if (probe.kind === 'unknown' || snapshotsIn(probe.instances) * ((to - from) / PROBE) > MAX_SNAPSHOTS) {
      return { kind: 'unknown' };
    }
  }
  return fetchSnapshots(uid, request, options);
}

/** Reads the querier's answer; what is stamped at the start or before belongs to the time before the range. */
export function fromMessage({ series = [] }: SeriesMessage, range: AbsoluteRange): Series[] {
  return series.map(({ labels = [], points = [] }) => {
    const inside = points
      .map(({ value = 0, timestamp = '0' }) => ({ value, time: Number(timestamp) }))
      .filter(({ time }) => time > range.from);
    return {
      labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
      times: inside.map(({ time }) => time),
      values: inside.map(({ value }) => value),
    };
  });
}

export function snapshotsIn(instances: readonly Series[]): number {
  return instances.reduce((sum, { times }) => sum + times.length, 0);
}
