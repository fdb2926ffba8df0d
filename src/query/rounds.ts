import { median, type Series } from './series';
import { lifetimesOf } from './snapshots';

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

/** Buckets that say what is usual, and those among which the newest usual one is looked for. */
const USUAL = 10;
const RECENT = 4;

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
 *
 * One pass in the order of time: 200,000 snapshots of 500 instances are looked at a few times each, not once for every
 * other.
 */
export function roundsOf(instances: readonly Series[], interval: number): Round[] {
  const lifetimes = lifetimesOf(instances, interval);
  const times = instances.map((one) => one.times);
  const events = inOrderOfTime(times, () => 0);
  const ends = inOrderOfTime(times, (instance) => lifetimes[instance]);
  const alive = new LongestAlive(lifetimes);
  const recent = new Window();
  const newest = new Int32Array(instances.length).fill(-1);
  const placeOfNewest = new Int32Array(instances.length);
  // Of each instance the second newest, or the newest where it is gone, does not belong in.
  let before = -Infinity;
  const rounds: Round[] = [];
  for (let event = 0, end = 0; event < events.length;) {
    const to = events.time(event);
    for (; event < events.length && events.time(event) === to; event++) {
      const instance = events.instance(event);
      if (newest[instance] >= 0) {
        before = Math.max(before, times[instance][newest[instance]]);
        recent.remove(placeOfNewest[instance]);
      }
      newest[instance] += 1;
      placeOfNewest[instance] = recent.add(to, instances[instance].values[newest[instance]]);
      alive.add(instance);
    }
    for (; end < ends.length && ends.time(end) <= to; end++) {
      const instance = ends.instance(end);
      if (Math.ceil(times[instance][newest[instance]] + lifetimes[instance]) <= to) {
        before = Math.max(before, times[instance][newest[instance]]);
        recent.remove(placeOfNewest[instance]);
        alive.remove(instance);
      }
    }
    const from = Math.max(before, Math.floor(to - alive.longest()));
    recent.beginAfter(from);
    rounds.push({ from, to, value: recent.sum, instances: recent.count, alive: alive.count });
  }
  return rounds;
}

/** Times of all instances in order, each moved by what `later` says of its instance, rounded up. */
function inOrderOfTime(times: readonly number[][], later: (instance: number) => number) {
  const count = times.length;
  const first = Math.min(...times.map((some) => some[0] ?? Infinity));
  const keys = new Float64Array(times.reduce((sum, some) => sum + some.length, 0));
  let at = 0;
  times.forEach((some, instance) => {
    for (const time of some) {
      keys[at++] = Math.ceil(time - first + later(instance)) * count + instance;
    }
  });
  // Whole milliseconds and the instance in one number: numbers sort without a call for each comparison.
  keys.sort();
  return {
    length: keys.length,
    time: (i: number) => first + Math.floor(keys[i] / count),
    instance: (i: number) => keys[i] % count,
  };
}

/** Which instances are there, and the longest lifetime among them. */
class LongestAlive {
  count = 0;
  private readonly is: Uint8Array;
  private readonly byLifetime: number[];
  private readonly rank: Int32Array;
  /** the first that may be alive */
  private at = 0;

  constructor(private readonly lifetimes: readonly number[]) {
    this.is = new Uint8Array(lifetimes.length);
    this.byLifetime = lifetimes.map((_, i) => i).sort((a, b) => lifetimes[b] - lifetimes[a]);
    this.rank = new Int32Array(lifetimes.length);
    this.byLifetime.forEach((instance, rank) => (this.rank[instance] = rank));
  }

  add(instance: number): void {
    this.count += 1 - this.is[instance];
    this.is[instance] = 1;
    this.at = Math.min(this.at, this.rank[instance]);
  }

  remove(instance: number): void {
    this.count -= this.is[instance];
    this.is[instance] = 0;
  }

  /** 0 where none is alive */
  longest(): number {
    while (this.at < this.byLifetime.length && !this.is[this.byLifetime[this.at]]) {
      this.at += 1;
    }
    return this.lifetimes[this.byLifetime[this.at]] ?? 0;
  }
}

/** The sum of the values in it that stand after a time; values are added in the order of time. */
class Window {
  sum = 0;
  count = 0;
  private readonly times: number[] = [];
  /** NaN: removed */
  private readonly values: number[] = [];
  private start = 0;

  /** @returns its place, to remove it by */
  add(time: number, value: number): number {
    this.times.push(time);
    this.values.push(value);
    this.take(this.values.length - 1, 1);
    return this.values.length - 1;
  }

  remove(place: number): void {
    if (place >= this.start) {
      this.take(place, -1);
    }
    this.values[place] = NaN;
  }

  beginAfter(time: number): void {
    while (this.start < this.times.length && this.times[this.start] <= time) {
      this.take(this.start, -1);
      this.start += 1;
    }
    while (this.start > 0 && this.times[this.start - 1] > time) {
      this.start -= 1;
      this.take(this.start, 1);
    }
  }

  private take(place: number, sign: 1 | -1): void {
    if (!Number.isNaN(this.values[place])) {
      this.sum += sign * this.values[place];
      this.count += sign;
    }
  }
}
