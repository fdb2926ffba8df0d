import { AsyncLocalStorage } from 'node:async_hooks';
import { workerData } from 'node:worker_threads';
import fastify, { type FastifyInstance } from 'fastify';

import type { LogLevel } from '../options.mjs';
import { querierCalls, runThread, serveCalls, type Calls, type ThreadParts } from '../store/thread';
import { registerDsQuery } from './grafana/dsQuery';
import { PROXY_PATH } from './grafana/proxy';
import { bytesOf, type HandedAnswer, type HandedRequest } from './handOver';
import { takeJson } from './json';
import { registerPyroscope } from './pyroscope/routes';
import { remoteQuerier } from './remote';
import type { RemoteThreadData } from './remoteThreads';

/**
 * Answers the requests that are handed over, by the same routes as the main thread has.
 * @param logLevel - `main.ts` gives it along
 */
async function answering({ querier, writer }: ThreadParts, logLevel: unknown): Promise<Calls> {
  const signals = new AsyncLocalStorage<AbortSignal>();
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
}

/** The program of the server's threads: those of the store, and with `--pyroscope` those that ask the server elsewhere. */
const { remote, logLevel } = workerData as Partial<RemoteThreadData>;
if (remote) {
  const querier = remoteQuerier(remote);
  void serveCalls(async () => ({ calls: { ...querierCalls(querier), ...(await answering({ querier }, logLevel)) } }));
} else {
  void runThread(answering);
}
