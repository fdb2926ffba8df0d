import { createHook } from 'node:async_hooks';
import { gzipSync } from 'node:zlib';

import { pprofOf } from '../store/testProfiles';
import { answers, pushRequest } from './pyroscope/messages';
import { fromBinary, toBinary } from './pyroscope/protobuf';
import { fakeQuerier } from './testQuerier';
import { openTestServer, type TestServer } from './testServer';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const QUERIER = '/querier.v1.QuerierService';
const asked = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME + 60_000 };
const query = {
  refId: 'A',
  queryType: 'profile',
  datasource: { uid: 'pyroscope' },
  profileTypeId: CPU,
  labelSelector: '{}',
};
const dsQuery = { from: String(TIME), to: String(TIME + 60_000), queries: [query] };

async function withServer(
  test: (server: TestServer) => Promise<void>,
  threads: NonNullable<Parameters<typeof openTestServer>[0]>['threads'] = {}
): Promise<void> {
  // What is asked in this thread fails.
  const ingest = () => Promise.reject(new Error('ingest was not expected to be called'));
  const server = await openTestServer({ threads, querier: fakeQuerier({}), writer: { ingest } });
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

const post = ({ app }: TestServer, url: string, payload: string | Buffer | object, headers = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

const pushOf = (stacks: Array<[string, number]>) => ({
  series: [
    {
      labels: Object.entries({ __name__: 'process_cpu', service_name: 'shop' }).map(([name, value]) => ({
        name,
        value,
      })),
      samples: [{ rawProfile: pprofOf({ stacks, time: TIME }), ID: '' }],
    },
  ],
});

/** A tree of so many leaves. */
const wide = (leaves: number): Array<[string, number]> =>
  Array.from({ length: leaves }, (_, i) => [`main;handler${i % 100};step${i}`, 1]);

describe('requests that are handed over', () => {
  it('are taken in and answered in either encoding, zipped or not, with the headers of the main thread', () =>
    withServer(async (server) => {
      const pushed = await post(
        server,
        '/push.v1.PusherService/Push',
        Buffer.from(toBinary(pushRequest, pushOf(wide(500)))),
        {
          'content-type': 'application/proto',
        }
      );
      expect([pushed.statusCode, pushed.rawPayload.length]).toEqual([200, 0]);
      const form = await server.app.inject({
        method: 'POST',
        url: '/ingest?format=pprof&name=shop',
        payload: Buffer.from(pprofOf({ stacks: [['main', 7]], time: TIME })),
      });
      expect([form.statusCode, form.headers['content-type'], form.body]).toEqual([200, undefined, '']);

      const json = await post(server, `${QUERIER}/SelectMergeStacktraces`, asked, { 'accept-encoding': 'identity' });
      expect([json.statusCode, json.json().flamegraph.total]).toEqual([200, '507']);
      expect(json.headers['x-content-type-options']).toBe('nosniff');
      const zipped = await post(server, `${QUERIER}/SelectMergeStacktraces`, asked, { 'accept-encoding': 'gzip' });
      expect(zipped.headers['content-encoding']).toBe('gzip');
      const proxied = await post(
        server,
        `/api/datasources/proxy/uid/pyroscope${QUERIER}/LabelValues`,
        Buffer.from([0x0a, 12, ...Buffer.from('service_name')]),
        { 'content-type': 'application/proto' }
      );
      expect(fromBinary(answers.names, proxied.rawPayload)).toEqual({ names: ['shop'] });
      expect(proxied.headers['content-security-policy']).toBe('sandbox');
      const frames = await post(server, '/api/ds/query', dsQuery);
      expect(frames.json().results.A.frames[0].data.values[1][0]).toBe(507);
      const [{ method }, wrong] = [{ method: 'GET' as const }, `${QUERIER}/ProfileTypes`];
      expect((await server.app.inject({ method, url: wrong })).statusCode).toBe(405);
    }));

  it('leave /ready to be answered at once, however many of them wait', () =>
    withServer(async (server) => {
      expect(
        (await post(server, '/push.v1.PusherService/Push', JSON.stringify(pushOf(wide(15_000)), bytesAsBase64)))
          .statusCode
      ).toBe(200);
      const order: string[] = [];
      const graphs = Array.from({ length: 4 }, async (_, n) => {
        const way = n % 2 ? '/api/ds/query' : `${QUERIER}/SelectMergeStacktraces`;
        const maxNodes = 100_000;
        const body = n % 2 ? { ...dsQuery, queries: [{ ...query, maxNodes }] } : { ...asked, maxNodes };
        expect((await post(server, way, body)).statusCode).toBe(200);
        order.push('graph');
      });
      for (let n = 0; n < 20; n++) {
        expect((await server.app.inject({ url: '/ready' })).body).toBe('ready');
        order.push('ready');
      }
      await Promise.all(graphs);
      expect(order.slice(0, 20)).toEqual(new Array(20).fill('ready'));
    }));

  it('are unzipped there, one after the other, however little makes much', () =>
    withServer(async (server) => {
      const made: string[] = [];
      const hook = createHook({ init: (_, type) => void made.push(type) });
      const push = (payload: Buffer) =>
        server.app.inject({
          method: 'POST',
          url: '/ingest?format=pprof&name=shop',
          headers: { 'content-encoding': 'gzip' },
          payload,
        });
      const good = gzipSync(pprofOf({ stacks: [['main', 7]], time: TIME }));
      const bomb = gzipSync(Buffer.alloc(20e6));
      hook.enable();
      const taken = await push(good);
      const bombs = await Promise.all(Array.from({ length: 8 }, () => push(bomb)));
      hook.disable();
      expect(taken.statusCode).toBe(200);
      expect(bombs.map(({ statusCode }) => statusCode)).toEqual(new Array(8).fill(413));
      expect(made.length).toBeGreaterThan(0);
      expect(made).not.toContain('ZLIB');
      const series = `${QUERIER}/Series`;
      const broken = await post(server, series, bomb.subarray(0, 50), { 'content-encoding': 'gzip' });
      const unknown = await post(server, series, bomb, { 'content-encoding': 'br' });
      expect([broken.statusCode, unknown.statusCode]).toEqual([400, 501]);
      expect((await post(server, `${QUERIER}/SelectMergeStacktraces`, asked)).json().flamegraph.total).toBe('7');
    }));

  it('have the errors of their routes, and where a thread takes too long those of the main thread', () =>
    withServer(
      async (server) => {
        const late = await post(server, `${QUERIER}/SelectMergeStacktraces`, asked);
        expect([late.statusCode, late.json()]).toEqual([
          504,
          { code: 'deadline_exceeded', message: 'context deadline exceeded' },
        ]);
        const frames = await post(server, '/api/ds/query', dsQuery);
        expect([frames.statusCode, frames.json().results.A]).toEqual([
          400,
          {
            error: 'received error from client while getting profile: deadline_exceeded: context deadline exceeded',
            errorSource: 'downstream',
            status: 504,
          },
        ]);
      },
      { requestMs: 0 }
    ));
});

function bytesAsBase64(this: Record<string, unknown>, key: string, value: unknown) {
  return this[key] instanceof Uint8Array ? Buffer.from(this[key]).toString('base64') : value;
}
