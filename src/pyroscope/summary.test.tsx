import { fetchSnapshots } from './snapshots';
import { fetchLastProfile } from './summary';

jest.mock('./snapshots');
const request = { profileTypeId: 'a:b:c:d:e', labelSelector: '{}' };

it('the time of the last profile is exact, or that of its bucket where the proxy is refused', async () => {
  const instances = [
    { labels: {}, times: [31_000, 40_500], values: [1, 1] },
    { labels: {}, times: [38_000], values: [1] },
  ];
  const bucket = { from: 30_000, to: 45_000 };
  jest.mocked(fetchSnapshots).mockResolvedValueOnce({ kind: 'known', instances, interval: undefined });
  expect(await fetchLastProfile({ uid: 'pyroscope' }, request, bucket)).toEqual({ time: 40_500, exact: true });
  expect(jest.mocked(fetchSnapshots).mock.calls[0][1].range).toEqual(bucket);
  jest.mocked(fetchSnapshots).mockResolvedValueOnce({ kind: 'unknown' });
  expect(await fetchLastProfile({ uid: 'pyroscope' }, request, bucket)).toEqual({ time: 30_000, exact: false });
});
