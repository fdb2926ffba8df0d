import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { ConnectError, type Querier } from '../store/querier';
import { pprofOf } from '../store/testProfiles';
import { createServer } from './app';
import { handOverTo } from './handOver';
import { remoteQuerier } from './remote';
import type { RemoteServer } from './remoteServer';
import { openRemoteThreads } from './remoteThreads';
import { openTestServer, type TestServer } from './testServer';
import { UnreachableError } from './unreachableError';

const TIME = Date.UTC(2024, 4, 1);
const RANGE = { start: TIME - 60_000, end: TIME + 60_000 };
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const PROFILES = { ...RANGE, profileTypeID: CPU, labelSelector: '{service_name="shop"}' };

describe('a querier over HTTP', () => {
  let server: TestServer;
  let remote: Querier;
  let local: Querier;

  beforeAll(async () => {
    server = await openTestServer();
    const labels = { service_name: 'shop', region: 'eu', 'k8s.pod.name': 'a' };
    for (const time of [TIME, TIME + 30_000]) {
      const pprof = pprofOf({
        stacks: [
          ['main;a', 5],
          ['main;b;c', 7],
        ],
        time,
      });
      await server.store.ingest({ labels, name: 'process_cpu', pprof });
    }
    remote = remoteQuerier({ url: await server.app.listen({ host: '127.0.0.1', port: 0 }) });
    local = server.store.querier;
  });
  afterAll(() => server.close());

  // What the store says must arrive unchanged.
  const asked: Array<[string, (querier: Querier) => Promise<unknown>]> = [
    ['profileTypes', (q) => q.profileTypes(RANGE)],
    ['labelNames', (q) => q.labelNames({ ...RANGE, matchers: [] })],
    ['labelNames, dotted ones too', (q) => q.labelNames({ ...RANGE, matchers: [], utf8: true })],
    ['labelValues', (q) => q.labelValues({ ...RANGE, name: 'region', matchers: ['{service_name="shop"}'] })],
    ['series', (q) => q.series({ ...RANGE, matchers: [], labelNames: ['service_name', 'region'] })],
    ['selectMergeStacktraces', (q) => q.selectMergeStacktraces(PROFILES)],
    ['selectMergeStacktraces, pruned', (q) => q.selectMergeStacktraces({ ...PROFILES, maxNodes: 2 })],
    [
      'selectMergeStacktraces of a call site',
      (q) => q.selectMergeStacktraces({ ...PROFILES, callSite: ['main', 'b'] }),
    ],
    ['selectMergeStacktraces of nothing', (q) => q.selectMergeStacktraces({ ...PROFILES, labelSelector: '{a="b"}' })],
    ['selectSeries', (q) => q.selectSeries({ ...PROFILES, step: 30, groupBy: ['region'], limit: 1 })],
    ['selectSeries with exemplars', (q) => q.selectSeries({ ...PROFILES, step: 30, groupBy: [], exemplars: true })],
    ['spans', (q) => q.selectMergeStacktraces({ ...PROFILES, spanSelector: ['00f067aa0ba902b7'] })],
    ['selectMergeProfile', (q) => q.selectMergeProfile({ ...PROFILES, maxNodes: 2 })],
    ['diff', (q) => q.diff({ left: PROFILES, right: { ...PROFILES, start: TIME + 10_000 } })],
    ['getProfileStats', (q) => q.getProfileStats()],
  ];
  it.each(asked)('%s', async (_, ask) => {
    const answer = await ask(local);
    expect(answer).not.toEqual([]);
    expect(await ask(remote)).toEqual(answer);
  });

  it("passes the server's errors on", async () => {
    const failure = remote.selectMergeStacktraces({ ...PROFILES, profileTypeID: 'cpu' });
    await expect(failure).rejects.toThrow(ConnectError);
    await expect(failure).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringMatching(/^profile-type selection must be of the form/),
    });
  });
});

describe('other servers', () => {
  let http: Server | undefined;
  let requests: IncomingMessage[];
  let answer: { status: number; body: string; headers?: Record<string, string> };

  async function serve(given: typeof answer): Promise<RemoteServer> {
    answer = given;
    requests = [];
    http = createHttpServer((request, response) => {
      requests.push(request);
      request.resume();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    const listening = http;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  }
  afterEach(() => {
    http?.closeAllConnections();
    http?.close();
  });

  it.each([
    [{ status: 501, body: '<p>Unsupported method</p>' }, 'unknown', '501 Not Implemented'],
    [{ status: 200, body: '<html>' }, 'unknown', '200 OK'],
    [{ status: 401, body: 'no' }, 'unauthenticated', 'no'],
    [{ status: 400, body: '{"code":"invalid_argument","message":"<b>"}' }, 'invalid_argument', '<b>'],
    [{ status: 500, body: '{"code":"novel","message":"x"}' }, 'unknown', 'x'],
    [{ status: 302, body: '', headers: { location: '/login' } }, 'unknown', '302 Found'],
  ])('names what %j means', async (given, code, message) => {
    const remote = remoteQuerier(await serve(given));
    await expect(remote.getProfileStats()).rejects.toMatchObject({ code, message });
  });

  it('sends tenant and password', async () => {
    const server = await serve({ status: 200, body: '{}' });
    const basicAuth = { user: 'me', password: 'säcret:x' };
    expect(await remoteQuerier({ ...server, tenant: 'team-a', basicAuth }).profileTypes({})).toEqual([]);
    expect(requests[0].headers).toMatchObject({
      'x-scope-orgid': 'team-a',
      authorization: `Basic ${Buffer.from('me:säcret:x').toString('base64')}`,
    });
  });

  it('ends an answer that has no end', async () => {
    const server = await serve({ status: 200, body: '' });
    let ended = 0;
    http?.removeAllListeners('request').on('request', (_, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/proto' });
      const write = () => void response.write('"'.repeat(60_000));
      response.on('drain', write).on('close', () => ended++);
      write();
    });
    const remote = remoteQuerier(server, 1e6);
    const error = { code: 'resource_exhausted', message: 'the answer has more than 1000000 bytes' };
    await expect(remote.profileTypes({})).rejects.toMatchObject(error);
    await expect(remote.selectMergeProfile(PROFILES)).rejects.toMatchObject(error);
    while (ended < 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it('is unreachable when nothing listens, and says why', async () => {
    const server = await serve({ status: 200, body: '{}' });
    await new Promise((resolve) => http?.close(resolve));
    const asked = remoteQuerier(server).profileTypes({});
    await expect(asked).rejects.toThrow(UnreachableError);
    await expect(asked).rejects.toThrow(/ECONNREFUSED/);
  });

  describe('asked in threads', () => {
    const LEAVES = 20_000;
    /** So many leaves below one root. */
    const wide = JSON.stringify({
      flamegraph: {
        names: ['total', ...Array.from({ length: LEAVES }, (_, i) => `handler${i}`)],
        levels: [
          { values: ['0', String(LEAVES), '0', '0'] },
          { values: Array.from({ length: LEAVES }, (_, i) => ['0', '1', '1', String(i + 1)]).flat() },
        ],
        total: String(LEAVES),
        maxSelf: '1',
      },
    });
    const query = { refId: 'A', queryType: 'profile', profileTypeId: CPU, labelSelector: '{}' };
    const dsQuery = { from: '1', to: '2', queries: [{ ...query, datasource: { uid: 'pyroscope' } }] };

    async function inThreads(given: typeof answer, test: (app: FastifyInstance) => Promise<void>) {
      const remote = await serve(given);
      const program = { file: join(__dirname, 'thread.ts'), execArgv: ['-r', 'esbuild-register'] };
      const threads = await openRemoteThreads(program, { remote });
      const server = await openTestServer({ querier: threads.querier, handOver: handOverTo(threads), remote });
      try {
        await test(server.app);
      } finally {
        await server.close();
        await threads.close();
      }
    }

    const ask = (app: FastifyInstance) => app.inject({ method: 'POST', url: '/api/ds/query', payload: dsQuery });

    it('never reads an answer in the main thread, which stays free however large it is', () =>
      inThreads({ status: 200, body: wide, headers: { 'content-type': 'application/json' } }, async (app) => {
        const parse = jest.spyOn(JSON, 'parse');
        const stringify = jest.spyOn(JSON, 'stringify');
        const frames = await ask(app);
        const url = '/querier.v1.QuerierService/SelectMergeStacktraces';
        const own = await app.inject({ method: 'POST', url, payload: { ...PROFILES } });
        const rendered = await app.inject({ url: `/pyroscope/render?query=${CPU}&from=1&until=2` });
        const sizes = [...parse.mock.calls.map(([text]) => text), ...stringify.mock.results.map(({ value }) => value)];
        jest.restoreAllMocks();
        expect(Math.max(...sizes.map((text) => String(text).length))).toBeLessThan(10_000);
        expect(frames.json().results.A.frames[0].data.values[1]).toHaveLength(LEAVES + 1);
        expect(own.json().flamegraph).toEqual(JSON.parse(wide).flamegraph);
        expect(rendered.json().flamebearer.numTicks).toBe(LEAVES);
      }));

    it('waits for many answers at once', () =>
      inThreads({ status: 200, body: '' }, async (app) => {
        const held: ServerResponse[] = [];
        const all = new Promise<void>((resolve) => {
          http?.removeAllListeners('request').on('request', (_, response: ServerResponse) => {
            if (held.push(response) === 20) {
              resolve();
            }
          });
        });
        const asked = Array.from({ length: 20 }, () => ask(app));
        await all;
        held.forEach((response) => response.end('{}'));
        expect((await Promise.all(asked)).map(({ statusCode }) => statusCode)).toEqual(new Array(20).fill(200));
      }));

    it('says that nobody is there', () =>
      inThreads({ status: 200, body: '{}' }, async (app) => {
        http?.closeAllConnections();
        await new Promise((resolve) => http?.close(resolve));
        expect((await ask(app)).json().results.A).toEqual({
          error: expect.stringMatching(
            /^received error from client while getting profile: unavailable: .*ECONNREFUSED/
          ),
          errorSource: 'downstream',
          status: 502,
        });
      }));
  });

  describe('behind the data source proxy', () => {
    const PATH = '/api/datasources/proxy/uid/pyroscope';

    async function proxied(given: typeof answer, path: string, headers: Record<string, string> = {}) {
      const server = await serve(given);
      const test = await openTestServer();
      const basicAuth = { user: 'me', password: 'x' };
      const remote = { ...server, tenant: 'team-a', basicAuth };
      const app = await createServer({ root: test.dir, dataDir: test.dir, querier: remoteQuerier(remote), remote });
      const method = 'POST';
      const sent = await app.inject({ method, url: PATH + path, headers, payload: Buffer.from([0, 255, 1]) });
      const push = await app.inject({ method, url: '/ingest?name=a', payload: '' });
      await app.close();
      await test.close();
      return { sent, push };
    }

    it('passes requests and answers on, with the password and without cookies', async () => {
      const headers = {
        etag: '"kept"',
        'set-cookie': 'a=b',
        'content-type': 'application/proto',
        location: 'https://elsewhere.example/',
        'access-control-allow-origin': '*',
        'content-security-policy': 'default-src *',
        'service-worker-allowed': '/',
      };
      const { sent, push } = await proxied(
        { status: 418, body: 'tea', headers },
        '/some/path%2Fwith?q=%7Ba%3D%22b%22%7D',
        {
          'content-type': 'application/proto',
          cookie: 'grafana_session=1',
          authorization: 'Bearer browser',
        }
      );
      expect([sent.statusCode, sent.body, sent.headers.etag, sent.headers['content-type']]).toEqual([
        418,
        'tea',
        '"kept"',
        'application/proto',
      ]);
      const dropped = ['set-cookie', 'location', 'access-control-allow-origin', 'service-worker-allowed'];
      expect(dropped.filter((name) => name in sent.headers)).toEqual([]);
      expect(sent.headers).toMatchObject({ 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' });
      const [request] = requests;
      expect([request.method, request.url]).toEqual(['POST', '/some/path%2Fwith?q=%7Ba%3D%22b%22%7D']);
      expect(request.headers).toMatchObject({
        'content-type': 'application/proto',
        'content-length': '3',
        'x-scope-orgid': 'team-a',
        authorization: `Basic ${Buffer.from('me:x').toString('base64')}`,
      });
      expect(request.headers.cookie).toBeUndefined();
      // Nothing is pushed through to somebody's real server.
      expect(push.statusCode).toBe(404);
    });

    it("does not show the browser a login that is not the browser's", async () => {
      const { sent } = await proxied({ status: 401, body: 'who?', headers: { 'www-authenticate': 'Basic' } }, '/x');
      expect([sent.statusCode, sent.body]).toEqual([400, 'Authentication to data source failed']);
      expect(sent.headers['www-authenticate']).toBeUndefined();
    });
  });
});
