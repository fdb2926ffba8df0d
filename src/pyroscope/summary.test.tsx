import { type PyroscopeDataSource } from './dataSources';
import { fetchSeries, type SeriesAnswer } from './series';
import { fetchSnapshots } from './snapshots';
import { fetchInstanceCount, fetchLastProfile } from './summary';

jest.mock('./series');
jest.mock('./snapshots');
const dataSource = { uid: 'pyroscope' } as PyroscopeDataSource;
const range = { from: 0, to: 60_000 };
const request = { profileTypeId: 'a:b:c:d:e', labelSelector: '{}', range, minStepMs: 15_000 };
const answer = (...labels: Array<Record<string, string>>): SeriesAnswer => ({
  series: labels.map((some) => ({ labels: some, times: [15_000, 45_000], values: [1, 1] })),
  unit: 'cores',
  rate: true,
  stepMs: 15_000,
  range,
});

it('the number of instances comes from one query with few points', async () => {
  jest.mocked(fetchSeries).mockResolvedValue(answer({ pod: 'a' }, { pod: 'b' }));
  expect(await fetchInstanceCount(dataSource, request)).toEqual({ kind: 'pod', label: 'pod', count: 2 });
  expect(jest.mocked(fetchSeries).mock.calls[0][1]).toMatchObject({ maxPoints: 4 });
  jest.mocked(fetchSeries).mockResolvedValue(answer({}));
  expect(await fetchInstanceCount(dataSource, request)).toBeNull();
});

it('the time of the last profile is exact, or that of its bucket where the proxy is refused', async () => {
  const instances = [
    { labels: {}, times: [31_000, 40_500], values: [1, 1] },
    { labels: {}, times: [38_000], values: [1] },
  ];
  jest.mocked(fetchSnapshots).mockResolvedValueOnce({ kind: 'known', instances, interval: undefined });
  expect(await fetchLastProfile(dataSource, request, answer({}))).toEqual({ time: 40_500, exact: true });
  expect(jest.mocked(fetchSnapshots).mock.calls[0][1].range).toEqual({ from: 30_000, to: 45_000 });
  jest.mocked(fetchSnapshots).mockResolvedValueOnce({ kind: 'unknown' });
  expect(await fetchLastProfile(dataSource, request, answer({}))).toEqual({ time: 30_000, exact: false });
  expect(await fetchLastProfile(dataSource, request, answer())).toBeNull();
});
