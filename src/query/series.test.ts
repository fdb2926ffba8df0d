import fc from 'fast-check';
import {
  averageRate,
  coarsen,
  coveredSeconds,
  fittingStep,
  restOf,
  topAndRest,
  totalOfRate,
  type Series,
} from './series';

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

  it('is all of it when two instances send a profile a minute each, one soon after the other', () => {
    const times = every(60_000, 0, hour.to).flatMap((time) => [time - 15_000, time]);
    expect(coveredSeconds(times, 15_000, hour)).toBe(3600);
  });

  it('is what a job that runs now and then covers', () => {
    const times = every(600_000, 0, hour.to).flatMap((time) => [time - 45_000, time - 30_000, time - 15_000, time]);
    expect(coveredSeconds(times, 15_000, hour)).toBe(6 * 60);
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

describe('a step that fits the profiles', () => {
  const hour = 3_600_000;
  const pods = every(60_000, 0, hour).flatMap((time) => [time - 15_000, time]);

  it('is as wide as profiles are apart', () => {
    expect(fittingStep(every(15_000, 0, hour), 15_000)).toBe(15_000);
    expect(fittingStep(every(30_000, 0, hour), 15_000)).toBe(30_000);
    expect(fittingStep(every(60_000, 0, hour), 15_000)).toBe(60_000);
    expect(fittingStep(pods, 15_000)).toBe(60_000);
    expect(fittingStep([], 15_000)).toBe(15_000);
  });

  it('shows a steady rate as steady, and keeps the total', () => {
    // Two pods of 0.5 cores that each send the 30 s of a minute at once: 2 cores of one bucket.
    const narrow = series(
      pods,
      pods.map(() => 2)
    );
    const wide = coarsen(narrow, 15_000, 60_000, hour);
    expect(new Set(wide.values)).toEqual(new Set([1]));
    expect(wide.times).toEqual(every(60_000, 0, hour));
    expect(totalOfRate(wide, 60_000)).toBe(totalOfRate(narrow, 15_000));
  });

  it('keeps the total of any series', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1 }), fc.constantFrom(2, 4, 7), (at, n) => {
        const times = at.sort((a, b) => a - b).map((i) => (i + 1) * 15_000);
        const some = series(times, at);
        const wide = coarsen(some, 15_000, n * 15_000, times[times.length - 1]);
        expect(totalOfRate(wide, n * 15_000)).toBeCloseTo(totalOfRate(some, 15_000), 6);
        expect(wide.times).toEqual([...wide.times].sort((a, b) => a - b));
      })
    );
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
