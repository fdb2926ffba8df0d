import { describeType } from '../query/catalogue';
import { parseProfileType } from '../query/profileTypes';
import { sum } from '../query/series';
import { perSecond } from '../query/units';
import { type PyroscopeDataSource } from './dataSources';
import { fetchSeries, type SeriesAnswer, type SeriesRequest } from './series';

/**
 * What one sample stands for: the total of a type by the total of the one that counts its samples; NaN without any.
 * @param counted the id of the type that counts
 * @returns in the unit that the profile has, not that of its rates
 * @throws DataSourceError, AbortError
 */
export async function fetchSampleValue(
  dataSource: PyroscopeDataSource,
  request: SeriesRequest,
  counted: string,
  signal?: AbortSignal
): Promise<number> {
  const total = async (profileTypeId: string) =>
    totalOf(await fetchSeries(dataSource, { ...request, profileTypeId }, signal), profileTypeId);
  const [value, samples] = await Promise.all([total(request.profileTypeId), total(counted)]);
  return value / samples;
}

function totalOf({ series, rate, stepMs }: SeriesAnswer, profileTypeId: string): number {
  const total = sum(series.flatMap(({ values }) => values));
  const type = describeType(profileTypeId);
  const unit = parseProfileType(profileTypeId)!.sampleUnit;
  const onCpu = type?.group === 'cpu' && !type.wall;
  return rate ? (total * stepMs) / 1000 / perSecond(1, unit, 1, onCpu).value : total;
}
