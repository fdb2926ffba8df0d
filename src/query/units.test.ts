import { formatExact, formatValue, perSecond, unitOf } from './units';

describe('formatValue', () => {
  it.each([
    [25_700_000_000, 'ns', '25.7 s'],
    [1_500, 'ns', '1.5 µs'],
    [12_345_678, 'ns', '12.3 ms'],
    [60e9, 'ns', '1 min'],
    [61e9, 'ns', '1.02 mins'],
    [3_700e9, 'ns', '1.03 hours'],
    [20 * 86_400e9, 'ns', '20 days'],
    [0, 'ns', '0 ns'],
    [-5e9, 'ns', '-5 s'],
    [25_700, 'ms', '25.7 s'],
    [25_700, 'milliseconds', '25.7 s'],
    [1_500, 'µs', '1.5 ms'],
    [1_500, 'microseconds', '1.5 ms'],
    [0.5, 'ms', '500 µs'],
    [1_023, 'bytes', '1023 B'],
    [1_536, 'bytes', '1.5 KiB'],
    [1e9, 'bytes', '954 MiB'],
    [1_234_567, 'short', '1.23 Mil'],
    [349, 'count', '349'],
    [0.42, 'cores', '0.42 cores'],
    [1e6, 'binBps', '977 KiB/s'],
    [0.2, 'ops', '0.2 ops/s'],
    [1_234, 'widgets', '1.23 K widgets'],
    [7, '', '7'],
    [1e-9, 'short', '0.000000001'],
    [NaN, 'ns', 'NaN'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('goes to the next unit when rounding reaches it', () => {
    expect(formatValue(999_960, 'ns')).toBe('1 ms');
    expect(formatValue(59.96e9, 'ns')).toBe('1 min');
    expect(formatValue(1_048_575, 'bytes')).toBe('1 MiB');
    expect(formatValue(999_999, 'short')).toBe('1 Mil');
  });
});

describe('formatExact', () => {
  it.each([
    [25_712_345_678, 'ns', '25,712,345,678 ns'],
    [1_536, 'bytes', '1,536 B'],
    [349, 'short', '349'],
    [1_500, 'milliseconds', '1,500 ms'],
    [0.1234567, 'cores', '0.1234567 cores'],
    [3, 'widgets', '3 widgets'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(formatExact(value, unit)).toBe(text);
  });
});

describe('perSecond', () => {
  it('gives the units that the data source gives to rates', () => {
    expect(perSecond(30e9, 'ns', 60, true)).toEqual({ value: 0.5, unit: 'cores' });
    expect(perSecond(30_000, 'milliseconds', 60, true)).toEqual({ value: 0.5, unit: 'cores' });
    expect(perSecond(30e9, 'ns', 60, false)).toEqual({ value: 5e8, unit: 'ns' });
    expect(perSecond(6_144, 'bytes', 6, false)).toEqual({ value: 1_024, unit: 'binBps' });
    expect(perSecond(90, 'count', 60, false)).toEqual({ value: 1.5, unit: 'ops' });
    expect(perSecond(90, 'widgets', 60, false)).toEqual({ value: 1.5, unit: 'widgets/s' });
  });
});

describe('unitOf', () => {
  it('knows sample units and leaves other words alone', () => {
    expect(['nanoseconds', 'count', 'bytes', 'milliseconds', 'microseconds', '', 'widgets'].map(unitOf)).toEqual([
      'ns',
      'short',
      'bytes',
      'ms',
      'µs',
      'short',
      'widgets',
    ]);
  });
});
