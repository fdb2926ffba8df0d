import { type QueryClient } from '@tanstack/react-query';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchAllSnapshots, type SnapshotRequest, type Snapshots } from '../../pyroscope/snapshots';

/** All snapshots of a range, asked for once by whoever needs them first. */
export function askForSnapshots(
  client: QueryClient,
  dataSource: PyroscopeDataSource,
  request: SnapshotRequest,
  groupBy: readonly string[] = []
): Promise<Snapshots> {
  const { profileTypeId, labelSelector, range } = request;
  return client.query({
    queryKey: ['snapshots', dataSource.uid, profileTypeId, labelSelector, range, groupBy],
    queryFn: ({ signal }) =>
      fetchAllSnapshots(dataSource.uid, { profileTypeId, labelSelector, range }, { signal, groupBy }),
    staleTime: Infinity,
  });
}
