import { formatExact, formatValue, isBytes, isTime, perSecond, unitOf } from './units';

describe('formatValue', () => {
  it.each([
    [1_239_999_999, 'ns', '1.23 s'],
    [999_999, 'ns', '999 µs'],
    [59.99e9, 'ns', '59.9 s'],
    [290_000_000, 'ns', '290 ms'],
    [1_048_575, 'bytes', '1023 KiB'],
    [999_999, 'short', '999 K'],
    [0.999, 'cores', '0.999 cores'],
    [12.96e6, 'ns/s', '12.9 ms/s'],
  ])('rounds %p %s down to %s where it is a lower bound', (value, unit, text) => {
    expect(formatValue(value, unit, 'down')).toBe(text);
  });

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
    [2_500_000, 'us', '2.5 s'],
    [2_500_000, 'μs', '2.5 s'],
    [1.5, 'hours', '1.5 hours'],
    [2, 'kb', '2 KiB'],
    [3, 'Megabytes', '3 MiB'],
    [1_500, 'milligcu', '1.5 GCU'],
    [0, 'gcus', '0 GCU'],
    [12e6, 'ns/s', '12 ms/s'],
    [0, 'ns/s', '0 ns/s'],
    [1_234, 'widgets/s', '1.23 K widgets/s'],
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
    [2_500_000, 'us', '2,500,000 µs'],
    [3, 'mb', '3 MiB'],
    [2, 'hr', '2 hour'],
    [7, 'ns/s', '7 ns/s'],
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
    expect(perSecond(30e9, 'ns', 60, false)).toEqual({ value: 5e8, unit: 'ns/s' });
    expect(perSecond(2_500_000, 'us', 10, true)).toEqual({ value: 0.25, unit: 'cores' });
    expect(perSecond(6, 'kb', 6, false)).toEqual({ value: 1_024, unit: 'binBps' });
    expect(perSecond(9, 'gcu', 6, false)).toEqual({ value: 1.5, unit: 'GCU/s' });
    expect(perSecond(6_144, 'bytes', 6, false)).toEqual({ value: 1_024, unit: 'binBps' });
    expect(perSecond(90, 'count', 60, false)).toEqual({ value: 1.5, unit: 'ops' });
    expect(perSecond(90, 'widgets', 60, false)).toEqual({ value: 1.5, unit: 'widgets/s' });
  });
});

/** pprof's own table (internal/measurement): all names of a unit, and how much it is of the first of its kind. */
const PPROF: Array<[names: string[], size: number]> = [
  [['b', 'byte'], 1],
  [['kb', 'kbyte', 'kilobyte'], 2 ** 10],
  [['mb', 'mbyte', 'megabyte'], 2 ** 20],
  [['gb', 'gbyte', 'gigabyte'], 2 ** 30],
  [['tb', 'tbyte', 'terabyte'], 2 ** 40],
  [['pb', 'pbyte', 'petabyte'], 2 ** 50],
  [['ns', 'nanosecond'], 1],
  [['us', 'μs', 'microsecond'], 1e3],
  [['ms', 'millisecond'], 1e6],
  [['s', 'sec', 'second'], 1e9],
  [['hour', 'hr'], 3600e9],
  [['nanogcu'], 1],
  [['microgcu'], 1e3],
  [['milligcu'], 1e6],
  [['gcu'], 1e9],
  [['kilogcu'], 1e12],
  [['megagcu'], 1e15],
  [['gigagcu'], 1e18],
  [['teragcu'], 1e21],
  [['petagcu'], 1e24],
];

describe('the units of pprof', () => {
  const spellings = (name: string) => [
    name,
    ...(name.length > 1 ? [`${name}s`] : []),
    name.toUpperCase(),
    name[0].toUpperCase() + name.slice(1),
  ];

  it.each(PPROF)('are known in every spelling: %j', (names, size) => {
    const first = names[0].endsWith('gcu') ? 'nanogcu' : isBytes(names[0]) ? 'bytes' : 'ns';
    for (const spelling of names.flatMap(spellings).filter((name) => name !== 'nss' && name !== 'mss')) {
      expect([spelling, formatValue(1.25, spelling)]).toEqual([spelling, formatValue(1.25 * size, first)]);
    }
  });
});

describe('unitOf', () => {
  it('knows sample units and leaves other words alone', () => {
    expect(
      ['nanoseconds', 'count', 'samples', 'bytes', 'milliseconds', 'us', 'KB', '', 'widgets', 'objects', 'bs'].map(
        unitOf
      )
    ).toEqual(['ns', 'short', 'short', 'bytes', 'ms', 'µs', 'kbytes', 'short', 'widgets', 'objects', 'bs']);
    expect(['us', 'hr', 'bytes', 'cores'].map(isTime)).toEqual([true, true, false, false]);
    expect(['MB', 'byte', 'binBps', 'ns'].map(isBytes)).toEqual([true, true, false, false]);
  });
});
