import { describeType } from './catalogue';
import { parseProfileType } from './profileTypes';

/**
 * The type whose values are the numbers of samples that this one's values are made of: one that the profiler sends beside
 * it, or itself where it counts them. undefined where nobody counts them: then there is no number of samples. The period
 * in an answer is a constant, and values of several periods have a common divisor that means nothing.
 */
export function countingType(typeId: string, available: readonly string[]): string | undefined {
  const own = describeType(typeId);
  if (own?.group !== 'cpu') {
    return undefined;
  }
  if (own.sampleUnit === 'count') {
    return own.id;
  }
  // Only values that are sums of equal samples: what is taken by the wall clock was on CPU for more or less of the time
  // since the last sample, and nobody is off CPU for as long as others.
  if (own.clock === 'off-cpu' || (own.name === 'wall' && own.clock === 'cpu')) {
    return undefined;
  }
  return available.find((id) => {
    const other = parseProfileType(id);
    return (
      other?.name === own.name &&
      other.sampleType === 'samples' &&
      other.sampleUnit === 'count' &&
      other.periodType === own.periodType &&
      other.periodUnit === own.periodUnit
    );
  });
}
