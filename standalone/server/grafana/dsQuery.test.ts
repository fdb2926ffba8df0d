import { ConnectError, type Querier, type SeriesRequest } from '../../store/querier';
import { fakeQuerier } from '../testQuerier';
import { openTestServer } from '../testServer';
import { UnreachableError } from '../unreachableError';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const EMPTY = { names: ['total'], levels: [[0, 0, 0, 0]], total: 0, maxSelf: 0 };

const query = (more: object = {}) => ({
  refId: 'A',
  datasource: { type: 'grafana-pyroscope-datasource', uid: 'pyroscope' },
  queryType: 'profile',
  profileTypeId: CPU,
  labelSelector: '{}',
  ...more,
});

async function post(methods: Partial<Querier>, payload: object | string) {
  const server = await openTestServer({ querier: fakeQuerier(methods) });
  try {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/ds/query',
      headers: { 'content-type': 'application/json' },
      payload: typeof payload === 'string' ? payload : JSON.stringify({ from: '1000', to: '61000', ...payload }),
    });
    return { status: answer.statusCode, body: answer.json() };
  } finally {
    await server.close();
  }
}

describe('metrics', () => {
  const points = [{ timestamp: 61_000, value: 30e9 }];

  it('asks with the interval as the step, 15 s at least, and gives rates by it', async () => {
    const asked: SeriesRequest[] = [];
    const selectSeries = async (request: SeriesRequest) => {
      asked.push(request);
      return [{ labels: { pod: 'a' }, points }];
    };
    const metrics = { queryType: 'metrics', groupBy: ['pod'], limit: 2 };
    const { body } = await post(
      { selectSeries },
      {
        queries: [
          query({ ...metrics, refId: 'A', intervalMs: 60_000 }),
          query({ ...metrics, refId: 'B', intervalMs: 1 }),
          query({ queryType: 'metrics', refId: 'C' }),
        ],
      }
    );
    expect(asked.map(({ step, limit, groupBy }) => [step, limit, groupBy])).toEqual([
      [60, 2, ['pod']],
      [15, 2, ['pod']],
      [15, undefined, []],
    ]);
    expect(asked[0]).toMatchObject({ start: 1000, end: 61_000, profileTypeID: CPU, labelSelector: '{}' });
    expect(body.results.A.frames[0].data.values).toEqual([[61_000], [0.5]]);
    expect(body.results.B.frames[0].data.values).toEqual([[61_000], [2]]);
    expect(body.results.B.frames[0].schema.refId).toBe('B');
    expect(body.results.A.frames[0].schema.fields[1]).toMatchObject({
      labels: { pod: 'a' },
      config: { unit: 'cores' },
    });
  });
});

it("takes a query's own time range before the request's, and relative times", async () => {
  const asked: Array<[number, number]> = [];
  const selectMergeStacktraces: Querier['selectMergeStacktraces'] = async ({ start, end }) => {
    asked.push([start, end]);
    return EMPTY;
  };
  const now = Date.now();
  const timeRange = { from: '5000', to: 6000 };
  await post({ selectMergeStacktraces }, { queries: [query(), query({ refId: 'B', timeRange })] });
  await post({ selectMergeStacktraces }, { from: 'now-1h', to: 'now', queries: [query()] });
  expect(asked.slice(0, 2)).toEqual([
    [1000, 61_000],
    [5000, 6000],
  ]);
  expect(asked[2][1] - asked[2][0]).toBe(3_600_000);
  expect(asked[2][1] - now).toBeLessThan(60_000);
});

it('answers both with series and flame graph, and an unknown type with nothing', async () => {
  const methods = { selectSeries: async () => [{ labels: {}, points: [] }], selectMergeStacktraces: async () => EMPTY };
  const { body } = await post(methods, {
    queries: [
      query({ queryType: 'both' }),
      query({ refId: 'B', queryType: 'logs' }),
      query({ refId: 'C', queryType: 1 }),
    ],
  });
  const kinds = body.results.A.frames.map(
    (frame: { schema: { meta: { preferredVisualisationType: string } } }) =>
      frame.schema.meta.preferredVisualisationType
  );
  expect(kinds).toEqual(['graph', 'flamegraph']);
  expect(body.results.B).toEqual({ status: 200 });
  expect(body.results.C).toEqual({ status: 200 });
});

describe('errors', () => {
  const failing = (error: Error) => ({ selectMergeStacktraces: () => Promise.reject(error) });

  it.each([
    [new ConnectError('invalid_argument', 'no'), 'invalid_argument: no', 500],
    [new ConnectError('unavailable', 'starting'), 'unavailable: starting', 500],
    [new UnreachableError('connect ECONNREFUSED'), 'unavailable: connect ECONNREFUSED', 502],
    [new ConnectError('deadline_exceeded', 'slow'), 'deadline_exceeded: slow', 504],
  ])("gives the server's words in %s", async (error, words, status) => {
    const answer = await post(failing(error), { queries: [query(), query({ refId: 'B', queryType: 'x' })] });
    expect(answer).toEqual({
      status: 400,
      body: {
        results: {
          A: { error: `received error from client while getting profile: ${words}`, errorSource: 'downstream', status },
          B: { status: 200 },
        },
      },
    });
  });

  it('names series and span profiles as such', async () => {
    const fails = () => Promise.reject(new ConnectError('unknown', 'x'));
    const { body } = await post(
      { selectSeries: fails, selectMergeStacktraces: fails },
      {
        queries: [query({ queryType: 'metrics' }), query({ refId: 'B', spanSelector: ['00f067aa0ba902b7'] })],
      }
    );
    expect(body.results.A.error).toBe('received error from client while getting series: unknown: x');
    expect(body.results.B.error).toBe('received error from client while getting span profile: unknown: x');
  });

  it('says which field of a query has the wrong type', async () => {
    const { status, body } = await post({}, { queries: [query({ groupBy: 'pod' })] });
    expect(status).toBe(400);
    expect(body.results.A).toMatchObject({ errorSource: 'plugin', status: 500 });
    expect(body.results.A.error).toMatch(/^error unmarshaling query model: groupBy: /);
  });

  it.each<[string, object | string, number, object]>([
    ['an array', '[]', 400, { message: 'bad request data' }],
    ['an empty body', '', 400, { message: 'bad request data' }],
    ['no time', '{"queries":[{"datasource":{"uid":"pyroscope"}}]}', 400, { message: 'bad request data' }],
    ['a time that is none', { from: 'yesterday', queries: [query()] }, 400, { message: 'bad request data' }],
    [
      'no data source',
      { queries: [query({ datasource: undefined })] },
      400,
      { messageId: 'query.invalidDatasourceId' },
    ],
    ['a refId twice', { queries: [query(), query()] }, 400, { messageId: 'query.duplicateRefId' }],
    ['the id of no data source', { queries: [query({ datasource: null, datasourceId: 7 })] }, 404, {}],
  ])('refuses %s', async (_, payload, status, body) => {
    expect(await post({}, payload)).toMatchObject({ status, body });
  });
});

it('lets the querier know when the browser has gone', async () => {
  let asked: (signal: AbortSignal | undefined) => void;
  const signalAsked = new Promise<AbortSignal | undefined>((resolve) => (asked = resolve));
  const selectMergeStacktraces: Querier['selectMergeStacktraces'] = ({ signal }) => {
    asked(signal);
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  };
  const server = await openTestServer({ querier: fakeQuerier({ selectMergeStacktraces }) });
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = new AbortController();
  const answer = fetch(`${address}/api/ds/query`, {
    method: 'POST',
    body: JSON.stringify({ from: '1000', to: '2000', queries: [query()] }),
    signal: browser.signal,
  });
  const signal = await signalAsked;
  expect(signal?.aborted).toBe(false);
  const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
  browser.abort();
  await expect(answer).rejects.toThrow();
  await aborted;
  await server.close();
});
