import { buildSelector } from '../query/buildSelector';
import { type Matcher } from '../query/selector';
import { type PyroscopeDataSource } from './dataSources';
import { fetchLabelValues } from './labels';
import { type AbsoluteRange } from './query';

/**
 * Those of a service's filters that leave something of another one: each is kept if with it, and all kept before it,
 * there are still profiles. One small query a filter.
 * @param matchers of the other service and its namespace
 * @throws DataSourceError, AbortError
 */
export async function filtersOfOther(
  dataSource: PyroscopeDataSource,
  { matchers, filters, range }: { matchers: readonly Matcher[]; filters: readonly Matcher[]; range: AbsoluteRange },
  signal?: AbortSignal
): Promise<Matcher[]> {
  const kept: Matcher[] = [];
  for (const filter of filters) {
    const selector = buildSelector([...matchers, ...kept, filter]);
    if ((await fetchLabelValues(dataSource, 'service_name', selector, range, signal)).length > 0) {
      kept.push(filter);
    }
  }
  return kept;
}
