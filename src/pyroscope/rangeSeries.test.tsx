import { type Series } from '../query/series';
import { type PyroscopeDataSource } from './dataSources';
import { fetchRangeSeries, fetchSplit, type RangeRequest } from './rangeSeries';
import { fetchSeries, type SeriesAnswer } from './series';

jest.mock('./series', () => ({ ...jest.requireActual<object>('./series'), fetchSeries: jest.fn() }));
const series = jest.mocked(fetchSeries);
const dataSource = {} as PyroscopeDataSource;
const HOUR = 3_600_000;
const span = { from: 10 * HOUR, to: 11 * HOUR };
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const GOROUTINES = 'goroutines:goroutine:count:goroutine:count';

/** An instance asked every `everyMs`, with one value. */
const instance = (labels: Record<string, string>, value: number, everyMs: number): Series => {
  const times = Array.from({ length: HOUR / everyMs }, (_, i) => span.from + 1_000 + i * everyMs);
  return { labels, times, values: times.map(() => value) };
};
const request = (profileTypeId: string, minStepMs: number, instances?: Series[]): RangeRequest => ({
  profileTypeId,
  labelSelector: '{}',
  range: span,
  minStepMs,
  allSnapshots: () =>
    Promise.resolve(instances ? { kind: 'known', instances, interval: 15_000 } : { kind: 'unknown' as const }),
});
const rates = (...parts: Series[]): SeriesAnswer => ({
  series: parts,
  unit: 'cores',
  rate: true,
  stepMs: 15_000,
  range: span,
});

describe('a type that counts up', () => {
  it('has an average over what profiles cover, and says how much that is', async () => {
    const half = instance({}, 0.4, 15_000);
    series.mockResolvedValue(rates({ ...half, times: half.times.slice(120), values: half.values.slice(120) }));
    const { kind, covered, average } = await fetchRangeSeries(dataSource, request(CPU, 15_000));
    expect(kind).toBe('rate');
    expect(covered! / 60).toBeCloseTo(30, 0);
    expect(average).toBeCloseTo(0.4, 1);
  });

  it('knows neither instances nor coverage where they were too many to be told apart', async () => {
    series.mockResolvedValue({ ...rates(instance({}, 0.4, 15_000)), together: true });
    const answer = await fetchRangeSeries(dataSource, request(CPU, 15_000));
    expect(answer).toMatchObject({ covered: undefined, instanceSeconds: undefined, instances: undefined });
    expect(answer.average).toBeCloseTo(0.4, 6);
  });

  it('is split by asking for the largest; the rest is what they leave', async () => {
    const whole = await (series.mockResolvedValue(rates({ labels: {}, times: [1, 2], values: [5, 7] })),
    fetchRangeSeries(dataSource, request(CPU, 15_000)));
    series.mockResolvedValue(rates({ labels: { region: 'eu' }, times: [1, 2], values: [5, 3] }));
    const { top, rest } = await fetchSplit(dataSource, request(CPU, 15_000), { whole, label: 'region', count: 1 });
    expect(series.mock.lastCall![1]).toMatchObject({ groupBy: ['region'], limit: 1 });
    expect([top[0].labels.region, rest?.values]).toEqual(['eu', [0, 4]]);
  });
});

describe('a type that is a snapshot', () => {
  const pods = [instance({ pod: 'a', region: 'eu' }, 100, 15_000), instance({ pod: 'b', region: 'us' }, 250, 5_000)];

  it('has the same value at steps of 15 s and 60 s, two instances of unequal counts', async () => {
    for (const minStepMs of [15_000, 60_000]) {
      const answer = await fetchRangeSeries(dataSource, request(GOROUTINES, minStepMs, pods));
      expect([answer.kind, answer.stepMs, answer.unit]).toEqual(['value', minStepMs, 'short']);
      expect(new Set(answer.series[0].values)).toEqual(new Set([350]));
      expect(answer.average).toBeCloseTo(350, 6);
      expect(answer.instances).toEqual({ kind: 'pod', label: 'pod', count: 2 });
    }
  });

  it('is split without being asked for again', async () => {
    const whole = await fetchRangeSeries(dataSource, request(GOROUTINES, 15_000, pods));
    const split = { whole, label: 'region', count: 1 };
    const { top, rest } = await fetchSplit(dataSource, request(GOROUTINES, 15_000, pods), split);
    expect([top[0].labels, top[0].values[5], rest?.values[5]]).toEqual([{ region: 'us' }, 250, 100]);
  });

  it('is a sum, without an average, where single snapshots cannot be seen', async () => {
    series.mockResolvedValue({ ...rates(instance({}, 1391, 60_000)), rate: false, unit: 'short', stepMs: 60_000 });
    const { kind, average } = await fetchRangeSeries(dataSource, request(GOROUTINES, 15_000));
    expect([kind, average]).toEqual(['sum', undefined]);
  });

  it('may have no profiles at all', async () => {
    const answer = await fetchRangeSeries(dataSource, request(GOROUTINES, 15_000, []));
    expect([answer.series, answer.average, answer.covered, answer.newest]).toEqual([[], undefined, 0, undefined]);
  });
});
