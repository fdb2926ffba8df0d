import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

import { isClimbing } from '../paths';
import { authHeaders, fetchRemote, type RemoteServer } from '../remoteServer';
import { sendJson, sendPageNotFound } from '../replies';
import { UnreachableError } from '../unreachableError';
import { DATA_SOURCE } from './dataSource';

export const PROXY_PATH = '/api/datasources/proxy/uid/:uid';
const LIMIT = 64 * 1024 * 1024;
const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What of a request is passed on: nothing that tells who its user is elsewhere, and nothing of the connection. */
const REQUEST_HEADERS =
  /^(accept|accept-language|content-type|content-encoding|user-agent|x-scope-orgid|connect-.+|if-.+)$/;
/** What of an answer is passed on: nothing that sets or asks for something in the browser, or sends it elsewhere. */
const ANSWER_HEADERS =
  /^(content-(type|language|disposition)|cache-control|etag|expires|last-modified|retry-after|vary|allow|accept-post)$/;

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
      // As Grafana: whatever the answer is, it is no page of ours and runs nothing.
      proxy.addHook('onSend', async (_, reply) => {
        reply.header('content-security-policy', 'sandbox');
      });
      if ('server' in target) {
        registerForwarding(proxy, target.server);
      } else {
        await target.routes(proxy);
        proxy.all('/*', (_, reply) => sendPageNotFound(reply));
      }
    },
    { prefix: PROXY_PATH }
  );
}

function registerForwarding(proxy: FastifyInstance, server: RemoteServer): void {
  proxy.removeAllContentTypeParsers();
  proxy.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request);
    if (path === undefined) {
      return sendJson(reply, 400, { message: 'Bad path' });
    }
    try {
      return await forward(server, path, request, reply);
    } catch (error) {
      if (error instanceof UnreachableError) {
        return sendJson(reply, 502, { message: `Bad gateway: ${error.message}` });
      }
      throw error;
    }
  };
  proxy.route({ method: METHODS, url: '/*', bodyLimit: LIMIT, handler });
}

const PREFIX = /^\/api\/datasources\/proxy\/uid\/[^/?#]+(?=\/)/;

/**
 * The path and query below the data source, as they were sent: the router's own have lost their escapes. Nothing for a
 * path that could lead above it.
 */
function pathOf({ raw: { url = '' } }: FastifyRequest): string | undefined {
  const path = PREFIX.test(url) ? url.replace(PREFIX, '') : undefined;
  return path === undefined || path.includes('#') || isClimbing(path.split('?', 1)[0]) ? undefined : path;
}

async function forward(server: RemoteServer, path: string, request: FastifyRequest, reply: FastifyReply) {
  const { method } = request;
  const hasBody = Buffer.isBuffer(request.body) && !['GET', 'HEAD'].includes(method);
  const response = await fetchRemote(server, path, {
    method,
    headers: { ...requestHeaders(request), ...authHeaders(server) },
    body: hasBody ? new Uint8Array(request.body as Buffer) : null,
    signal: request.signal,
  });
  if (response.status === 401) {
    return reply.code(400).type('text/plain; charset=utf-8').send('Authentication to data source failed');
  }
  for (const [name, value] of response.headers) {
    if (ANSWER_HEADERS.test(name)) {
      reply.header(name, value);
    }
  }
  reply.code(response.status);
  return reply.send(response.body ? Readable.fromWeb(response.body as ReadableStream) : undefined);
}

function requestHeaders(request: FastifyRequest): Record<string, string> {
  const kept = Object.entries(request.headers).filter(
    (header): header is [string, string] => typeof header[1] === 'string' && REQUEST_HEADERS.test(header[0])
  );
  return Object.fromEntries(kept);
}
