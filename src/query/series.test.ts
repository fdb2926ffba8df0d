import fc from 'fast-check';
import { coarsen, fittingStep, joinSeries, restOf, sum, topAndRest, type Series } from './series';

const series = (times: number[], values: number[] = times.map(() => 1)): Series => ({ labels: {}, times, values });
const every = (stepMs: number, from: number, to: number) =>
  Array.from({ length: (to - from) / stepMs }, (_, i) => from + (i + 1) * stepMs);

const totalOf = ({ values }: Series, stepMs: number) => (sum(values) * stepMs) / 1000;

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
    expect(totalOf(wide, 60_000)).toBe(totalOf(narrow, 15_000));
  });

  it('keeps the total of any series', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1 }), fc.constantFrom(2, 4, 7), (at, n) => {
        const times = at.sort((a, b) => a - b).map((i) => (i + 1) * 15_000);
        const some = series(times, at);
        const wide = coarsen(some, 15_000, n * 15_000, times[times.length - 1]);
        expect(totalOf(wide, n * 15_000)).toBeCloseTo(totalOf(some, 15_000), 6);
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

describe('parts of series', () => {
  it('are put together by their labels, whatever the order of these', () => {
    const part = (labels: Record<string, string>, ...times: number[]) => ({ labels, times, values: times });
    expect(joinSeries([part({ a: '1', b: '2' }, 1, 2), part({ a: '3' }, 2), part({ b: '2', a: '1' }, 3)])).toEqual([
      { labels: { a: '1', b: '2' }, times: [1, 2, 3], values: [1, 2, 3] },
      { labels: { a: '3' }, times: [2], values: [2] },
    ]);
  });
});
