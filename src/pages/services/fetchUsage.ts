import { describeType } from '../../query/catalogue';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchRangeSeries, type RangeRequest, type RangeSeries } from '../../pyroscope/rangeSeries';
import { fetchAllSnapshots, type Snapshots } from '../../pyroscope/snapshots';

/** How much of a resource a service used, by one of its types. */
export type Usage = RangeSeries & { typeId: string };

export interface UsageRequest extends Omit<RangeRequest, 'profileTypeId' | 'allSnapshots'> {
  /** `usageTypes` of the service: the first that can be told is */
  types: readonly string[];
}

/**
 * The usage by the first type that can be told.
 * @returns null where none can: snapshots whose number is not known, since the data source proxy is refused
 * @throws DataSourceError, AbortError
 */
export async function fetchUsage(
  dataSource: PyroscopeDataSource,
  { types, ...request }: UsageRequest,
  signal?: AbortSignal
): Promise<Usage | null> {
  let countable = true;
  for (const profileTypeId of types) {
    const asked = { ...request, profileTypeId };
    let snapshots: Snapshots | undefined;
    if (describeType(profileTypeId)?.aggregation === 'snapshot') {
      snapshots = countable ? await fetchAllSnapshots(dataSource, asked, { signal }) : { kind: 'unknown' };
      countable = snapshots.kind !== 'unknown';
    }
    if (countable || snapshots === undefined) {
      const allSnapshots = () => Promise.resolve<Snapshots>(snapshots ?? { kind: 'unknown' });
      const series = await fetchRangeSeries(dataSource, { ...asked, allSnapshots }, signal);
      return { ...series, typeId: profileTypeId };
    }
  }
  return null;
}
