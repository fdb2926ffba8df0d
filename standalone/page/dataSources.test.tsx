import { CoreApp, type DataQueryRequest, type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv, setDataSourceSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { StandaloneDataSourceSrv } from './dataSources';

const TYPE = 'grafana-pyroscope-datasource';

function settings(name: string, uid: string, more: object = {}): DataSourceInstanceSettings {
  const meta = { id: TYPE, metrics: true, info: { version: '12.3.3' } };
  return { id: 1, name, uid, type: TYPE, meta, jsonData: {}, ...more } as unknown as DataSourceInstanceSettings;
}

const srv = () =>
  new StandaloneDataSourceSrv(
    {
      pyroscope: settings('pyroscope', 'pyroscope'),
      Another: settings('Another', 'another'),
      Prometheus: settings('Prometheus', 'prom', { type: 'prometheus', meta: { id: 'prometheus', metrics: true } }),
      Silent: settings('Silent', 'silent', { meta: { id: TYPE } }),
    },
    'pyroscope'
  );

const names = (list: DataSourceInstanceSettings[]) => list.map(({ name }) => name);

test('getList sorts by name and adds "-- Grafana --" even to the list of one type, as the real one does', () => {
  expect(names(srv().getList())).toEqual(['Another', 'Prometheus', 'pyroscope', '-- Grafana --']);
  expect(names(srv().getList({ type: [TYPE] }))).toEqual(['Another', 'pyroscope', '-- Grafana --']);
  expect(names(srv().getList({ type: 'prometheus' }))).toEqual(['Prometheus', '-- Grafana --']);
  expect(names(srv().getList({ pluginId: TYPE }))).toEqual(['Another', 'pyroscope']);
  expect(names(srv().getList({ filter: ({ type }) => type === TYPE, all: true }))).toEqual([
    'Another',
    'pyroscope',
    'Silent',
  ]);
});

test('settings are found by uid, name and reference; without one they are the default', () => {
  expect(srv().getInstanceSettings('another')?.name).toBe('Another');
  expect(srv().getInstanceSettings('Another')?.uid).toBe('another');
  expect(srv().getInstanceSettings({ uid: 'another' })?.name).toBe('Another');
  expect(srv().getInstanceSettings()?.name).toBe('pyroscope');
  expect(srv().getInstanceSettings('default')?.name).toBe('pyroscope');
  expect(srv().getInstanceSettings('nobody')).toBeUndefined();
});

test('get gives one and the same object, and says what is not there', async () => {
  const one = srv();
  expect(await one.get('pyroscope')).toBe(await one.get({ uid: 'pyroscope' }));
  await expect(one.get('nobody')).rejects.toThrow('Datasource nobody was not found');
  await expect(one.get('grafana')).rejects.toThrow("-- Grafana -- can't be used without Grafana");
});

describe('the data source', () => {
  let requests: BackendSrvRequest[];
  let answer: unknown;
  let dataSource: DataSourceApi & {
    getResource: (path: string, params?: object, options?: object) => Promise<unknown>;
  };

  beforeEach(async () => {
    requests = [];
    const fetch = (request: BackendSrvRequest) => {
      requests.push(request);
      return of({ data: answer, status: 200, ok: true, config: request });
    };
    setBackendSrv({ fetch } as unknown as BackendSrv);
    setDataSourceSrv(srv());
    dataSource = (await srv().get('pyroscope')) as typeof dataSource;
  });

  const query = (target: object, app = 'app') => {
    const range = { from: { valueOf: () => 1_000 }, to: { valueOf: () => 2_000 } };
    const targets = [{ refId: 'A', ...target }];
    const request = { targets, range, app, intervalMs: 15_000, maxDataPoints: 100, requestId: 'r1', scopedVars: {} };
    return lastValueFrom(
      dataSource.query(request as unknown as DataQueryRequest) as Observable<{ data: unknown[]; errors?: unknown }>
    );
  };
  const sent = () => requests[0].data.queries[0];

  test("queries through Grafana's API, with the request's id, and returns frames", async () => {
    const schema = { refId: 'A', fields: [{ name: 'level', type: 'number' }] };
    answer = { results: { A: { status: 200, frames: [{ schema, data: { values: [[0, 1]] } }] } } };
    const { data } = await query({ profileTypeId: 'cpu', queryType: 'metrics', labelSelector: '{a="b"}' });
    expect(requests[0]).toMatchObject({
      url: expect.stringMatching(/^\/api\/ds\/query\?ds_type=grafana-pyroscope-datasource/),
      method: 'POST',
      requestId: 'r1',
      headers: { 'X-Plugin-Id': TYPE, 'X-Datasource-Uid': 'pyroscope' },
      data: { from: '1000', to: '2000' },
    });
    expect(sent()).toMatchObject({
      datasource: { type: TYPE, uid: 'pyroscope' },
      queryType: 'metrics',
      labelSelector: '{a="b"}',
    });
    expect(data).toMatchObject([{ refId: 'A', length: 2, fields: [{ name: 'level', values: [0, 1] }] }]);
  });

  test('without a profile type nothing is sent', async () => {
    expect(await query({ queryType: 'profile' })).toEqual({ data: [] });
    expect(requests).toEqual([]);
  });

  test('"both" means the flame graph outside Explore, and no selector means all', async () => {
    answer = { results: {} };
    await query({ profileTypeId: 'cpu', queryType: 'both', labelSelector: '' });
    expect(sent()).toMatchObject({ queryType: 'profile', labelSelector: '{}', groupBy: [], spanSelector: [] });
    requests = [];
    await query({ profileTypeId: 'cpu', queryType: 'both' }, CoreApp.Explore);
    expect(sent().queryType).toBe('both');
  });

  test("resources go to the data source's address, with the caller's options", async () => {
    answer = ['a'];
    expect(await dataSource.getResource('labelNames', { start: 1 }, { showErrorAlert: false })).toEqual(['a']);
    expect(requests[0]).toMatchObject({
      url: '/api/datasources/uid/pyroscope/resources/labelNames',
      params: { start: 1 },
      showErrorAlert: false,
    });
  });
});
