import { sharesOf, sparkPath } from './shares';

const part = (value: string, amount: number, ...values: number[]) => ({
  value,
  amount,
  line: { labels: {}, times: values.map((_, i) => (i + 1) * 1000), values },
});

describe('the shares of a label', () => {
  it('are of everything', () => {
    const { shares, rest, max } = sharesOf({ parts: [part('eu', 6, 2, 4), part('us', 2, 1, 1)], whole: 8 });
    expect(shares.map(({ value, share }) => [value, share])).toEqual([
      ['eu', 0.75],
      ['us', 0.25],
    ]);
    expect(rest).toBe(0);
    expect(max).toBe(4);
  });

  it('leave a rest where not every value is listed', () => {
    const { shares, rest } = sharesOf({ parts: [part('eu', 2, 2), part('us', 1, 1)], whole: 4 });
    expect(shares.map(({ share }) => share)).toEqual([0.5, 0.25]);
    expect(rest).toBe(0.25);
  });

  it('are none of nothing', () => {
    expect(sharesOf({ parts: [part('eu', 0, 0)], whole: 0 })).toMatchObject({ shares: [{ share: 0 }], rest: 0 });
    expect(sharesOf({ parts: [], whole: 0 })).toEqual({ shares: [], rest: 0, max: 0 });
  });
});

describe('the line of a small chart', () => {
  const scale = { from: 0, to: 10_000, max: 4, width: 100, height: 20, stepMs: 1000 };

  it('rises with the values and breaks where profiles are missing', () => {
    const line = sparkPath({ times: [1000, 2000, 5000, 6000], values: [4, 2, 0, 1] }, scale);
    expect(line).toBe('M10 0L20 10M50 20L60 15');
  });

  it('shows a lone point', () => {
    expect(sparkPath({ times: [5000], values: [2] }, scale)).toBe('M50 10h1');
    expect(sparkPath({ times: [], values: [] }, scale)).toBe('');
  });
});
