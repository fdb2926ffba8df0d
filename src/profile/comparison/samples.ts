import type { Weights } from '../model';

/**
 * What one sample adds to a profile whose samples are all worth the same: the greatest common divisor of the selfs. It is
 * the true value or a multiple of it, so that a number of samples made from it is never too large. O(n)
 *
 * @param least - what a sample is worth at least; samples of several periods have a smaller divisor, and mean nothing
 * @returns undefined where the selfs are no multiples of anything that large
 */
export function valueOfSample({ self }: Pick<Weights, 'self'>, least: number): number | undefined {
  let divisor = 0;
  for (let value of self) {
    if (!Number.isSafeInteger(value)) {
      return undefined;
    }
    while (value > 0) {
      [divisor, value] = [value, divisor % value];
    }
    if (divisor > 0 && divisor < least) {
      return undefined;
    }
  }
  return divisor > 0 ? divisor : undefined;
}
