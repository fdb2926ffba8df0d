import { describeType } from '../query/catalogue';
import { parseProfileType } from '../query/profileTypes';
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
  const counted = siblingOf(request.profileTypeId, types);
  if (counted === undefined) {
    return 0;
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
  const onCpu = type?.group === 'cpu' && !type.wall;
  return rate ? (total * stepMs) / 1000 / perSecond(1, unit, 1, onCpu).value : total;
}

/** The type that counts the samples of this one. */
export function siblingOf(typeId: string, available: readonly string[]): string | undefined {
  const own = parseProfileType(typeId);
  const known = describeType(typeId);
  // Only values that are sums of equal samples: sampled allocations are scaled, each by its size, and what is taken by the
  // wall clock was on CPU for more or less of the time since the last sample.
  const areEqual = known?.group === 'cpu' && (known.wall || own?.name !== 'wall');
  if (own === undefined || !areEqual) {
    return undefined;
  }
  return available.find((id) => {
    const other = parseProfileType(id);
    return (
      other?.name === own.name && other.sampleType === 'samples' && other.sampleUnit === 'count' && other.id !== own.id
    );
  });
}
