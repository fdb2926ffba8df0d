import { valueOfSample } from '../../profile/comparison/samples';
import { describeType } from '../../query/catalogue';
import { type ShownGraph } from './questions';

/** Nobody samples more often than a thousand times a second. In nanoseconds. */
const SHORTEST_PERIOD = 1e6;

/**
 * Of how many samples a profile is made, as far as its values tell: of CPU time, whose samples are worth the same, and of
 * goroutines, which are counted one by one.
 */
export function samplesOf(
  typeId: string,
  { profile, snapshot }: Pick<ShownGraph, 'profile' | 'snapshot'>
): number | undefined {
  const type = describeType(typeId);
  const total = profile.total[0];
  if (type?.group === 'cpu' && type.sampleUnit === 'count') {
    return total;
  }
  if (type?.group === 'cpu' && type.unit === 'ns') {
    const value = valueOfSample(profile, SHORTEST_PERIOD);
    return value && total / value;
  }
  return type?.sampleType === 'goroutine' && snapshot?.kind === 'round' ? total : undefined;
}
