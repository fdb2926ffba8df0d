import { describeType } from '../query/catalogue';
import { parseProfileType } from '../query/profileTypes';
import { countingType } from '../query/sampleCounts';
import { sum } from '../query/series';
import { perSecond } from '../query/units';
import { type PyroscopeDataSource } from './dataSources';
import { fetchSeries, type SeriesAnswer, type SeriesRequest } from './series';

/**
 * What one sample stands for: the total of a type by the total of the one that counts its samples; 0 without any, or where
 * none of the service's types counts them. (Never NaN, which is not equal to itself: a page would be rendered for ever.)
 * @param types ids of the service's types
 * @returns in the unit that the profile has, not that of its rates
 * @throws DataSourceError, AbortError
 */
export async function fetchSampleValue(
  dataSource: PyroscopeDataSource,
  request: SeriesRequest,
  types: readonly string[],
  signal?: AbortSignal
): Promise<number> {
  const counted = countingType(request.profileTypeId, types);
  if (counted === undefined) {
    return 0;
  }
  if (counted === request.profileTypeId) {
    return 1;
  }
  const total = async (profileTypeId: string) =>
    totalOf(await fetchSeries(dataSource, { ...request, profileTypeId }, signal), profileTypeId);
  const [value, samples] = await Promise.all([total(request.profileTypeId), total(counted)]);
  return samples > 0 ? value / samples : 0;
}

function totalOf({ series, rate, stepMs }: SeriesAnswer, profileTypeId: string): number {
  const total = sum(series.flatMap(({ values }) => values));
  const type = describeType(profileTypeId);
  const unit = parseProfileType(profileTypeId)!.sampleUnit;
  const onCpu = type?.clock === 'cpu';
  return rate ? (total * stepMs) / 1000 / perSecond(1, unit, 1, onCpu).value : total;
}
