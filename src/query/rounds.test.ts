import fc from 'fast-check';
import { latestRound, likelyRound, peakRound, roundsOf, type Round } from './rounds';
import { type Series } from './series';
import { INTERVAL, instance, irregular, series } from './testing/instances';

/** The definition, read aloud: every snapshot of every instance is looked at for each round. */
function slowRounds(instances: Series[]): Round[] {
  const lifetimes = instances.map(({ times }) => {
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    return 1.5 * (gaps.sort((a, b) => a - b)[(gaps.length - 1) >> 1] ?? INTERVAL);
  });
  const moments = [...new Set(instances.flatMap(({ times }) => times))].sort((a, b) => a - b);
  return moments.map((to) => {
    const newest = instances.map(({ times }) => times.filter((time) => time <= to).length - 1);
    const alive = instances.map(({ times }, i) => newest[i] >= 0 && times[newest[i]] > to - lifetimes[i]);
    const before = instances.map(({ times }, i) => times[alive[i] ? newest[i] - 1 : newest[i]] ?? -Infinity);
    const longest = Math.max(...lifetimes.filter((_, i) => alive[i]));
    const from = Math.max(Math.floor(to - longest), ...before);
    const held = instances.flatMap(({ times, values }, i) =>
      alive[i] && times[newest[i]] > from ? [values[newest[i]]] : []
    );
    const value = held.reduce((a, b) => a + b, 0);
    return { from, to, value, instances: held.length, alive: alive.filter(Boolean).length };
  });
}

describe('a round', () => {
  it('holds no two snapshots of one instance, and says what it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(instance, irregular), { minLength: 1, maxLength: 4 }), (instances) => {
        for (const round of roundsOf(instances, INTERVAL)) {
          const held = instances.map(({ times, values }) =>
            values.filter((_, i) => times[i] > round.from && times[i] <= round.to)
          );
          expect(Math.max(...held.map((values) => values.length))).toBe(1);
          expect(held.flat().reduce((a, b) => a + b, 0)).toBe(round.value);
          expect(held.flat().length).toBe(round.instances);
          expect(round.instances).toBeLessThanOrEqual(round.alive);
        }
      })
    );
  });

  it('is the newest with all instances, although one of them has gone on already', () => {
    const a = series([0, 15_000, 30_100], [1, 2, 3]);
    const b = series([14_900, 30_000, 44_800], [10, 20, 30]);
    // Of the two newest snapshots of b, one belongs to a's newest: the interval before 44,800 holds 20, 3 and 30.
    expect(latestRound([a, b], INTERVAL)).toEqual({ from: 30_000, to: 44_800, value: 33, instances: 2, alive: 2 });
  });

  it('is an older one when the newest would lack an instance', () => {
    // b's next one is due, a's has come early: from a's second newest on there is no b.
    const a = series([5_600, 20_500, 35_000], [1, 2, 3]);
    const b = series([5_400, 20_400], [10, 20]);
    expect(latestRound([a, b], INTERVAL)).toEqual({ from: 5_600, to: 20_500, value: 22, instances: 2, alive: 2 });
  });

  it('is the same as by the slow definition, also where instances come, go and come back', () => {
    const visits = fc
      .tuple(irregular, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }))
      .map(([one, gap, at]): Series => ({
        ...one,
        times: one.times.map((time) => (time > at * 1000 ? time + gap * 1000 : time)),
      }));
    fc.assert(
      fc.property(fc.array(fc.oneof(instance, irregular, visits), { maxLength: 6 }), (instances) => {
        expect(roundsOf(instances, INTERVAL)).toEqual(slowRounds(instances));
      }),
      { numRuns: 300 }
    );
  });

  it('costs a few looks at each snapshot, however many instances there are', () => {
    const looks = (count: number, each: number) => {
      let read = 0;
      const watched = Array.from({ length: count }, (_, i) => {
        const times = Array.from({ length: each }, (__, n) => n * INTERVAL + i * 7);
        const watch: ProxyHandler<number[]> = {
          get: (all, key) => {
            read += 1;
            return Reflect.get(all, key) as unknown;
          },
        };
        return { labels: {}, times: new Proxy(times, watch), values: times.map((n) => n % 1000) };
      });
      peakRound(watched, INTERVAL);
      return read / (count * each);
    };
    expect(looks(10, 400)).toBeLessThan(40);
    expect(looks(500, 8)).toBeLessThan(2 * looks(10, 400));
  });

  it('at peak has the largest sum', () => {
    fc.assert(
      fc.property(fc.array(instance, { minLength: 1, maxLength: 3 }), (instances) => {
        const peak = peakRound(instances, INTERVAL)!;
        expect(peak.value).toBe(Math.max(...roundsOf(instances, INTERVAL).map(({ value }) => value)));
      })
    );
    const one = series([15_000, 30_000, 45_000], [348, 1391, 349]);
    expect(peakRound([one], INTERVAL)).toMatchObject({ to: 30_000, value: 1391 } satisfies Partial<Round>);
  });

  it('does not exist without snapshots', () => {
    expect(latestRound([], INTERVAL)).toBeUndefined();
    expect(peakRound([series([], [])], INTERVAL)).toBeUndefined();
  });
});

describe('a round told from sums of buckets', () => {
  const sums = (...values: number[]) =>
    series(
      values.map((_, i) => (i + 1) * INTERVAL),
      values
    );

  it('is the newest bucket when its sum is about the usual one', () => {
    expect(likelyRound(sums(348, 346, 349), INTERVAL)).toMatchObject({ from: 30_000, to: 45_000, value: 349 });
  });

  it('is not one that holds two snapshots, or not yet all', () => {
    expect(likelyRound(sums(348, 346, 349, 698), INTERVAL)?.value).toBe(349);
    expect(likelyRound(sums(348, 346, 349, 120), INTERVAL)?.value).toBe(349);
  });

  it('is the newest after all when it is all that there is, or when all have changed', () => {
    expect(likelyRound(sums(5), INTERVAL)?.value).toBe(5);
    expect(likelyRound(sums(...Array.from({ length: 8 }, () => 10), 100, 200, 300, 400), INTERVAL)?.value).toBe(400);
    expect(likelyRound(sums(), INTERVAL)).toBeUndefined();
  });
});
