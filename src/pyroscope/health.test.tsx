import { of, throwError } from 'rxjs';
import { DataSourceError } from './errors';
import { explainError } from './health';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: mockFetch }),
}));

const failed = (status: number, message: string) => ({ status, data: { message }, config: {} });
const hidden = DataSourceError.fromFetch(failed(500, 'An error occurred within the plugin'));

beforeEach(() => jest.clearAllMocks());

it('gives the words of the health check where Grafana hides those of the request', async () => {
  const message =
    'received error from client while getting profile types: unavailable: dial tcp 127.0.0.1:1: connect: connection refused';
  mockFetch.mockReturnValue(throwError(() => failed(400, message)));
  expect(await explainError('a/b', hidden)).toMatchObject({
    kind: 'unreachable',
    words: 'dial tcp 127.0.0.1:1: connect: connection refused',
  });
  expect(mockFetch.mock.calls[0][0].url).toBe('/api/datasources/uid/a%2Fb/health');
});

it('leaves the error as it is where the data source is well, or has words already', async () => {
  mockFetch.mockReturnValue(of({ data: { status: 'OK' } }));
  expect(await explainError('p', hidden)).toBe(hidden);
  const spoken = DataSourceError.fromFetch(failed(403, 'Access denied'));
  expect(await explainError('p', spoken)).toBe(spoken);
  expect(mockFetch).toHaveBeenCalledTimes(1);
});
