import { dataFrameFromJSON, type DataFrame } from '@grafana/data';
import { sum } from '../query/series';
import { fromFrame } from './flameGraph';
import { minStepOf } from './dataSources';
import { recorded } from './recorded';
import { asRates, fromFrames } from './series';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const framesOf = (name: string): DataFrame[] => {
  const { results } = recorded(name).response.body as { results: { A: { frames?: never[] } } };
  return (results.A.frames ?? []).map((frame) => dataFrameFromJSON(frame));
};
const rangeOf = (name: string) => {
  const { from, to } = recorded(name).request.body as { from: string; to: string };
  return { from: Number(from), to: Number(to) };
};
const read = (name: string, stepMs = 15_000) => fromFrames(framesOf(name), rangeOf(name), stepMs);

describe('recorded series', () => {
  it('are rates in cores, with the numbers of the data source', () => {
    const { series, unit, rate } = read('ds-query.metrics');
    expect([unit, rate, series.length]).toEqual(['cores', true, 1]);
    expect(series[0].times).toHaveLength(8);
    expect(series[0].values[0]).toBeCloseTo(0.3307, 4);
  });

  it('sum up, times the step, to what the flame graph of the same range totals', () => {
    const { series } = read('ds-query.metrics');
    const { profile } = fromFrame(framesOf('ds-query.profile')[0]);
    expect(rangeOf('ds-query.profile')).toEqual(rangeOf('ds-query.metrics'));
    // Recorded one after the other; they differ by one CPU sample of 10 ms.
    expect(sum(series[0].values) * 15).toBeCloseTo(profile.total[0] / 1e9, 1);
  });

  it('carry the labels they are grouped by', () => {
    expect(read('ds-query.metrics.group-by').series.map(({ labels }) => labels.region)).toEqual([
      'us-central',
      'eu-west',
    ]);
  });

  it('of snapshots are sums of a bucket, and said to be no rates', () => {
    const narrow = asRates(read('ds-query.metrics.snapshots-15s'), 'goroutines:goroutine:count:goroutine:count');
    const wide = asRates(read('ds-query.metrics.snapshots-60s', 60_000), 'goroutines:goroutine:count:goroutine:count');
    expect([narrow.rate, narrow.unit]).toEqual([false, 'short']);
    expect([narrow.series[0].values[1], wide.series[0].values[1]]).toEqual([348, 1391]);
  });

  it('are none for an unknown service', () => {
    expect(read('ds-query.metrics.empty').series).toEqual([]);
  });
});

describe('series', () => {
  const frame = (unit: string, rateCalculated?: boolean) =>
    dataFrameFromJSON({
      schema: {
        meta: { custom: { rateCalculated } },
        fields: [
          { name: 'time', type: 'time' as never },
          { name: 'cpu', type: 'number' as never, config: { unit } },
        ],
      },
      data: {
        values: [
          [1_000_000, 1_015_000, 1_030_000],
          [6e9, 3e9, 9e9],
        ],
      },
    });
  const range = { from: 1_000_000, to: 1_030_000 };

  it('lose the point stamped with the start, which sums the bucket before the range', () => {
    expect(fromFrames([frame('ns')], range, 15_000).series[0]).toEqual({
      labels: {},
      times: [1_015_000, 1_030_000],
      values: [3e9, 9e9],
    });
  });

  it('become rates where an older data source gives sums', () => {
    const { series, unit, rate } = asRates(fromFrames([frame('ns')], range, 15_000), CPU);
    expect([unit, rate]).toEqual(['cores', true]);
    expect(series[0].values[0]).toBeCloseTo(0.2);
    const samples = asRates(fromFrames([frame('short')], range, 15_000), 'process_cpu:samples:count:cpu:nanoseconds');
    expect([samples.unit, samples.series[0].values[0]]).toEqual(['ops', 2e8]);
  });

  it('of CPU time are cores also where the data source leaves nanoseconds a second', () => {
    const node = 'wall:cpu:nanoseconds:wall:nanoseconds';
    const { series, unit } = asRates(fromFrames([frame('ns', true)], range, 15_000), node);
    expect([unit, series[0].values[0]]).toEqual(['cores', 3]);
    const wall = asRates(fromFrames([frame('ns', true)], range, 15_000), 'wall:wall:nanoseconds:wall:nanoseconds');
    expect([wall.unit, wall.series[0].values[0]]).toEqual(['ns/s', 3e9]);
    for (const off of ['off_cpu:off_cpu:nanoseconds::', 'off_cpu:off_cpu:nanoseconds:cpu:nanoseconds']) {
      const waited = asRates(fromFrames([frame('ns', true)], range, 15_000), off);
      expect([waited.unit, waited.series[0].values[0]]).toEqual(['ns/s', 3e9]);
    }
    // A unit that the data source passes on verbatim.
    const micro = asRates(fromFrames([frame('us')], range, 15_000), 'process_cpu:cpu:us:cpu:us');
    expect([micro.unit, micro.series[0].values[0]]).toEqual(['cores', 200]);
  });

  it('of snapshots are no rates, also where the data source takes bytes that it does not know for such', () => {
    const node = 'memory:inuse_space:bytes:inuse_space:bytes';
    const { series, unit, rate } = asRates(fromFrames([frame('binBps', true)], range, 15_000), node);
    expect([unit, rate, series[0].values[0]]).toEqual(['bytes', false, 45e9]);
  });
});

describe('the smallest step', () => {
  it('is that of the data source, else 15 s', () => {
    expect(minStepOf({ jsonData: { minStep: '1m' } as never })).toBe(60_000);
    expect(minStepOf({ jsonData: { minStep: 'often' } as never })).toBe(15_000);
    expect(minStepOf({ jsonData: {} })).toBe(15_000);
  });
});
