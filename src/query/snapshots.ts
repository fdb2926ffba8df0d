import { gapsOf, median, type Series } from './series';

/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

/** The snapshots that were taken at about one moment: at most one of each instance. */
export interface Round {
  /** exclusive, milliseconds since the epoch */
  from: number;
  /** inclusive: the time of its newest snapshot */
  to: number;
  /** sum over the instances */
  value: number;
  /** how many instances it holds; 0: not known */
  instances: number;
  /** how many were there at that time; 0: not known */
  alive: number;
}

/** A snapshot counts as what is there until this many of its instance's intervals later, so that one that comes late leaves no hole. */
const LIFETIME = 1.5;

/** Buckets that say what is usual, and those among which the newest usual one is looked for. */
const USUAL = 10;
const RECENT = 4;

/**
 * The usual time between two snapshots of one instance, in milliseconds: the median.
 * @param instances one series an instance, one point a snapshot
 * @returns undefined when no instance has two
 */
export function snapshotInterval(instances: readonly Series[]): number | undefined {
  return median(instances.flatMap(({ times }) => gapsOf(times)));
}

/** For how long each instance's snapshots count, in milliseconds. Instances may be asked at intervals of their own. */
function lifetimesOf(instances: readonly Series[], interval: number): number[] {
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
  const buckets = bucketsOf(instances, range, stepMs, interval);
  return { labels: {}, times: buckets.map(({ end }) => end), values: buckets.map(({ value }) => value) };
}

interface Bucket {
  end: number;
  value: number;
  /** whether any snapshot was taken in it */
  taken: boolean;
}

function bucketsOf(instances: readonly Series[], range: AbsoluteRange, stepMs: number, interval: number): Bucket[] {
  const buckets: Bucket[] = [];
  const at = instances.map(() => 0);
  const lifetimes = lifetimesOf(instances, interval);
  for (let end = range.from + stepMs; end <= range.to; end += stepMs) {
    let value: number | undefined;
    let taken = false;
    instances.forEach((series, i) => {
      const start = firstAfter(series.times, end - stepMs, at[i]);
      at[i] = firstAfter(series.times, end, start);
      const last = at[i] - 1;
      if (at[i] > start) {
        value = (value ?? 0) + meanOf(series.values, start, at[i]);
        taken = true;
      } else if (last >= 0 && series.times[last] > end - lifetimes[i]) {
        value = (value ?? 0) + series.values[last];
      }
    });
    if (value !== undefined) {
      buckets.push({ end, value, taken });
    }
  }
  return buckets;
}

/** The mean over the range's buckets that have data; its buckets are one interval wide, whatever a chart's step. */
export function averageOverRange(
  instances: readonly Series[],
  range: AbsoluteRange,
  interval: number
): number | undefined {
  const steps = Math.max(1, Math.ceil((range.to - range.from) / interval));
  const whole = { from: range.to - steps * interval, to: range.to };
  const buckets = bucketsOf(instances, whole, interval, interval).filter(({ taken }) => taken);
  return buckets.length > 0 ? buckets.reduce((sum, { value }) => sum + value, 0) / buckets.length : undefined;
}

/**
 * The newest round that holds the most instances. Not simply the last interval: intervals jitter, and the median one
 * before the last snapshot often holds two of an instance (in half of all cases), which would double the value.
 */
export function latestRound(instances: readonly Series[], interval: number): Round | undefined {
  const rounds = roundsOf(instances, interval);
  const last = rounds.at(-1);
  // So far back that an instance with a long interval has its turn.
  const longest = Math.max(...lifetimesOf(instances, interval));
  const recent = rounds.filter(({ to }) => last && to > last.to - longest);
  return recent.reduce<Round | undefined>(
    (best, round) => (best === undefined || round.instances >= best.instances ? round : best),
    undefined
  );
}

/**
 * A round as well as it can be told from sums of narrow buckets, where single snapshots cannot be seen: the newest of
 * the last buckets whose sum is about the usual one. A bucket may hold two snapshots of an instance, or, when it is the
 * newest, not yet all of them.
 * @param sums one point a bucket, of the data source's smallest step
 */
export function likelyRound({ times, values }: Series, stepMs: number): Round | undefined {
  const usual = median(values.slice(-USUAL)) ?? 0;
  const first = Math.max(0, times.length - RECENT);
  const fits = (i: number) => values[i] > usual * 0.75 && values[i] < usual * 1.5;
  let at = times.length - 1;
  while (at >= first && !fits(at)) {
    at -= 1;
  }
  const chosen = at >= first ? at : times.length - 1;
  return chosen < 0
    ? undefined
    : { from: times[chosen] - stepMs, to: times[chosen], value: values[chosen], instances: 0, alive: 0 };
}

/** The round with the largest value; of equal ones the newest. */
export function peakRound(instances: readonly Series[], interval: number): Round | undefined {
  return roundsOf(instances, interval).reduce<Round | undefined>(
    (best, round) => (best === undefined || round.value >= best.value ? round : best),
    undefined
  );
}

/**
 * A round for each time of a snapshot, ascending: from there back to just after the second newest snapshot of any
 * instance, so that none is in it twice, and at most one and a half of the longest interval.
 *
 *     a  ──1────────2────────3──        the round of 3 is (2, 3]: a's 3 and b's 6
 *     b  ─────5────────6────────
 */
export function roundsOf(instances: readonly Series[], interval: number): Round[] {
  const events = instances.flatMap(({ times }, instance) => times.map((time, at) => ({ time, instance, at })));
  events.sort((a, b) => a.time - b.time);
  const newest = instances.map(() => -1);
  const lifetimes = lifetimesOf(instances, interval);
  const rounds: Round[] = [];
  events.forEach(({ time, instance, at }, i) => {
    newest[instance] = at;
    if (events[i + 1]?.time !== time) {
      rounds.push(roundAt(instances, newest, time, lifetimes));
    }
  });
  return rounds;
}

function roundAt(
  instances: readonly Series[],
  newest: readonly number[],
  to: number,
  lifetimes: readonly number[]
): Round {
  const isAlive = instances.map(({ times }, i) => newest[i] >= 0 && times[newest[i]] > to - lifetimes[i]);
  let from = Math.floor(to - Math.max(...lifetimes.filter((_, i) => isAlive[i])));
  instances.forEach(({ times }, i) => {
    // Of an instance that is gone not even the newest one belongs in.
    const before = isAlive[i] ? newest[i] - 1 : newest[i];
    if (before >= 0) {
      from = Math.max(from, times[before]);
    }
  });
  const round: Round = { from, to, value: 0, instances: 0, alive: isAlive.filter(Boolean).length };
  instances.forEach(({ times, values }, i) => {
    if (isAlive[i] && times[newest[i]] > from) {
      round.instances += 1;
      round.value += values[newest[i]];
    }
  });
  return round;
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
