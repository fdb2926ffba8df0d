import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ConnectError, type Querier } from '../store/querier';
import { pprofOf } from '../store/testProfiles';
import { createServer } from './app';
import { remoteQuerier } from './remote';
import type { RemoteServer } from './remoteServer';
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

  it('is unreachable when nothing listens, and says why', async () => {
    const server = await serve({ status: 200, body: '{}' });
    await new Promise((resolve) => http?.close(resolve));
    const asked = remoteQuerier(server).profileTypes({});
    await expect(asked).rejects.toThrow(UnreachableError);
    await expect(asked).rejects.toThrow(/ECONNREFUSED/);
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
