import { ConnectError, type Querier } from '../../store/querier';
import { fakeQuerier } from '../testQuerier';
import { openTestServer } from '../testServer';
import { UnreachableError } from '../unreachableError';

const BASE = '/api/datasources/uid/pyroscope';

async function get(url: string, methods: Partial<Querier> = {}) {
  const server = await openTestServer({ querier: fakeQuerier(methods) });
  const answer = await server.app.inject(url);
  await server.close();
  return { status: answer.statusCode, body: answer.json() };
}

const query = (parameters: Record<string, string>) => new URLSearchParams(parameters);
const failed = { status: 500, body: { messageId: 'plugin.requestFailureError', statusCode: 500 } };

describe('resources', () => {
  it('profileTypes looks at the hour before and after now when not given both bounds', async () => {
    const asked: Array<{ start?: number; end?: number }> = [];
    const profileTypes: Querier['profileTypes'] = async ({ start, end }) => {
      asked.push({ start, end });
      return [];
    };
    expect(await get(`${BASE}/resources/profileTypes?start=1000&end=2000`, { profileTypes })).toEqual({
      status: 200,
      body: [],
    });
    await get(`${BASE}/resources/profileTypes?start=1000`, { profileTypes });
    expect(asked[0]).toEqual({ start: 1000, end: 2000 });
    expect(Number(asked[1].end) - Number(asked[1].start)).toBe(7_200_000);
  });

  it('labelNames leaves out private names and those that the selector matches', async () => {
    const labelNames: Querier['labelNames'] = async ({ matchers, start, end, utf8 }) => {
      expect({ matchers, start, end, utf8 }).toEqual({ matchers: ['{a="x", "b.c"=~".*"}'], start: 1000, end: 0 });
      return ['__name__', 'a', 'b.c', 'd'];
    };
    const parameters = query({ query: '{a="x", "b.c"=~".*"}', start: '1000', end: 'soon' });
    expect(await get(`${BASE}/resources/labelNames?${parameters}`, { labelNames })).toEqual({
      status: 200,
      body: ['d'],
    });
  });

  it('labelNames needs a selector', async () => {
    expect(await get(`${BASE}/resources/labelNames`)).toMatchObject(failed);
    expect(await get(`${BASE}/resources/labelNames?${query({ query: '{a=' })}`)).toMatchObject(failed);
  });

  it('labelValues asks for the label as it is written', async () => {
    const labelValues: Querier['labelValues'] = async ({ name, matchers }) => [name, ...matchers];
    const parameters = query({ label: 'ä/b', query: '{x="a+b%"}' });
    const { body } = await get(`${BASE}/resources/labelValues?${parameters}`, { labelValues });
    expect(body).toEqual(['ä/b', '{x="a+b%"}']);
  });

  it('hides why one failed', async () => {
    const labelValues = () => Promise.reject(new ConnectError('invalid_argument', 'secret'));
    expect(await get(`${BASE}/resources/labelValues`, { labelValues })).toMatchObject(failed);
  });

  it('has none for another data source', async () => {
    for (const path of ['resources/profileTypes', 'health']) {
      expect(await get(`/api/datasources/uid/other/${path}`)).toMatchObject({ status: 404 });
    }
  });
});

it('health has the words of the server', async () => {
  const profileTypes = () => Promise.reject(new UnreachableError('connect ECONNREFUSED 127.0.0.1:4040'));
  expect(await get(`${BASE}/health`, { profileTypes })).toEqual({
    status: 400,
    body: {
      status: 'ERROR',
      message:
        'received error from client while getting profile types: unavailable: connect ECONNREFUSED 127.0.0.1:4040',
    },
  });
});
