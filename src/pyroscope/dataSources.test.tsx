import { type DataFrame, type DataQueryRequest, type DataSourceApi } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { of } from 'rxjs';
import { dataSourceOf } from './dataSources';
import { runQuery } from './query';

const QUERY: Parameters<typeof runQuery>[1] = {
  queryType: 'profile',
  profileTypeId: 'cpu',
  labelSelector: '{}',
  groupBy: [],
};

/** Grafana with one data source, whose code comes when it is asked for. */
function grafana(load: () => Promise<Partial<DataSourceApi> & { getResource?: jest.Mock }>) {
  const get = jest.fn(load);
  setDataSourceSrv({ get } as unknown as DataSourceSrv);
  return get;
}

it('has its code fetched by the first query or resource, and not before', async () => {
  const frame: DataFrame = { fields: [], length: 0 };
  const query = jest.fn((_: DataQueryRequest) => of({ data: [frame] }));
  const getResource = jest.fn().mockResolvedValue(['a']);
  const get = grafana(async () => ({ query, getResource }));
  const dataSource = dataSourceOf({ uid: 'p', type: 'grafana-pyroscope-datasource' });
  expect(dataSource.uid).toBe('p');
  expect(get).not.toHaveBeenCalled();
  expect(await runQuery(dataSource, QUERY, { from: 1, to: 2 })).toEqual([frame]);
  expect(query.mock.calls[0][0].targets[0].datasource).toEqual({ uid: 'p', type: 'grafana-pyroscope-datasource' });
  expect(await dataSource.getResource('labelValues', { label: 'pod' }, { showErrorAlert: false })).toEqual(['a']);
  expect(getResource).toHaveBeenCalledWith('labelValues', { label: 'pod' }, { showErrorAlert: false });
  expect(get).toHaveBeenCalledWith('p');
});

it('fails with Grafana’s reason where its code cannot be had', async () => {
  grafana(() => Promise.reject(new Error('Datasource p was not found')));
  const dataSource = dataSourceOf({ uid: 'p', type: 'grafana-pyroscope-datasource' });
  await expect(runQuery(dataSource, QUERY, { from: 1, to: 2 })).rejects.toThrow('Datasource p was not found');
  await expect(dataSource.getResource('labelValues')).rejects.toThrow('Datasource p was not found');
});

it('ends what is asked when it is not wanted any more', async () => {
  const stop = new AbortController();
  let asked = 0;
  grafana(async () => {
    await Promise.resolve();
    stop.abort();
    return { query: () => (asked++, of({ data: [] })) };
  });
  const dataSource = dataSourceOf({ uid: 'p', type: 'grafana-pyroscope-datasource' });
  await expect(runQuery(dataSource, QUERY, { from: 1, to: 2 }, { signal: stop.signal })).rejects.toThrow('cancelled');
  expect(asked).toBe(0);
});
