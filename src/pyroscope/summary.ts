import { countInstances, INSTANCE_LABELS, type InstanceCount } from '../query/instances';
import { type PyroscopeDataSource } from './dataSources';
import { fetchSeries, type SeriesAnswer, type SeriesRequest } from './series';
import { fetchSnapshots, type SnapshotRequest } from './snapshots';

/**
 * How many instances sent profiles in the range: one series query of few points, grouped by all the labels that may
 * name them. Null where no label does (a query's answer must not be undefined).
 */
export async function fetchInstanceCount(
  dataSource: PyroscopeDataSource,
  request: Omit<SeriesRequest, 'groupBy' | 'maxPoints'>,
  signal?: AbortSignal
): Promise<InstanceCount | null> {
  const { series } = await fetchSeries(dataSource, { ...request, groupBy: INSTANCE_LABELS, maxPoints: 4 }, signal);
  return countInstances(series.map(({ labels }) => labels)) ?? null;
}

export interface LastProfile {
  /** milliseconds since the epoch */
  time: number;
  /** false: only the bucket is known; `time` is its start, so the profile is no older than that */
  exact: boolean;
}

/** When the newest profile was taken: the single profiles in the last bucket of the series are asked for. */
export async function fetchLastProfile(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  { series, stepMs }: SeriesAnswer,
  signal?: AbortSignal
): Promise<LastProfile | null> {
  const end = series[0]?.times.at(-1);
  if (end === undefined) {
    return null;
  }
  const range = { from: end - stepMs, to: end };
  const profiles = await fetchSnapshots(dataSource.uid, { ...request, range }, { signal });
  const times = profiles.kind === 'known' ? profiles.instances.map((one) => one.times.at(-1) ?? 0) : [];
  return times.length > 0 ? { time: Math.max(...times), exact: true } : { time: range.from, exact: false };
}
