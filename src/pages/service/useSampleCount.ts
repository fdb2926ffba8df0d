import { parseProfileType } from '../../query/profileTypes';
import { describeType } from '../../query/catalogue';
import { valueOf } from './answer';
import { sampleValueQuestion } from './questions';
import { seriesAsked, useAfterGraph } from './useRangeSeries';
import { type AskedProfiles } from './useTab';

/** How many samples a profile of this total is made of, undefined where that cannot be known. */
export function useSampleCount(of: AskedProfiles, whole: number): number | undefined {
  const perSample = useSampleValue(of);
  const count = perSample === undefined ? 0 : Math.round(whole / perSample);
  return count > 0 ? count : undefined;
}

/**
 * What a sample stands for in what is shown, undefined where that cannot be known. Some profilers count their samples in a
 * type of its own beside the values: the value of a sample is the total of the one by the total of the other. (The period
 * that Pyroscope answers with is a constant, and values of several periods have no common divisor.)
 */
export function useSampleValue(of: AskedProfiles): number | undefined {
  const { shown, profile } = of;
  const counted = profile.typeId === undefined ? undefined : siblingOf(profile.typeId, valueOf(profile.types) ?? []);
  const asked = seriesAsked(of, shown);
  const { data: perSample } = useAfterGraph(of, asked && counted ? sampleValueQuestion(asked, counted) : undefined);
  return perSample !== undefined && Number.isFinite(perSample) && perSample > 0 ? perSample : undefined;
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
