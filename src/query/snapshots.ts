import { gapsOf, median, type Series } from './series';

/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

/** A snapshot counts as what is there until this many of its instance's intervals later, so that one that comes late leaves no hole. */
const LIFETIME = 1.5;

/**
 * The usual time between two snapshots of one instance, in milliseconds: the median.
 * @param instances one series an instance, one point a snapshot
 * @returns undefined when no instance has two
 */
export function snapshotInterval(instances: readonly Series[]): number | undefined {
  return median(instances.flatMap(({ times }) => gapsOf(times)));
}

/** For how long each instance's snapshots count, in milliseconds. Instances may be asked at intervals of their own. */
export function lifetimesOf(instances: readonly Series[], interval: number): number[] {
  return instances.map(({ times }) => LIFETIME * (median(gapsOf(times)) ?? interval));
}

/**
 * The value in each bucket `(t - step, t]` of the range: the sum over the instances of the mean of the instance's
 * snapshots in the bucket. So it does not depend on the step, nor on how often an instance is asked. An instance that
 * has none there counts with its last one for as long as one is due (buckets may be narrower than the interval).
 * @param range a whole number of steps
 * @param interval of instances with a single snapshot
 * @returns one series; buckets without any instance have no point
 */
export function bucketValues(
  instances: readonly Series[],
  range: AbsoluteRange,
  stepMs: number,
  interval: number
): Series {
  const times: number[] = [];
  const values: number[] = [];
  const at = instances.map(() => 0);
  const lifetimes = lifetimesOf(instances, interval);
  for (let end = range.from + stepMs; end <= range.to; end += stepMs) {
    let value: number | undefined;
    instances.forEach((series, i) => {
      const start = firstAfter(series.times, end - stepMs, at[i]);
      at[i] = firstAfter(series.times, end, start);
      const last = at[i] - 1;
      if (at[i] > start) {
        value = (value ?? 0) + meanOf(series.values, start, at[i]);
      } else if (last >= 0 && series.times[last] > end - lifetimes[i]) {
        value = (value ?? 0) + series.values[last];
      }
    });
    if (value !== undefined) {
      times.push(end);
      values.push(value);
    }
  }
  return { labels: {}, times, values };
}

/** The first index from `at` on whose time is after `time`. */
function firstAfter(times: readonly number[], time: number, at: number): number {
  let index = at;
  while (index < times.length && times[index] <= time) {
    index += 1;
  }
  return index;
}

function meanOf(values: readonly number[], start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    sum += values[i];
  }
  return sum / (end - start);
}
