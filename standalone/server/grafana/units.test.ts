import { seriesScale, unitOf } from './units';

const scale = (id: string, value: number, step = 15) => {
  const { unit, factor, isRate } = seriesScale(id, step);
  return { unit, value: factor(value), isRate };
};

describe('seriesScale', () => {
  it('shows CPU time of known types as cores', () => {
    expect(scale('process_cpu:cpu:nanoseconds:cpu:nanoseconds', 4_960_000_000)).toEqual({
      unit: 'cores',
      value: 0.33066666666666666,
      isRate: true,
    });
  });

  it.each([
    ['memory:alloc_space:bytes:space:bytes', 'binBps'],
    ['memory:alloc_objects:count:space:bytes', 'ops'],
    ['mutex:delay:nanoseconds:contentions:count', 'ns'],
  ])('makes a rate of %s', (id, unit) => {
    expect(scale(id, 300)).toEqual({ unit, value: 20, isRate: true });
  });

  it.each([
    ['memory:inuse_space:bytes:space:bytes', 'bytes'],
    ['goroutines:goroutine:count:goroutine:count', 'short'],
    // Registered as instant, whatever it is.
    ['process_cpu:samples:count:cpu:nanoseconds', 'short'],
  ])('leaves the snapshots of %s alone', (id, unit) => {
    expect(scale(id, 349)).toEqual({ unit, value: 349, isRate: false });
  });

  it('goes by the unit where the type is unknown, and knows no cores then', () => {
    // Node's own CPU type
    expect(scale('wall:cpu:nanoseconds:wall:nanoseconds', 30)).toEqual({ unit: 'ns', value: 2, isRate: true });
    expect(scale('memory:live:count:objects:count', 30)).toEqual({ unit: 'short', value: 30, isRate: false });
    expect(scale('constructor', 30)).toEqual({ unit: '', value: 30, isRate: false });
  });
});

test('units that Grafana has no name for stay as they are', () => {
  expect(unitOf('process_cpu:samples:count::milliseconds')).toBe('short');
  expect(unitOf('a:b:milliseconds:c:d')).toBe('milliseconds');
});
