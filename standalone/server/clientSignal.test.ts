import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';

import { signalWhenClientLeaves } from './clientSignal';

let app: FastifyInstance;
let url: string;
let ended: Array<'answered' | 'canceled'>;

beforeEach(async () => {
  ended = [];
  app = fastify({ forceCloseConnections: true });
  app.addHook('onRequest', signalWhenClientLeaves);
  app.post('/', async ({ signal }) => {
    await sleep(200, undefined, { signal }).then(
      () => ended.push('answered'),
      () => ended.push('canceled')
    );
    return {};
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

const post = (signal?: AbortSignal) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}', signal });

describe('signalWhenClientLeaves', () => {
  it('leaves a slow answer to a request with a body alone', async () => {
    expect((await post()).status).toBe(200);
    expect(ended).toEqual(['answered']);
  });

  it('aborts when the client hangs up', async () => {
    await expect(post(AbortSignal.timeout(50))).rejects.toThrow();
    await sleep(300);
    expect(ended).toEqual(['canceled']);
  });
});
