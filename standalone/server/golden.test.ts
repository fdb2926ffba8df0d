import { pprofOf, type Stacks } from '../store/testProfiles';
import { openTestServer, type TestServer } from './testServer';

// Numbers that a real Pyroscope and Grafana gave for these stacks.
const F1: Stacks = [
  ['main;b;c', 10],
  ['main;a', 5],
  ['main', 3],
  ['zz;other;q', 2],
  ['total;x', 1],
];
const F2: Stacks = [...F1, ['main;b;tiny1', 1], ['main;b;tiny2', 1]];
const TYPE = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const TIME = Date.UTC(2024, 4, 1);
const RANGE = { start: TIME - 60_000, end: TIME + 60_000 };

describe('golden profiles, pushed and queried over HTTP', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await openTestServer();
    await push('f1', F1);
    await push('f2', F2);
  });
  afterAll(() => server.close());

  async function push(service: string, stacks: Stacks) {
    const rawProfile = Buffer.from(pprofOf({ stacks, time: TIME })).toString('base64');
    const labels = [
      { name: '__name__', value: 'process_cpu' },
      { name: 'service_name', value: service },
    ];
    const answer = await server.app.inject({
      method: 'POST',
      url: '/push.v1.PusherService/Push',
      payload: { series: [{ labels, samples: [{ ID: `${service}-1`, rawProfile }] }] },
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
  }

  async function ask(service: string, more: object = {}) {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/ds/query',
      payload: {
        from: String(RANGE.start),
        to: String(RANGE.end),
        queries: [
          {
            refId: 'A',
            datasource: { uid: 'pyroscope' },
            queryType: 'profile',
            profileTypeId: TYPE,
            labelSelector: `{service_name="${service}"}`,
            ...more,
          },
        ],
      },
    });
    expect(answer.statusCode).toBe(200);
    return answer.json().results.A.frames;
  }

  async function rows(service: string, more: object = {}) {
    const [{ schema, data }] = await ask(service, more);
    const [level, value, self, label] = data.values;
    return { level, value, self, label, text: schema.fields[3].config.type.enum.text };
  }

  it('gives the frame of F1 to the number', async () => {
    expect(await rows('f1')).toEqual({
      level: [0, 1, 2, 2, 3, 1, 2, 1, 2],
      value: [21, 18, 5, 10, 10, 1, 1, 2, 2],
      self: [0, 3, 5, 0, 10, 0, 1, 0, 2],
      label: [0, 1, 2, 3, 4, 0, 5, 6, 7],
      text: ['total', 'main', 'a', 'b', 'c', 'x', 'zz', 'other'],
    });
  });

  it('prunes F2 to 4 nodes', async () => {
    expect(await rows('f2', { maxNodes: 4 })).toEqual({
      level: [0, 1, 2, 2, 3, 3, 1],
      value: [23, 20, 5, 12, 10, 2, 3],
      self: [0, 3, 5, 0, 10, 2, 3],
      label: [0, 1, 2, 3, 4, 5, 5],
      text: ['total', 'main', 'a', 'b', 'c', 'other'],
    });
  });

  it('prunes F2 to 6 nodes', async () => {
    expect(await rows('f2', { maxNodes: 6 })).toEqual({
      level: [0, 1, 2, 2, 3, 3, 1, 2, 1],
      value: [23, 20, 5, 12, 10, 2, 2, 2, 1],
      self: [0, 3, 5, 0, 10, 2, 0, 2, 1],
      label: [0, 1, 2, 3, 4, 5, 6, 5, 5],
      text: ['total', 'main', 'a', 'b', 'c', 'other', 'zz'],
    });
  });

  it('gives the levels of F1 as strings through the data source proxy', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/datasources/proxy/uid/pyroscope/querier.v1.QuerierService/SelectMergeStacktraces',
      payload: { ...RANGE, profileTypeID: TYPE, labelSelector: '{service_name="f1"}' },
    });
    const level = (...values: number[]) => ({ values: values.map(String) });
    expect(answer.json()).toEqual({
      flamegraph: {
        names: ['total', 'zz', 'other', 'x', 'main', 'b', 'c', 'a'],
        levels: [
          level(0, 21, 0, 0),
          level(0, 18, 3, 4, 0, 1, 0, 0, 0, 2, 0, 1),
          level(3, 5, 5, 7, 0, 10, 0, 5, 0, 1, 1, 3, 0, 2, 2, 2),
          level(8, 10, 10, 6),
        ],
        total: '21',
        maxSelf: '10',
      },
    });
  });

  it('gives the rate of F1 in cores', async () => {
    const [frame] = await ask('f1', { queryType: 'metrics', intervalMs: 60_000 });
    expect(frame.data.values).toEqual([[TIME], [21 / 60 / 1e9]]);
  });

  it('takes a sample with a known id once', async () => {
    await push('f1', F1);
    expect((await rows('f1')).value[0]).toBe(21);
  });
});
