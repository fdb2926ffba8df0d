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
  const types = valueOf(profile.types);
  const asked = seriesAsked(of, shown);
  const { data: perSample } = useAfterGraph(of, asked && types && sampleValueQuestion(asked, types));
  return perSample || undefined;
}
