import { attacks } from '../../store/testAttacks';
import { openTestServer, type TestServer } from '../testServer';
import { pushRequest } from './messages';
import { toBinary } from './protobuf';

const PROXY = '/api/datasources/proxy/uid/pyroscope';
const PUSH = '/push.v1.PusherService/Push';

/** Every way that a profile comes in by. */
const WAYS: Record<string, (pprof: Buffer) => { url: string; headers: Record<string, string>; payload: Buffer }> = {
  'its body': (pprof) => ({
    url: '/ingest?format=pprof&name=attacked',
    headers: { 'content-type': 'application/octet-stream' },
    payload: pprof,
  }),
  'a form': (pprof) => ({
    url: '/pyroscope/ingest?name=attacked',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat([
      Buffer.from('--b\r\ncontent-disposition: form-data; name="profile"; filename="profile"\r\n\r\n'),
      pprof,
      Buffer.from('\r\n--b--\r\n'),
    ]),
  }),
  'a push in JSON': (pprof) => ({
    url: PUSH,
    headers: { 'content-type': 'application/json' },
    payload: Buffer.from(JSON.stringify(pushOf(pprof.toString('base64')))),
  }),
  'a push in protobuf': (pprof) => ({
    url: PUSH,
    headers: { 'content-type': 'application/proto' },
    payload: Buffer.from(toBinary(pushRequest, pushOf(pprof))),
  }),
};

function pushOf<T>(rawProfile: T) {
  const labels = Object.entries({ __name__: 'process_cpu', service_name: 'attacked' });
  return { series: [{ labels: labels.map(([name, value]) => ({ name, value })), samples: [{ rawProfile, ID: '' }] }] };
}

describe.each(Object.entries(attacks))('%s', (_, attack) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it.each(Object.entries(WAYS).flatMap(([name, way]) => [[name, '', way] as const, [name, PROXY, way] as const]))(
    'as %s at "%s" is taken or refused, and can be asked for if taken',
    async (_name, prefix, way) => {
      const { url, ...request } = way(Buffer.from(attack()));
      const answer = await server.app.inject({ method: 'POST', url: prefix + url, ...request });
      // 500 is Pyroscope's answer to a push that is no profile.
      const isMalformed = answer.statusCode === 500 && answer.json().code === 'unknown';
      expect(isMalformed || [200, 400, 413, 422, 429].includes(answer.statusCode)).toBe(true);

      const range = { start: Date.now() - 3_600_000, end: Date.now() + 600_000 };
      const graph = await server.app.inject({
        method: 'POST',
        url: `${prefix}/querier.v1.QuerierService/SelectMergeStacktraces`,
        payload: { ...range, profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}' },
      });
      expect(graph.statusCode).toBe(200);
      expect(graph.json().flamegraph.levels.length).toBeLessThanOrEqual(1001);
    }
  );
});
