import { of, throwError } from 'rxjs';
import { type PyroscopeDataSource } from './dataSources';
import { fetchAllLabelNames } from './labelNames';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: mockFetch }),
}));

const range = { from: 1000, to: 2000 };
const selector = '{service_name="cart"}';
const resources: Record<string, string[]> = { labelNames: ['region', 'pod'] };
const values: Record<string, string[]> = { 'k8s.pod.name': ['cart-1'], 'team.name': ['red'] };
const getResource = jest.fn(async (path: string, { label }: Record<string, string | number> = {}) =>
  path === 'labelValues' ? (values[String(label)] ?? []) : resources[path]
);
const dataSource = { uid: 'p', getResource } as unknown as PyroscopeDataSource;

beforeEach(() => jest.clearAllMocks());

it('lists the names of the data source and, by the proxy, those with dots', async () => {
  mockFetch.mockReturnValue(of({ data: { names: ['__type__', 'region', 'k8s.pod.name', 'team.name'] } }));
  expect(await fetchAllLabelNames(dataSource, selector, range)).toEqual(['k8s.pod.name', 'pod', 'region', 'team.name']);
  expect(mockFetch.mock.calls[0][0].data).toEqual({ matchers: [selector], start: 1000, end: 2000 });
  expect(getResource).toHaveBeenCalledTimes(1);
});

it('tries likely names with dots where the proxy is refused', async () => {
  mockFetch.mockReturnValue(throwError(() => ({ status: 403, data: { message: 'no' }, config: {} })));
  const names = await fetchAllLabelNames(dataSource, selector, range, { likely: ['namespace', 'team.name'] });
  expect(names).toEqual(['k8s.pod.name', 'pod', 'region', 'team.name']);
});

it.each([
  [504, 'context deadline exceeded'],
  [429, 'too many outstanding requests'],
])('fails where the proxy does for another reason, and asks for nothing instead: %i', async (status, message) => {
  mockFetch.mockReturnValue(throwError(() => ({ status, data: { message }, config: {} })));
  await expect(fetchAllLabelNames(dataSource, selector, range)).rejects.toMatchObject({ words: message });
  expect(getResource).toHaveBeenCalledTimes(1);
});

it('fails where a likely name cannot be asked about', async () => {
  mockFetch.mockReturnValue(throwError(() => ({ status: 403, data: { message: 'no' }, config: {} })));
  const failure = { status: 504, data: { message: 'context deadline exceeded' }, config: {} };
  getResource.mockResolvedValueOnce(['region']).mockRejectedValueOnce(failure);
  await expect(fetchAllLabelNames(dataSource, selector, range)).rejects.toMatchObject({ kind: 'timeout' });
});

it('fails where the data source itself does', async () => {
  mockFetch.mockReturnValue(of({ data: {} }));
  getResource.mockRejectedValueOnce({
    status: 500,
    data: { message: 'An error occurred within the plugin' },
    config: {},
  });
  await expect(fetchAllLabelNames(dataSource, selector, range)).rejects.toMatchObject({ name: 'DataSourceError' });
});
