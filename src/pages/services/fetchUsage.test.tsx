import { alignRange, chooseStep } from '../../query/timeRange';
import { type Series } from '../../query/series';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchSeries, type SeriesRequest } from '../../pyroscope/series';
import { fetchSnapshots, type SnapshotRequest } from '../../pyroscope/snapshots';
import { fetchUsage } from './fetchUsage';

jest.mock('../../pyroscope/series');
jest.mock('../../pyroscope/snapshots');

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const INUSE = 'memory:inuse_space:bytes:space:bytes';
const ALLOC = 'memory:alloc_space:bytes:space:bytes';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TO = 1_800_000_000_000;

const dataSource = { uid: 'pyro' } as PyroscopeDataSource;
const request = (hours: number, minStepMs = 15_000) => ({
  types: [INUSE, ALLOC],
  labelSelector: '{}',
  range: { from: TO - hours * HOUR, to: TO },
  minStepMs,
});

/** Two instances, a snapshot each `interval`, of 100 and 300 bytes, stamped a little after the full interval. */
function snapshots({ from, to }: { from: number; to: number }, interval: number): Series[] {
  return [100, 300].map((value, i) => {
    const times: number[] = [];
    for (let time = Math.ceil(from / interval) * interval + 1000 * (i + 1); time <= to; time += interval) {
      times.push(time);
    }
    return { labels: { pod: `p${i}` }, times, values: times.map(() => value) };
  });
}

/** The data source's answer: sums a bucket; of what counts up, rates. */
function sums({ range, maxPoints = 300, minStepMs }: SeriesRequest, interval: number, rate: boolean) {
  const stepMs = chooseStep(range, maxPoints, minStepMs);
  const whole = alignRange(range, stepMs);
  const buckets = new Map<number, number>();
  for (const { times, values } of snapshots(whole, interval)) {
    times.forEach((time, i) => {
      const end = Math.ceil((time - whole.from) / stepMs) * stepMs + whole.from;
      buckets.set(end, (buckets.get(end) ?? 0) + values[i] / (rate ? stepMs / 1000 : 1));
    });
  }
  const times = [...buckets.keys()].sort((a, b) => a - b);
  const series = [{ labels: {}, times, values: times.map((time) => buckets.get(time)!) }];
  return { series, unit: rate ? 'binBps' : 'bytes', rate, stepMs, range: whole };
}

function serve(interval: number, { proxy = true } = {}) {
  jest
    .mocked(fetchSeries)
    .mockImplementation(async (_, asked) => sums(asked, interval, asked.profileTypeId !== INUSE) as never);
  jest.mocked(fetchSnapshots).mockImplementation(async (_, { range }: SnapshotRequest) => {
    const instances = snapshots(range, interval);
    const few = instances[0].times.length < 2;
    return proxy ? { kind: 'known', instances, interval: few ? undefined : interval } : { kind: 'unknown' };
  });
}

beforeEach(() => jest.clearAllMocks());

describe('memory in use', () => {
  it.each([
    ['an hour, steps of 60 s', 1, 15_000, 15_000],
    ['five minutes, steps of 15 s', 1 / 12, 15_000, 15_000],
    ['an hour, steps of 5 min', 1, 5 * MINUTE, 15_000],
    ['a day, steps of 30 min', 24, 15_000, 15_000],
    ['a day, steps of 2 h', 24, 2 * HOUR, 15_000],
    ['a day, a snapshot an hour', 24, 15_000, HOUR],
  ])('is what the instances hold together, whatever the step: %s', async (_, hours, minStepMs, interval) => {
    serve(interval);
    const usage = await fetchUsage(dataSource, request(hours, minStepMs));
    expect(usage?.unit).toBe('bytes');
    expect(usage?.average).toBeCloseTo(400, 0);
    const inner = usage?.series?.values.slice(1, -1) ?? [];
    expect(inner.length).toBeGreaterThan(5);
    inner.forEach((value) => expect(value).toBeCloseTo(400, 0));
  });

  it('of a long range costs one look at the newest snapshots, not all of them', async () => {
    serve(15_000);
    await fetchUsage(dataSource, request(24));
    const ranges = jest.mocked(fetchSnapshots).mock.calls.map(([, { range }]) => range.to - range.from);
    expect(ranges).toEqual([10 * MINUTE]);
    expect(jest.mocked(fetchSeries).mock.calls[0][1].maxPoints).toBe(60);
  });

  it('gives way to what is allocated where snapshots cannot be counted', async () => {
    serve(15_000, { proxy: false });
    const usage = await fetchUsage(dataSource, request(1));
    expect(usage?.typeId).toBe(ALLOC);
    expect(usage?.average).toBeCloseTo(400 / 15, 1);
    expect(await fetchUsage(dataSource, { ...request(1), types: [INUSE] })).toBeNull();
    expect(await fetchUsage(dataSource, { ...request(24), types: [INUSE] })).toBeNull();
  });
});

describe('cpu', () => {
  it('is one query and the average of its rate', async () => {
    serve(15_000);
    const usage = await fetchUsage(dataSource, { ...request(1), types: [CPU] });
    expect(usage?.average).toBeCloseTo(400 / 15, 1);
    expect(jest.mocked(fetchSeries)).toHaveBeenCalledTimes(1);
    expect(jest.mocked(fetchSnapshots)).not.toHaveBeenCalled();
  });

  it('has no average without profiles', async () => {
    jest
      .mocked(fetchSeries)
      .mockResolvedValue({ series: [], unit: 'short', rate: false, stepMs: 1, range: { from: 0, to: 1 } });
    expect(await fetchUsage(dataSource, { ...request(1), types: [CPU] })).toMatchObject({
      average: undefined,
      series: undefined,
    });
  });
});
