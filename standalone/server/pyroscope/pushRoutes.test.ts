import { pprofOf } from '../../store/testProfiles';
import { openTestServer, type TestServer } from '../testServer';
import { pushRequest } from './messages';
import { toBinary } from './protobuf';

const TIME = Date.UTC(2024, 4, 1);
const PPROF = Buffer.from(pprofOf({ stacks: [['main', 1]], time: TIME }));

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

/** Series of pods from `first` up to `end`, each with a profile. */
const pushOf = <Bytes>(first: number, end: number, rawProfile: Bytes) => ({
  series: Array.from({ length: end - first }, (_, n) => ({
    labels: Object.entries({ __name__: 'process_cpu', service_name: 'shop', pod: `pod${first + n}` }).map(
      ([name, value]) => ({ name, value })
    ),
    samples: [{ rawProfile, ID: '' }],
  })),
});

async function push(payload: string | Buffer, contentType: string) {
  const url = '/push.v1.PusherService/Push';
  const answer = await server.app.inject({ method: 'POST', url, payload, headers: { 'content-type': contentType } });
  return { status: answer.statusCode, ...(answer.headers['content-type'] === 'application/json' && answer.json()) };
}
const pushJson = (first: number, end: number) =>
  push(JSON.stringify(pushOf(first, end, PPROF.toString('base64'))), 'application/json');
const pushProto = (first: number, end: number) =>
  push(Buffer.from(toBinary(pushRequest, pushOf(first, end, PPROF))), 'application/proto');

const pods = async () => (await server.store.querier.labelValues({ name: 'pod', matchers: [] })).length;

describe('a push', () => {
  it.each([
    ['JSON', pushJson],
    ['protobuf', pushProto],
  ])('of 5,000 series in %s is taken, and of one more refused whole, then and from then on', async (_, send) => {
    const tooMany = {
      status: 429,
      code: 'resource_exhausted',
      message: expect.stringMatching(/^Maximum active series limit exceeded \(5001\/5000\)/),
    };
    expect(await send(0, 5001)).toEqual(tooMany);
    expect(await pods()).toBe(0);
    expect((await send(0, 5000)).status).toBe(200);
    expect(await pods()).toBe(5000);
    // Old ones in it are not taken again either.
    expect(await send(4998, 5002)).toEqual(tooMany);
    const request = { profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', start: TIME, end: TIME };
    const total = async () =>
      (await server.store.querier.selectMergeStacktraces({ ...request, labelSelector: '{}' })).total;
    expect([await pods(), await total()]).toEqual([5000, 5000]);
    expect((await send(4998, 5000)).status).toBe(200);
    expect(await total()).toBe(5002);
    const ingested = await server.app.inject({ method: 'POST', url: '/ingest?format=pprof&name=new', payload: PPROF });
    expect([ingested.statusCode, ingested.json().code]).toEqual([429, 'resource_exhausted']);
  });

  it('of more elements than any client sends is refused while it is read', async () => {
    const millionSeries = Buffer.alloc(2_000_002, Buffer.from([0x0a, 0]));
    expect(await push(millionSeries, 'application/proto')).toEqual({
      status: 400,
      code: 'invalid_argument',
      message: 'unmarshal message: more than 1000000 elements',
    });
  });

  it('with a label twice is refused, and with one broken profile takes none of it', async () => {
    const twice = pushOf(0, 2, PPROF.toString('base64'));
    twice.series[1].labels.push({ name: 'pod', value: 'again' });
    expect(await push(JSON.stringify(twice), 'application/json')).toMatchObject({
      status: 400,
      code: 'invalid_argument',
      message: "the profile has duplicate label name: 'pod'",
    });
    const broken = pushOf(0, 2, PPROF.toString('base64'));
    broken.series[1].samples[0].rawProfile = Buffer.from('broken').toString('base64');
    expect((await push(JSON.stringify(broken), 'application/json')).status).toBe(500);
    expect(await pods()).toBe(0);
  });
});
