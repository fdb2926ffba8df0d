import { AsyncLocalStorage } from 'node:async_hooks';
import fastify, { type FastifyInstance } from 'fastify';

import type { LogLevel } from '../options.mjs';
import { runThread } from '../store/thread';
import { registerDsQuery } from './grafana/dsQuery';
import { PROXY_PATH } from './grafana/proxy';
import { bytesOf, type HandedAnswer, type HandedRequest } from './handOver';
import { takeJson } from './json';
import { registerPyroscope } from './pyroscope/routes';

/** The program of the store's threads as the server has them: they answer the requests that are handed over. */
void runThread(async ({ querier, writer }, logLevel) => {
  const signals = new AsyncLocalStorage<AbortSignal>();
  // `main.ts` gives it along.
  const level = logLevel as LogLevel | undefined;
  const app = fastify({ logger: level ? { level, stream: process.stderr } : false });
  app.addHook('onRequest', async (request) => {
    Object.defineProperty(request, 'signal', { value: signals.getStore() });
  });
  takeJson(app);
  const pyroscope = (scope: FastifyInstance) => registerPyroscope(scope, { querier, writer });
  await app.register(pyroscope);
  await app.register(pyroscope, { prefix: PROXY_PATH });
  if (querier) {
    await app.register((scope) => registerDsQuery(scope, { querier }));
  }
  await app.ready();

  async function answer({ body, ...request }: HandedRequest): Promise<HandedAnswer> {
    const payload = body instanceof Uint8Array ? bytesOf(body) : body;
    const { statusCode, headers, rawPayload } = await app.inject({ ...request, payload });
    return { status: statusCode, headers, body: rawPayload };
  }
  // `handOver.ts` sends nothing else.
  return { answer: (request, signal) => signals.run(signal, () => answer(request as HandedRequest)) };
});
