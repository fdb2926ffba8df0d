import { sharesOf, sparkPath } from './shares';

const series = (region: string | undefined, ...values: number[]) => ({
  labels: (region === undefined ? {} : { region }) as Record<string, string>,
  times: values.map((_, i) => (i + 1) * 1000),
  values,
});

describe('the shares of a label', () => {
  it('are of everything, the largest first', () => {
    const { shares, rest, max } = sharesOf([series('us', 1, 1), series('eu', 2, 4)], 'region');
    expect(shares.map(({ value, share }) => [value, share])).toEqual([
      ['eu', 0.75],
      ['us', 0.25],
    ]);
    expect(rest).toBe(0);
    expect(max).toBe(4);
  });

  it('count profiles without the label', () => {
    expect(sharesOf([series(undefined, 1), series('eu', 3)], 'region').shares.map(({ value }) => value)).toEqual([
      'eu',
      '',
    ]);
  });

  it('are of the whole where not every value was asked for', () => {
    const { shares, rest } = sharesOf([series('eu', 2), series('us', 1)], 'region', [series(undefined, 4)]);
    expect(shares.map(({ share }) => share)).toEqual([0.5, 0.25]);
    expect(rest).toBe(0.25);
  });

  it('are never more than everything, also when the whole was asked for earlier', () => {
    expect(sharesOf([series('eu', 4)], 'region', [series(undefined, 3)])).toMatchObject({
      shares: [{ share: 1 }],
      rest: 0,
    });
  });

  it('are none of nothing', () => {
    expect(sharesOf([series('eu', 0)], 'region')).toMatchObject({ shares: [{ share: 0 }], rest: 0, max: 0 });
    expect(sharesOf([], 'region')).toEqual({ shares: [], rest: 0, max: 0 });
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
