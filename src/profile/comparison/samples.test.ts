import fc from 'fast-check';

import { valueOfSample } from './samples';

const of = (values: number[], least = 1) => valueOfSample({ self: Float64Array.from(values) }, least);

it('finds the 10 ms of a profiler that samples a hundred times a second', () => {
  expect(of([30e6, 0, 250e6, 10e6, 1.2e9], 1e6)).toBe(10e6);
  // Few samples share a larger divisor: fewer samples are claimed than there were, never more.
  expect(of([40e9, 20e9], 1e6)).toBe(20e9);
});

it('finds none where periods are mixed, values are scaled, or nothing is there', () => {
  expect(of([10e6, 9_090_909], 1e6)).toBeUndefined();
  expect(of([0.5, 1])).toBeUndefined();
  expect(of([0, 0])).toBeUndefined();
  expect(of([])).toBeUndefined();
});

it('never claims more samples than there were', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 1e7 }), (samples, each) => {
      const total = samples.reduce((sum, count) => sum + count, 0);
      const value = of(samples.map((count) => count * each));
      expect(value === undefined ? 0 : (total * each) / value).toBeLessThanOrEqual(total);
      expect(value === undefined).toBe(total === 0);
    })
  );
});
