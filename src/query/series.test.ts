import fc from 'fast-check';
import { averageRate, coveredSeconds, restOf, topAndRest, totalOfRate, type Series } from './series';

const MINUTE = 60_000;
const series = (times: number[], values: number[] = times.map(() => 1)): Series => ({ labels: {}, times, values });
const every = (stepMs: number, from: number, to: number) =>
  Array.from({ length: (to - from) / stepMs }, (_, i) => from + (i + 1) * stepMs);

describe('the time that profiles cover', () => {
  const hour = { from: 0, to: 60 * MINUTE };

  it('is all of it when each bucket has a point', () => {
    expect(coveredSeconds(every(15_000, 0, hour.to), 15_000, hour)).toBe(3600);
  });

  it('is all of it too when profiles come less often than the step', () => {
    expect(coveredSeconds(every(60_000, 0, hour.to), 15_000, hour)).toBe(3600);
  });

  it('leaves out a gap, a late start and an early end', () => {
    const times = [...every(15_000, 10 * MINUTE, 30 * MINUTE), ...every(15_000, 35 * MINUTE, 50 * MINUTE)];
    expect(coveredSeconds(times, 15_000, hour)).toBe(35 * 60);
  });

  it('does not take one bucket that an upload missed by a second for a gap', () => {
    const times = every(15_000, 0, hour.to).filter((_, i) => i % 20 !== 7);
    expect(coveredSeconds(times, 15_000, hour)).toBe(3600);
  });

  it('ends where the range ends, also inside a bucket', () => {
    expect(coveredSeconds([15_000, 30_000], 15_000, { from: 0, to: 20_000 })).toBe(20);
  });

  it('is nothing without points', () => {
    expect(coveredSeconds([], 15_000, hour)).toBe(0);
    expect(averageRate(series([]), 15_000, hour)).toBeUndefined();
  });

  it('is never more than the range, nor less than what single points stand for', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (buckets) => {
        const times = buckets.sort((a, b) => a - b).map((n) => n * 15_000);
        const covered = coveredSeconds(times, 15_000, { from: 0, to: 600_000 });
        expect(covered).toBeLessThanOrEqual(600);
        expect(covered).toBeGreaterThanOrEqual(times.length * 15);
      })
    );
  });
});

describe('an average', () => {
  it('is the total by the covered time, not by the range', () => {
    const half = series(every(15_000, 30 * MINUTE, 60 * MINUTE)).times;
    const rate = series(
      half,
      half.map((_, i) => (i % 2 ? 0.4 : 0.2))
    );
    expect(totalOfRate(rate, 15_000)).toBeCloseTo(0.3 * 1800);
    expect(averageRate(rate, 15_000, { from: 0, to: 60 * MINUTE })).toBeCloseTo(0.3);
  });
});

describe('the rest', () => {
  const whole = series([1, 2, 3], [10, 10, 10]);

  it('is what the parts leave over at each point', () => {
    expect(restOf(whole, [series([1, 2], [4, 1]), series([2], [6])])?.values).toEqual([6, 3, 10]);
  });

  it('is nothing when the parts are the whole, but for rounding', () => {
    expect(restOf(whole, [series([1, 2, 3], [0.1, 5, 9]), series([1, 2, 3], [9.9, 5, 1 - 1e-13])])).toBeUndefined();
  });

  it('adds up to the whole together with the top', () => {
    const values = fc.array(fc.nat(100), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), fc.nat(6), (rows, count) => {
        const all = rows.map((row) => series([1, 2, 3], row));
        const { top, rest } = topAndRest(all, count);
        const at = (i: number, some: Series[]) => some.reduce((sum, one) => sum + one.values[i], 0);
        [0, 1, 2].forEach((i) => expect(at(i, [...top, ...(rest ? [rest] : [])])).toBe(at(i, all)));
        expect(top.length).toBe(Math.min(count, all.length));
      })
    );
  });
});
