import { hashKey, type QueryClient } from '@tanstack/react-query';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchAllSnapshots, type SnapshotRequest, type Snapshots } from '../../pyroscope/snapshots';

interface AskOptions {
  groupBy?: readonly string[];
  /** of the query that needs them */
  signal?: AbortSignal;
}

/** How many wait for the same snapshots, by what is asked. */
const askers = new WeakMap<QueryClient, Map<string, number>>();

/**
 * All snapshots of a range, asked for once by whoever needs them first. The request ends, down to the server, when
 * nobody waits for it any more.
 */
export async function askForSnapshots(
  client: QueryClient,
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, minStepMs }: SnapshotRequest,
  { groupBy = [], signal }: AskOptions = {}
): Promise<Snapshots> {
  const queryKey = ['snapshots', dataSource.uid, profileTypeId, labelSelector, range, groupBy];
  const waiting = askers.get(client) ?? new Map<string, number>();
  askers.set(client, waiting);
  const key = hashKey(queryKey);
  const count = (change: number) => {
    const left = (waiting.get(key) ?? 0) + change;
    waiting.set(key, left);
    return left;
  };
  const onAbort = () => {
    if (count(-1) === 0) {
      void client.cancelQueries({ queryKey, exact: true });
    }
  };
  count(1);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await client.query({
      queryKey,
      queryFn: ({ signal: own }) =>
        fetchAllSnapshots(dataSource, { profileTypeId, labelSelector, range, minStepMs }, { signal: own, groupBy }),
      staleTime: Infinity,
    });
  } finally {
    if (!signal?.aborted) {
      signal?.removeEventListener('abort', onAbort);
      count(-1);
    }
  }
}
