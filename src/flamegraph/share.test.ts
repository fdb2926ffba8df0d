import { formatShare, shareBeside } from './share';

it('beside a marked value is rounded down, and not marked once more', () => {
  expect(shareBeside(1236, 10_000, true)).toBe('12.3 %');
  expect(shareBeside(1236, 10_000, false)).toBe('12.4 %');
});

describe('formatShare', () => {
  it.each([
    [1, 1, '100 %'],
    [124, 1000, '12.4 %'],
    [31, 10000, '0.31 %'],
    [1, 1e6, '< 0.01 %'],
    [0, 10, '0 %'],
    [0, 0, '0 %'],
    [999, 1000, '99.9 %'],
    [9999, 10000, '100 %'],
    [50, 1000, '5 %'],
  ])('%p of %p is %p', (value, whole, text) => {
    expect(formatShare(value, whole)).toBe(text);
  });

  it.each([
    [124, 1000, '≥ 12.4 %'],
    [1236, 10_000, '≥ 12.3 %'],
    [9996, 10_000, '≥ 99.9 %'],
    [1, 1, '≥ 100 %'],
    [29, 10_000, '≥ 0.29 %'],
    [999, 100_000, '≥ 0.99 %'],
    [1, 1e6, '> 0 %'],
    [0, 10, '≥ 0 %'],
  ])('a lower bound of %p of %p is %p', (value, whole, text) => {
    expect(formatShare(value, whole, true)).toBe(text);
  });
});
