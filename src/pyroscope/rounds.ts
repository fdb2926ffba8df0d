import { untilNow } from '../query/timeRange';
import { latestRound, likelyRound, peakRound, type Round } from '../query/rounds';
import { type PyroscopeDataSource } from './dataSources';
import { type AbsoluteRange } from './query';
import { fetchSeries } from './series';
import { fetchSnapshots, lastBucket, snapshotsIn, type SnapshotRequest, type Snapshots } from './snapshots';

const MINUTE = 60_000;
/** How far before the last snapshot is looked first, and then, for snapshots that are taken seldom. */
const LOOK_BACK = [10 * MINUTE, 60 * MINUTE];

/**
 * The newest round of snapshots in the range: one small request where there are any in the last ten minutes. Where
 * single snapshots cannot be seen, the newest bucket of the smallest step stands for it.
 * @returns undefined when the range has no snapshots
 */
export async function fetchLatestRound(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  signal?: AbortSignal
): Promise<Round | undefined> {
  const { to } = untilNow(request.range, Date.now());
  const atTheEnd = await lookBack(dataSource, request, to, signal);
  if (atTheEnd === 'none' || atTheEnd === 'unknown') {
    const last = await lastBucket(dataSource, request, signal);
    if (last === undefined) {
      return undefined;
    }
    const found = atTheEnd === 'none' ? await lookBack(dataSource, request, last, signal) : 'unknown';
    return typeof found === 'string' ? roundFromSums(dataSource, request, last, signal) : found;
  }
  return atTheEnd;
}

/** @returns undefined when the range has no snapshots; where single ones cannot be looked at, why not */
export function peakOf(snapshots: Snapshots, range: AbsoluteRange): Round | undefined | 'unknown' | 'many' {
  if (snapshots.kind !== 'known') {
    return snapshots.kind;
  }
  return within(peakRound(snapshots.instances, snapshots.interval ?? range.to - range.from), range);
}

async function lookBack(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  to: number,
  signal?: AbortSignal
): Promise<Round | 'none' | 'unknown'> {
  let found: Round | undefined;
  for (const length of LOOK_BACK) {
    const range = { from: Math.max(request.range.from, to - length), to };
    const snapshots = await fetchSnapshots(dataSource.uid, { ...request, range }, { signal });
    if (snapshots.kind === 'unknown') {
      return 'unknown';
    }
    if (snapshotsIn(snapshots.instances) === 0) {
      return found ?? 'none';
    }
    const { instances, interval } = snapshots;
    found = within(latestRound(instances, interval ?? range.to - range.from), range);
    if (interval !== undefined || range.from === request.range.from) {
      break;
    }
  }
  return found ?? 'none';
}

async function roundFromSums(
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  to: number,
  signal?: AbortSignal
): Promise<Round | undefined> {
  const range = { from: Math.max(request.range.from, to - LOOK_BACK[0]), to };
  const { series, stepMs } = await fetchSeries(dataSource, { ...request, range }, signal);
  return series[0] && likelyRound(series[0], stepMs);
}

/** Nothing is known of snapshots before the range, so a round must not reach there: it could hold an instance twice. */
function within(round: Round | undefined, range: AbsoluteRange): Round | undefined {
  return round && { ...round, from: Math.max(round.from, range.from) };
}
