import { gunzipSync, gzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';

import { pprofOf } from '../../store/testProfiles';
import { openTestServer, type TestServer } from '../testServer';
import type { Message } from './message';
import { answers, requests } from './messages';
import { fromBinary, toBinary } from './protobuf';

const SERVICE = '/querier.v1.QuerierService';
const PROXY = '/api/datasources/proxy/uid/pyroscope';
const TIME = Date.UTC(2024, 4, 1);
const RANGE = { start: TIME - 1000, end: TIME + 1000 };
const PROFILES = {
  ...RANGE,
  profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="shop"}',
};

describe.each([
  ['at the root', ''],
  ['through the data source proxy', PROXY],
])('query API %s', (_, prefix) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
    const labels = { service_name: 'shop', 'k8s.namespace.name': 'eu' };
    const pprof = pprofOf({ stacks: [['main;a', 5]], time: TIME });
    await server.store.ingest({ labels, name: 'process_cpu', pprof });
  });
  afterAll(() => server.close());

  const call = (method: string, options: InjectOptions) =>
    server.app.inject({ method: 'POST', url: `${prefix}${SERVICE}/${method}`, ...options });
  const json = { 'content-type': 'application/json' };

  it('reads field names of both spellings, int64 as numbers or strings, and ignores what it does not know', async () => {
    const expected = { names: ['total', 'main', 'a'], total: '5', maxSelf: '5' };
    for (const payload of [
      PROFILES,
      { ...PROFILES, start: String(PROFILES.start), maxNodes: '100', format: 'PROFILE_FORMAT_FLAMEGRAPH', novel: {} },
      {
        profile_typeID: PROFILES.profileTypeID,
        label_selector: PROFILES.labelSelector,
        ...RANGE,
        max_nodes: null,
        stack_trace_selector: { call_site: [{ name: 'main' }] },
      },
    ]) {
      const answer = await call('SelectMergeStacktraces', { payload });
      expect(answer.json().flamegraph).toMatchObject(expected);
    }
  });

  it('reads a content type with a charset, and zipped bodies', async () => {
    const zipped = gzipSync(JSON.stringify(PROFILES));
    const headers = { 'content-type': 'Application/JSON; charset=utf-8', 'content-encoding': 'gzip' };
    const answer = await call('SelectMergeStacktraces', { headers, payload: zipped });
    expect(answer.json().flamegraph.total).toBe('5');
    const broken = await call('SelectMergeStacktraces', { headers, payload: zipped.subarray(0, 20) });
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'invalid_argument']);
  });

  it('outlives a broken zip that nobody reads to its end', async () => {
    const headers = { ...json, 'content-encoding': 'gzip' };
    const tooLarge = Buffer.concat([gzipSync(Buffer.alloc(2 ** 21, '1')).subarray(0, -8), Buffer.alloc(64)]);
    for (const method of ['POST', 'PUT', 'GET'] as const) {
      const answer = await call('Series', { method, headers, payload: tooLarge });
      expect([400, 405, 413]).toContain(answer.statusCode);
    }
    // What is left of them comes later.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await call('Series', { payload: RANGE })).statusCode).toBe(200);
  });

  it('leaves out what is empty', async () => {
    const none = { ...RANGE, start: 1000, end: 2000 };
    expect((await call('ProfileTypes', { payload: none })).json()).toEqual({});
    expect((await call('SelectSeries', { payload: { ...PROFILES, ...none, step: 15 } })).json()).toEqual({});
    expect((await call('AnalyzeQuery', { payload: {} })).json()).toEqual({});
  });

  it('gives dotted label names only to those who can take them', async () => {
    const payload = { ...RANGE, matchers: ['{service_name="shop"}'] };
    const names = async (headers: Record<string, string>) =>
      (await call('LabelNames', { payload, headers })).json().names;
    expect(await names({})).not.toContain('k8s.namespace.name');
    expect(await names({ accept: 'application/json; allow-utf8-labelnames=true' })).toContain('k8s.namespace.name');
    const malformed = await call('LabelNames', { payload, headers: { accept: 'nonsense' } });
    expect([malformed.statusCode, malformed.json().message]).toEqual([400, 'Invalid header format']);
  });

  it('gives a pprof by its own method and as a format', async () => {
    const profile = (await call('SelectMergeProfile', { payload: PROFILES })).json();
    expect(profile.sample).toEqual([{ locationId: expect.any(Array), value: ['5'] }]);
    const format = 'PROFILE_FORMAT_PPROF';
    expect((await call('SelectMergeStacktraces', { payload: { ...PROFILES, format } })).json()).toEqual({
      pprof: { profile },
    });
  });

  it('gives exemplars, and by their ids, by spans and by traces no other profiles than those', async () => {
    const answer = await call('SelectSeries', {
      payload: { ...PROFILES, step: 1, exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL' },
    });
    const [{ exemplars }] = answer.json().series[0].points;
    const [{ profileId, value, timestamp }] = exemplars;
    expect([value, timestamp]).toEqual(['5', String(TIME)]);
    const totalOf = async (method: string, selector: object) =>
      (await call(method, { payload: { ...PROFILES, ...selector } })).json().flamegraph.total;
    expect(await totalOf('SelectMergeStacktraces', { profileIdSelector: [profileId] })).toBe('5');
    const none = ['00f067aa0ba902b7'];
    expect(await totalOf('SelectMergeStacktraces', { spanSelector: none })).toBeUndefined();
    expect(await totalOf('SelectMergeSpanProfile', { spanSelector: none })).toBeUndefined();
    expect(await totalOf('SelectMergeStacktraces', { traceIdSelector: [none[0] + none[0]] })).toBeUndefined();

    const refused = async (selector: object, method = 'SelectMergeStacktraces') => {
      const refusal = await call(method, { payload: { ...PROFILES, step: 15, ...selector } });
      return [refusal.statusCode, refusal.json().code, refusal.json().message];
    };
    expect(await refused({ profileIdSelector: ['x'] })).toEqual([500, 'unknown', 'invalid UUID length: 1']);
    expect(await refused({ spanSelector: none, traceIdSelector: [none[0] + none[0]] })).toEqual([
      400,
      'invalid_argument',
      'span_selector and trace_id_selector cannot be combined',
    ]);
    expect(await refused({ exemplarType: 'EXEMPLAR_TYPE_SPAN' }, 'SelectSeries')).toEqual([
      500,
      'unknown',
      'exemplar type span is not implemented',
    ]);
  });

  it('answers protobuf with protobuf', async () => {
    const ask = async <M extends Message>(method: string, request: Message, message: object, answer: M) => {
      const headers = { 'content-type': 'application/proto' };
      const sent = await call(method, { headers, payload: Buffer.from(toBinary(request, message)) });
      expect([sent.statusCode, sent.headers['content-type']]).toEqual([200, 'application/proto']);
      return fromBinary(answer, sent.rawPayload);
    };
    const format = 'PROFILE_FORMAT_PPROF';
    const { mergeStacktraces } = requests;
    const graph = await ask('SelectMergeStacktraces', mergeStacktraces, PROFILES, answers.mergeStacktraces);
    expect(graph.flamegraph).toMatchObject({ names: ['total', 'main', 'a'], total: 5, maxSelf: 5 });
    const pprof = await ask(
      'SelectMergeStacktraces',
      mergeStacktraces,
      { ...PROFILES, format },
      answers.mergeStacktraces
    );
    expect(pprof.pprof.profile.sample[0].value).toEqual([5]);
    expect(await ask('Series', requests.series, { ...RANGE, labelNames: ['service_name'] }, answers.series)).toEqual({
      labelsSet: [{ labels: [{ name: 'service_name', value: 'shop' }] }],
    });
    const series = await ask('SelectSeries', requests.selectSeries, { ...PROFILES, step: 1 }, answers.selectSeries);
    expect(series.series[0].points).toEqual([{ timestamp: TIME, value: 5, exemplars: [] }]);
    expect(await ask('ProfileTypes', requests.range, RANGE, answers.profileTypes)).toMatchObject({
      profileTypes: [{ ID: PROFILES.profileTypeID, sampleUnit: 'nanoseconds', periodType: 'cpu' }],
    });
  });

  it('zips an answer of a kilobyte for those who take gzip', async () => {
    const labelNames = Array.from({ length: 200 }, (_, index) => `label_${index}`);
    const pprof = pprofOf({ stacks: labelNames.map((name) => [`main;${name}`, 1]), time: TIME });
    await server.store.ingest({ labels: { service_name: 'zipped' }, name: 'process_cpu', pprof });
    const payload = { ...PROFILES, labelSelector: '{service_name="zipped"}' };
    const plain = await call('SelectMergeStacktraces', { payload });
    const zipped = await call('SelectMergeStacktraces', { payload, headers: { 'accept-encoding': 'deflate, gzip' } });
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(JSON.parse(gunzipSync(zipped.rawPayload).toString())).toEqual(plain.json());
    const refused = await call('SelectMergeStacktraces', { payload, headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it.each([
    ['no body', '', 'zero-length payload is not a valid JSON object'],
    ['no JSON', '{"start":', 'unmarshal message: '],
    ['an array', '[]', 'unmarshal message: body: expected an object'],
    ['a list for a text', '{"profileTypeID":["a"]}', 'unmarshal message: profileTypeID: '],
    ['a broken number', '{"start":"1e3"}', 'unmarshal message: start: '],
    ['a number too large', '{"start":"99999999999999999999"}', 'unmarshal message: start: '],
    [
      'a malformed type id',
      JSON.stringify({ ...PROFILES, profileTypeID: 'cpu' }),
      'profile-type selection must be of the form',
    ],
  ])('refuses %s with invalid_argument', async (_what, payload, message) => {
    const answer = await call('SelectMergeStacktraces', { headers: json, payload });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_argument']);
    expect(answer.json().message.startsWith(message)).toBe(true);
  });

  const matchers = (count: number) => `{${Array.from({ length: count }, (_, i) => `l${i}!="x"`).join(',')}}`;
  it.each<[string, string, string | object, string]>([
    [
      'a selector of 10,000 matchers',
      'SelectMergeProfile',
      { ...PROFILES, labelSelector: matchers(10_000) },
      'of more than 200',
    ],
    ['a list of them', 'LabelNames', { ...RANGE, matchers: [matchers(201)] }, 'of more than 200 matchers'],
    [
      'a selector of a megabyte',
      'SelectSeries',
      { ...PROFILES, step: 1, labelSelector: 'x'.repeat(900_000) },
      'longer than',
    ],
    ['JSON 5,000 deep', 'Series', `{"novel":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'JSON deeper than 100'],
    [
      'a time of 30 digits',
      'SelectSeries',
      { ...PROFILES, start: '9'.repeat(30), step: 1 },
      'unmarshal message: start: ',
    ],
  ])('refuses %s with invalid_argument', async (_what, method, payload, message) => {
    const answer = await call(method, { headers: json, payload });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_argument']);
    expect(answer.json().message).toContain(message);
  });

  it('takes a selector of 200 matchers', async () => {
    const labelSelector = matchers(200).replace('l0!="x"', 'service_name="shop"');
    const answer = await call('SelectMergeStacktraces', { payload: { ...PROFILES, labelSelector } });
    expect(answer.json().flamegraph.total).toBe('5');
  });

  it('says which compression it knows', async () => {
    const answer = await call('Series', { headers: { ...json, 'content-encoding': 'br' }, payload: 'x' });
    expect([answer.statusCode, answer.json()]).toEqual([
      501,
      { code: 'unimplemented', message: 'unknown compression "br": supported encodings are gzip' },
    ]);
  });

  it('has no other forms of the answer, and says so', async () => {
    const answer = await call('SelectMergeStacktraces', { payload: { ...PROFILES, format: 'PROFILE_FORMAT_DOT' } });
    expect([answer.statusCode, answer.json().code]).toEqual([501, 'unimplemented']);
    const all = await call('SelectMergeSpanProfile', { payload: PROFILES });
    expect([all.statusCode, all.json().message]).toEqual([400, 'span_selector is required']);
  });

  it('answers other methods with 405, other content types with 415, other names with 404', async () => {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const answer = await call('Series', { method });
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST']);
    }
    for (const headers of [{ 'content-type': 'application/protobuf' }, { 'content-type': 'text/plain' }, {}]) {
      const answer = await call('Series', { headers, payload: Buffer.from('{}') });
      expect([answer.statusCode, answer.headers['accept-post']]).toEqual([415, 'application/json, application/proto']);
    }
    expect((await call('Nothing', { payload: {} })).statusCode).toBe(404);
  });

  it('refuses a body over the limit', async () => {
    const answer = await call('Series', { headers: json, payload: `{"matchers":["${'x'.repeat(2 ** 20)}"]}` });
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'resource_exhausted']);
  });
});
