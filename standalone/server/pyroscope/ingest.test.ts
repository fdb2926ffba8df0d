import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { pprofOf } from '../../store/testProfiles';
import { openTestServer, type TestServer } from '../testServer';

const TIME = Date.UTC(2024, 4, 1);
const PPROF = pprofOf({ stacks: [['main;a', 5]], types: [['samples', 'count']], time: TIME });
const RANGE = { start: TIME - 60_000, end: TIME + 60_000 };

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

async function ingest(query: Record<string, string>, payload: Uint8Array | FormData, contentType?: string) {
  const request = new Response(payload instanceof FormData ? payload : new Uint8Array(payload));
  const answer = await server.app.inject({
    method: 'POST',
    url: `/ingest?${new URLSearchParams(query)}`,
    headers: { 'content-type': contentType ?? request.headers.get('content-type') ?? 'application/octet-stream' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body === '' ? '' : answer.json() };
}

const series = () => server.store.querier.series({ ...RANGE, matchers: [], labelNames: [] });
const typesOf = async () => (await series()).map((labels) => labels.__profile_type__).sort();

function form(parts: Record<string, string | Uint8Array>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    data.set(name, new Blob([typeof part === 'string' ? part : new Uint8Array(part)]), name);
  }
  return data;
}

describe('POST /ingest', () => {
  it('takes a pprof as @pyroscope/nodejs sends it', async () => {
    const name =
      'checkout{otel.scope.name=com.grafana.pyroscope/nodejs,process.runtime.name=nodejs,namespace=shop,region=eu-west}';
    const query = { format: 'pprof', from: '1714521600', until: '1714521610', name, spyName: 'nodespy' };
    const wall = pprofOf({
      stacks: [['main;a', 5, 50]],
      types: [
        ['samples', 'count'],
        ['wall', 'nanoseconds'],
      ],
      period: ['wall', 'nanoseconds'],
      time: TIME,
    });
    expect(await ingest(query, gzipSync(wall))).toEqual({ status: 200, body: '' });
    expect(await typesOf()).toEqual(['wall:samples:count:wall:nanoseconds', 'wall:wall:nanoseconds:wall:nanoseconds']);
    expect((await series())[0]).toMatchObject({
      service_name: 'checkout',
      namespace: 'shop',
      region: 'eu-west',
      pyroscope_spy: 'nodespy',
    });
    const scope = { name: 'otel.scope.name', matchers: [], ...RANGE };
    expect(await server.store.querier.labelValues(scope)).toEqual(['com.grafana.pyroscope/nodejs']);
  });

  it('takes a form as agents of other languages send it, with the names of sample types', async () => {
    const name = 'api{service_name=shop/api}';
    expect((await ingest({ name }, form({ profile: PPROF }))).status).toBe(200);
    const blocks = pprofOf({ stacks: [['a', 1]], types: [['contentions', 'count']], time: TIME });
    const config = '{"contentions":{"units":"lock_samples","display-name":"block_count","cumulative":false}}';
    await ingest({ name }, form({ profile: blocks, sample_type_config: config }));
    expect(await typesOf()).toEqual([
      'block:contentions:count:cpu:nanoseconds',
      'process_cpu:samples:count:cpu:nanoseconds',
    ]);
    expect((await series())[0]).toMatchObject({ service_name: 'shop/api', app_name: 'api' });
  });

  it('gives a profile without a time that of the request, and one in 1970 too', async () => {
    const from = String(TIME / 1000);
    await ingest({ name: 'a', format: 'pprof', from }, pprofOf({ stacks: [['x', 1]] }));
    await ingest({ name: 'b', format: 'pprof', from }, pprofOf({ stacks: [['x', 1]], time: 1000 }));
    expect(await server.store.querier.getProfileStats()).toMatchObject({
      oldestProfileTime: TIME,
      newestProfileTime: TIME,
    });
  });

  it('has the same route under /pyroscope, and no other method', async () => {
    const url = '/pyroscope/ingest?name=a&format=pprof';
    const taken = await server.app.inject({ method: 'POST', url, payload: Buffer.from(PPROF) });
    expect(taken.statusCode).toBe(200);
    const got = await server.app.inject('/ingest?name=a');
    expect([got.statusCode, got.headers.allow]).toEqual([405, 'POST']);
  });

  const query = { name: 'shop', format: 'pprof' };
  it.each<[string, Record<string, string>, Uint8Array | FormData, number]>([
    ['no name', { format: 'pprof' }, PPROF, 400],
    ['a name with a space', { ...query, name: 'my shop' }, PPROF, 400],
    ['a label name with a dash', { ...query, name: 'shop{a-b=c}' }, PPROF, 400],
    ['an empty body', query, new Uint8Array(), 422],
    ['no pprof', query, Buffer.from('hello'), 422],
    ['a pprof cut short', query, PPROF.subarray(0, PPROF.length - 10), 422],
    ['a gzip cut short', query, gzipSync(PPROF).subarray(0, 60), 422],
    ['a form sent as pprof', query, form({ profile: PPROF }), 422],
    ['a form without a profile', { name: 'shop' }, form({ other: PPROF }), 422],
    ['a form with an earlier profile', { name: 'shop' }, form({ profile: PPROF, prev_profile: PPROF }), 422],
    ['a broken sample type config', { name: 'shop' }, form({ profile: PPROF, sample_type_config: '{' }), 422],
    ['collapsed stacks', { name: 'shop', format: 'folded' }, Buffer.from('a;b 1'), 422],
    ['no format', { name: 'shop' }, Buffer.from('a;b 1'), 422],
  ])('refuses %s and keeps nothing', async (_, parameters, payload, status) => {
    const answer = await ingest(parameters, payload);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ code: expect.any(String), message: expect.stringMatching(/./) });
    expect(await series()).toEqual([]);
  });

  it.each(['gzip', 'GZIP'])('takes a body zipped on its way (%s) that has no content type', async (encoding) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/ingest?format=pprof&name=zipped',
      headers: { 'content-encoding': encoding },
      payload: gzipSync(PPROF),
    });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(await series()).toEqual([expect.objectContaining({ service_name: 'zipped' })]);
  });

  it('refuses a time that is none', async () => {
    const { status, body } = await ingest({ format: 'pprof', name: 'a', from: '9'.repeat(30) }, PPROF);
    expect([status, body.code]).toEqual([400, 'invalid_argument']);
    expect(await series()).toEqual([]);
  });

  it('refuses a form that is none', async () => {
    expect((await ingest({ name: 'a' }, PPROF, 'multipart/form-data; boundary=x')).status).toBe(422);
    expect((await ingest({ name: 'a' }, PPROF, 'multipart/form-data')).status).toBe(422);
  });

  it('refuses what unzips to too much', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 2 ** 20));
    expect(bomb.length).toBeLessThan(100_000);
    expect((await ingest(query, bomb)).status).toBe(413);
  });
});

describe('Push', () => {
  const push = async (payload: object) => {
    const answer = await server.app.inject({ method: 'POST', url: '/push.v1.PusherService/Push', payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const oneSeries = (rawProfile: string, labels: Record<string, string> = { __name__: 'process_cpu' }) => ({
    series: [
      { labels: Object.entries(labels).map(([name, value]) => ({ name, value })), samples: [{ ID: '', rawProfile }] },
    ],
  });
  const base64 = Buffer.from(gzipSync(PPROF)).toString('base64');

  it('takes a real Go profile whole', async () => {
    const folder = join(__dirname, '../../demo/profiles/pyroscope');
    const raw = readFileSync(join(folder, '1795342663-process_cpu.cpu.pb.gz')).toString('base64');
    expect(await push(oneSeries(raw, { __name__: 'process_cpu', service_name: 'pyroscope' }))).toEqual({
      status: 200,
      body: {},
    });
    const [type] = await server.store.querier.profileTypes({});
    expect(type.ID).toBe('process_cpu:cpu:nanoseconds:cpu:nanoseconds');
  });

  it('calls a service without a name unknown_service', async () => {
    await push(oneSeries(base64));
    expect(await series()).toEqual([
      expect.objectContaining({ service_name: 'unknown_service', __name__: 'process_cpu' }),
    ]);
  });

  it.each<[string, object, number, string]>([
    ['garbage', oneSeries(Buffer.from('garbage').toString('base64')), 500, 'unknown'],
    ['no profile name', oneSeries(base64, { service_name: 'x' }), 400, 'invalid_argument'],
    ['a profile name that no type id can hold', oneSeries(base64, { __name__: 'a:b' }), 400, 'invalid_argument'],
    ['series that are none', { series: 'x' }, 400, 'invalid_argument'],
  ])('refuses %s and keeps nothing', async (_, payload, status, code) => {
    expect(await push(payload)).toMatchObject({ status, body: { code } });
    expect(await series()).toEqual([]);
  });

  it('is not to be had from another page in the browser', async () => {
    const send = (origin: string) =>
      server.app.inject({
        method: 'POST',
        url: '/push.v1.PusherService/Push',
        headers: { host: '127.0.0.1:3300', origin },
        payload: oneSeries(base64),
      });
    expect((await send('http://127.0.0.1.evil.example')).statusCode).toBe(403);
    expect((await send('null')).statusCode).toBe(403);
    expect(await series()).toEqual([]);
    expect((await send('http://127.0.0.1:3300')).statusCode).toBe(200);
  });
});
