import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { authHeaders, fetchRemote, type RemoteServer } from '../remoteServer';
import { sendJson, sendPageNotFound } from '../replies';
import { UnreachableError } from '../unreachableError';
import { DATA_SOURCE } from './dataSource';

const BASE = '/api/datasources/proxy/uid/:uid';
const LIMIT = 64 * 1024 * 1024;
/** The connection's own headers, and those that Grafana's proxy keeps to itself. */
const KEPT_BACK = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'host',
  'content-length',
];
const PRIVATE = ['cookie', 'authorization', 'origin', 'referer', 'accept-encoding'];

/** Where the data source proxy leads: to routes of this very server, or to a server elsewhere. */
export type ProxyTarget = { routes: (app: FastifyInstance) => Promise<void> } | { server: RemoteServer };

/** `/api/datasources/proxy/uid/:uid/*`: the profile server's own API, as Grafana lets a browser reach it. */
export async function registerProxy(app: FastifyInstance, target: ProxyTarget): Promise<void> {
  await app.register(
    async (proxy) => {
      proxy.addHook<{ Params: { uid: string } }>('onRequest', async (request, reply) => {
        if (request.params.uid !== DATA_SOURCE.uid) {
          const body = { message: 'Unable to find datasource', traceID: '' };
          return sendJson(reply, 404, body, 'application/json; charset=UTF-8');
        }
        return undefined;
      });
      if ('server' in target) {
        registerForwarding(proxy, target.server);
      } else {
        await target.routes(proxy);
        proxy.all('/*', (_, reply) => sendPageNotFound(reply));
      }
    },
    { prefix: BASE }
  );
}

function registerForwarding(proxy: FastifyInstance, server: RemoteServer): void {
  proxy.removeAllContentTypeParsers();
  proxy.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  proxy.all<{ Params: { '*': string } }>('/*', { bodyLimit: LIMIT }, async (request, reply) => {
    try {
      return await forward(server, request, reply);
    } catch (error) {
      if (error instanceof UnreachableError) {
        return sendJson(reply, 502, { message: `Bad gateway: ${error.message}` });
      }
      throw error;
    }
  });
}

async function forward(server: RemoteServer, request: FastifyRequest, reply: FastifyReply) {
  // The path as it was sent: the parsed one has lost its escapes.
  const path = (request.raw.url ?? '').replace(/^\/api\/datasources\/proxy\/uid\/[^/?]+/, '');
  const response = await fetchRemote(server, path, {
    method: request.method,
    headers: { ...requestHeaders(request), ...authHeaders(server) },
    body: Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null,
    signal: request.signal,
  });
  if (response.status === 401) {
    return reply.code(400).type('text/plain; charset=utf-8').send('Authentication to data source failed');
  }
  // fetch has unzipped the body already.
  for (const [name, value] of response.headers) {
    if (![...KEPT_BACK, 'content-encoding', 'set-cookie'].includes(name)) {
      reply.header(name, value);
    }
  }
  reply.code(response.status);
  return reply.send(response.body ? Readable.fromWeb(response.body as ReadableStream) : undefined);
}

function requestHeaders(request: FastifyRequest): Record<string, string> {
  const kept = Object.entries(request.headers).filter(
    (header): header is [string, string] =>
      typeof header[1] === 'string' && ![...KEPT_BACK, ...PRIVATE].includes(header[0])
  );
  return Object.fromEntries(kept);
}
