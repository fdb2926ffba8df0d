import { useQuery } from '@tanstack/react-query';
import { fetchSeries, type SeriesAnswer, type SeriesRequest } from '../../pyroscope/series';
import { parseProfileType } from '../../query/profileTypes';
import { perSecond } from '../../query/units';
import { describeType } from '../../query/catalogue';
import { valueOf } from './answer';
import { type Tab } from './useTab';

/**
 * How many samples a profile of this total is made of, undefined where that cannot be known. Some profilers count their samples in a
 * type of its own beside the values: the value of a sample is the total of the one by the total of the other. (The period
 * that Pyroscope answers with is a constant, and values of several periods have no common divisor.)
 */
export function useSampleCount(tab: Tab, whole: number): number | undefined {
  const { chosen, shown, minStepMs, profile } = tab;
  const { typeId, types, selector, settled } = profile;
  const dataSource = chosen.dataSource;
  const counted = typeId === undefined ? undefined : siblingOf(typeId, valueOf(types) ?? []);
  const { data: perSample } = useQuery({
    queryKey: ['value-of-a-sample', dataSource?.uid, typeId, counted, selector, shown],
    queryFn: async ({ signal }) => {
      const request = { labelSelector: selector, range: shown!, minStepMs };
      const total = (profileTypeId: string) => fetchTotal(dataSource!, { ...request, profileTypeId }, signal);
      const [value, samples] = await Promise.all([total(typeId!), total(counted!)]);
      return value / samples;
    },
    enabled: settled && dataSource !== undefined && shown !== undefined && counted !== undefined,
  });
  const count = perSample === undefined ? NaN : Math.round(whole / perSample);
  return Number.isFinite(count) && count > 0 ? count : undefined;
}

/** The type that counts the samples of this one. */
export function siblingOf(typeId: string, available: readonly string[]): string | undefined {
  const own = parseProfileType(typeId);
  // Only values that are sums of equal samples: sampled allocations are scaled, each by its size.
  if (own === undefined || describeType(typeId)?.group !== 'cpu') {
    return undefined;
  }
  return available.find((id) => {
    const other = parseProfileType(id);
    return (
      other?.name === own.name && other.sampleType === 'samples' && other.sampleUnit === 'count' && other.id !== own.id
    );
  });
}

async function fetchTotal(
  dataSource: Parameters<typeof fetchSeries>[0],
  request: SeriesRequest,
  signal: AbortSignal
): Promise<number> {
  return totalOf(await fetchSeries(dataSource, request, signal), request.profileTypeId);
}

/** In the unit that the profile has, not that of its rates. */
function totalOf({ series, rate, stepMs }: SeriesAnswer, profileTypeId: string): number {
  const sum = series.reduce((total, { values }) => values.reduce((a, b) => a + b, total), 0);
  const type = describeType(profileTypeId);
  const unit = parseProfileType(profileTypeId)!.sampleUnit;
  const onCpu = type?.group === 'cpu' && !type.wall;
  return rate ? (sum * stepMs) / 1000 / perSecond(1, unit, 1, onCpu).value : sum;
}
