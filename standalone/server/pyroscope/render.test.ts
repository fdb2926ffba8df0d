import { pprofOf } from '../../store/testProfiles';
import { openTestServer, type TestServer } from '../testServer';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

describe('GET /pyroscope/render', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
    const labels = { service_name: 'shop "1"' };
    for (const time of [TIME + 20_000, TIME + 50_000]) {
      const pprof = pprofOf({
        stacks: [
          ['main;a', 5],
          ['main;b', 1],
        ],
        time,
      });
      await server.store.ingest({ labels, name: 'process_cpu', pprof });
    }
  });
  afterAll(() => server.close());

  async function render(parameters: Record<string, string>) {
    const answer = await server.app.inject(`/pyroscope/render?${new URLSearchParams(parameters)}`);
    return { status: answer.statusCode, body: answer.json() };
  }
  const range = { from: String(TIME), until: String(TIME + 60_000) };

  it('gives flame graph and timeline in one', async () => {
    const { status, body } = await render({ query: `${CPU}{service_name="shop \\"1\\""}`, ...range });
    expect(status).toBe(200);
    expect(body.flamebearer).toEqual({
      names: ['total', 'main', 'b', 'a'],
      levels: [
        [0, 12, 0, 0],
        [0, 12, 0, 1],
        [0, 10, 10, 3, 0, 2, 2, 2],
      ],
      numTicks: 12,
      maxSelf: 10,
    });
    // A point stands at the end of what it sums; the second one would stand at the end of the range, which is left out.
    expect(body.timeline).toEqual({
      startTime: TIME / 1000,
      samples: [0, 0, 6, 0],
      durationDelta: 15,
      watermarks: null,
    });
    expect(body.metadata).toMatchObject({ format: 'single', name: 'cpu', units: 'samples', sampleRate: 1e9 });
  });

  it('prunes', async () => {
    const { body } = await render({ query: `${CPU}{}`, ...range, 'max-nodes': '2' });
    expect(body.flamebearer.names).toEqual(['total', 'main', 'other', 'a']);
  });

  it.each([
    [{}, 400, /'query' is required/],
    [{ query: '{a="b"}' }, 400, /must contain a profile-type selection/],
    [{ query: `${CPU}{` }, 400, /failed to parse 'query': /],
    [{ query: 'cpu{}' }, 400, /profile-type selection must be of the form/],
    [{ query: `${CPU}{}`, format: 'dot' }, 501, /dot/],
  ])('refuses %j', async (parameters, status, message) => {
    const answer = await render({ ...range, ...parameters });
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(message);
  });
});
