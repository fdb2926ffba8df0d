import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { callQuerier } from './proxy';
import { recorded } from './recorded';
import { fetchServices, fromSeries } from './services';

jest.mock('./proxy');

const LABELS = ['namespace', 'service_namespace', 'k8s.namespace.name'];

const labelsSet = (...sets: Array<Record<string, string>>) => ({
  labelsSet: sets.map((set) => ({ labels: Object.entries(set).map(([name, value]) => ({ name, value })) })),
});

describe('services from one Series call', () => {
  it('are those of the recorded answer, with their namespaces and types', () => {
    const { services, namespaceLabel } = fromSeries(recorded('proxy.Series').response.body, LABELS);
    expect(namespaceLabel).toBe('namespace');
    expect(services.map(({ name, namespace, types }) => [name, namespace, types?.length])).toEqual([
      ['grafana', 'observability', 11],
      ['pyroscope', undefined, 11],
    ]);
  });

  it('keep the same name in two namespaces apart', () => {
    const answer = labelsSet(
      { service_name: 'cart', namespace: 'prod', __profile_type__: 'b' },
      { service_name: 'cart', namespace: 'staging', __profile_type__: 'a' },
      { service_name: 'cart', namespace: 'prod', __profile_type__: 'a' }
    );
    expect(fromSeries(answer, LABELS).services).toEqual([
      { name: 'cart', namespace: 'prod', types: ['a', 'b'] },
      { name: 'cart', namespace: 'staging', types: ['a'] },
    ]);
  });

  it('are told apart by the label that they carry, where that is not the one of others', () => {
    const answer = labelsSet(
      { service_name: 'cart', service_namespace: 'prod', __profile_type__: 'a' },
      { service_name: 'cart', service_namespace: 'staging', __profile_type__: 'a' },
      { service_name: 'checkout', namespace: 'shop', service_namespace: 'prod', __profile_type__: 'a' },
      { service_name: 'checkout', service_namespace: 'prod', __profile_type__: 'a' },
      { service_name: 'probe', __profile_type__: 'a' }
    );
    expect(fromSeries(answer, LABELS)).toEqual({
      services: [
        { name: 'cart', namespace: 'prod', label: 'service_namespace', types: ['a'] },
        { name: 'cart', namespace: 'staging', label: 'service_namespace', types: ['a'] },
        { name: 'checkout', namespace: undefined, types: ['a'] },
        { name: 'checkout', namespace: 'shop', types: ['a'] },
        { name: 'probe', namespace: undefined, types: ['a'] },
      ],
      namespaceLabel: 'namespace',
      namesOnly: false,
    });
  });

  it('find the first label that any profile carries', () => {
    const answer = labelsSet({ service_name: 'cart', 'k8s.namespace.name': 'prod', __profile_type__: 'a' });
    expect(fromSeries(answer, LABELS).namespaceLabel).toBe('k8s.namespace.name');
  });

  it('are none where the answer is empty', () => {
    expect(fromSeries({}, LABELS)).toEqual({ services: [], namespaceLabel: undefined, namesOnly: false });
  });
});

describe('services where the proxy fails', () => {
  const getResource = jest.fn(async (..._: unknown[]) => ['cart', 'checkout']);
  const fetch = () =>
    fetchServices({ uid: 'p', getResource } as unknown as PyroscopeDataSource, { from: 1, to: 2 }, LABELS);
  const fails = (status: number, data: object) =>
    jest.mocked(callQuerier).mockRejectedValue(DataSourceError.fromFetch({ status, data, config: {} }));
  beforeEach(() => getResource.mockClear());

  it('because it is not allowed: are their names, by one request however many there are', async () => {
    fails(403, { message: 'Forbidden' });
    expect(await fetch()).toEqual({
      services: [
        { name: 'cart', namespace: undefined, types: undefined },
        { name: 'checkout', namespace: undefined, types: undefined },
      ],
      namespaceLabel: undefined,
      namesOnly: true,
    });
    expect(getResource).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'a limit',
      400,
      {
        code: 'invalid_argument',
        message: 'the query time range exceeds the limit (max_query_length, actual: 2d, limit: 1d)',
      },
      'range-too-long',
    ],
    ['a time-out', 504, { message: 'gateway timeout' }, 'timeout'],
    ['an overload', 429, { code: 'resource_exhausted', message: 'too many outstanding requests' }, 'overloaded'],
    ['a server that is gone', 502, { message: 'bad gateway' }, 'unreachable'],
  ])('because of %s: are not replaced by less, the reason is said', async (_, status, data, kind) => {
    fails(status, data);
    await expect(fetch()).rejects.toMatchObject({ kind, words: data.message });
    expect(getResource).not.toHaveBeenCalled();
  });
});
