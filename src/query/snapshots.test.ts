import fc from 'fast-check';
import { type Series } from './series';
import { latestRound } from './rounds';
import { bucketValues, snapshotInterval } from './snapshots';
import { INTERVAL, instance, irregular, range, series, steady } from './testing/instances';

/** The definition, read aloud. */
function slowBuckets(instances: Series[], stepMs: number): Array<[number, number]> {
  const points: Array<[number, number]> = [];
  for (let end = range.from + stepMs; end <= range.to; end += stepMs) {
    const found = instances.flatMap(({ times, values }) => {
      const inside = values.filter((_, i) => times[i] > end - stepMs && times[i] <= end);
      const gaps = times.slice(1).map((time, i) => time - times[i]);
      const own = gaps.sort((a, b) => a - b)[(gaps.length - 1) >> 1] ?? INTERVAL;
      const before = values.filter((_, i) => times[i] <= end - stepMs && times[i] > end - 1.5 * own);
      return inside.length > 0 ? [inside.reduce((a, b) => a + b, 0) / inside.length] : before.slice(-1);
    });
    if (found.length > 0) {
      points.push([end, found.reduce((a, b) => a + b, 0)]);
    }
  }
  return points;
}

describe('the value of a bucket', () => {
  it('is the sum over the instances of their mean', () => {
    const a = series([5_000, 10_000, 15_000], [100, 110, 120]);
    const b = series([12_000], [40]);
    expect(bucketValues([a, b], { from: 0, to: 15_000 }, 15_000, 5_000).values).toEqual([150]);
  });

  it('does not change with the step, whatever the jitter and the number of instances', () => {
    fc.assert(
      fc.property(fc.array(instance, { minLength: 1, maxLength: 4 }), (instances) => {
        const expected = instances.reduce((sum, { values }) => sum + values[0], 0);
        for (const step of [5_000, 15_000, 60_000, 120_000]) {
          // Instances come one after the other, at the latest 32 s after the start.
          const { times, values } = bucketValues(instances, range, step, INTERVAL);
          const settled = values.filter((_, i) => times[i] - step >= 32_000);
          expect(settled.length).toBeGreaterThan(0);
          settled.forEach((value) => expect(value).toBeCloseTo(expected, 6));
        }
      })
    );
  });

  it('does not change with the step when instances have intervals of their own', () => {
    const often = steady(
      100,
      Array.from({ length: 41 }, () => 0)
    );
    const seldom = series(
      Array.from({ length: 13 }, (_, i) => 4_000 + i * 45_000),
      Array.from({ length: 13 }, () => 7)
    );
    for (const step of [5_000, 15_000, 60_000]) {
      const { times, values } = bucketValues([often, seldom], range, step, INTERVAL);
      expect(new Set(values.filter((_, i) => times[i] - step >= 15_000))).toEqual(new Set([107]));
    }
    expect(latestRound([often, seldom], INTERVAL)).toMatchObject({ value: 107, instances: 2, alive: 2 });
  });

  it('is not that of the data source, which grows with the step', () => {
    const [recorded] = [
      series(
        [5, 20, 35, 50].map((s) => s * 1000),
        [348, 346, 349, 348]
      ),
    ];
    expect(bucketValues([recorded], { from: 0, to: 60_000 }, 60_000, INTERVAL).values).toEqual([347.75]);
  });

  it('does not weigh an instance more that is asked more often', () => {
    const often = series(
      Array.from({ length: 12 }, (_, i) => (i + 1) * 5_000),
      Array.from({ length: 12 }, () => 10)
    );
    const seldom = series([30_000, 60_000], [1000, 1000]);
    expect(bucketValues([often, seldom], { from: 0, to: 60_000 }, 60_000, 5_000).values).toEqual([1010]);
  });

  it('is missing where there is no instance', () => {
    const { times } = bucketValues([series([15_000, 30_000, 300_000, 315_000], [1, 1, 1, 1])], range, 15_000, INTERVAL);
    expect(times).toEqual([15_000, 30_000, 45_000, 300_000, 315_000, 330_000]);
  });

  it('equals the slow definition', () => {
    fc.assert(
      fc.property(fc.array(irregular, { maxLength: 4 }), fc.constantFrom(5_000, 15_000, 60_000), (instances, step) => {
        const { times, values } = bucketValues(instances, range, step, INTERVAL);
        const slow = slowBuckets(instances, step);
        expect(times).toEqual(slow.map(([time]) => time));
        values.forEach((value, i) => expect(value).toBeCloseTo(slow[i][1], 9));
      })
    );
  });
});

describe('the interval', () => {
  it('is the median gap, over all instances', () => {
    expect(snapshotInterval([series([0, 15_000, 30_000, 90_000], [1, 1, 1, 1]), series([5, 15_005], [1, 1])])).toBe(
      15_000
    );
    expect(snapshotInterval([series([5], [1])])).toBeUndefined();
  });
});
