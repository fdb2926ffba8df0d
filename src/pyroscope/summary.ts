import { type AbsoluteRange } from './query';
import { fetchSnapshots, type SnapshotRequest } from './snapshots';

export interface LastProfile {
  /** milliseconds since the epoch */
  time: number;
  /** false: only the bucket is known; `time` is its start, so the profile is no older than that */
  exact: boolean;
}

/**
 * When the newest profile was taken: the single profiles of the last bucket are asked for.
 * @param bucket the newest profile is in it
 */
export async function fetchLastProfile(
  dataSource: { uid: string },
  request: Omit<SnapshotRequest, 'range' | 'minStepMs'>,
  bucket: AbsoluteRange,
  signal?: AbortSignal
): Promise<LastProfile> {
  const profiles = await fetchSnapshots(dataSource.uid, { ...request, range: bucket }, { signal });
  const times = profiles.kind === 'known' ? profiles.instances.map((one) => one.times.at(-1) ?? 0) : [];
  return times.length > 0 ? { time: Math.max(...times), exact: true } : { time: bucket.from, exact: false };
}
