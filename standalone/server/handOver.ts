import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, HTTPMethods } from 'fastify';

import type { ThreadedStore } from '../store/threads';

type Role = Parameters<ThreadedStore['call']>[0];

/** A request whose body was read, as it is sent to a thread. */
export interface HandedRequest {
  method: HTTPMethods;
  /** path and query */
  url: string;
  headers: IncomingHttpHeaders;
  /** bytes, or JSON that was read already */
  body: Uint8Array | object | undefined;
}

export interface HandedAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Uint8Array;
}

/**
 * Has a request answered by a thread.
 * @throws {ConnectError} too many wait, it took too long, the client has left, or the thread's memory did not suffice
 */
export type HandOver = (role: Role, request: HandedRequest, signal: AbortSignal) => Promise<HandedAnswer>;

/** By the threads that run `thread.ts`. */
export function handOverTo({ call }: Pick<ThreadedStore, 'call'>): HandOver {
  return (role, request, signal) => call(role, 'answer', request, signal) as Promise<HandedAnswer>;
}

/** Either side has its own. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);
/** The body is here. */
const OF_THE_REQUEST = new Set([...OF_THE_CONNECTION, 'expect']);

/**
 * Runs the routes of this scope in threads, where `thread.ts` has the same: reading, asking and writing do not block
 * this one, which only carries bytes.
 */
export function handOverRoutes(app: FastifyInstance, role: Role, handOver: HandOver): void {
  app.addHook('preHandler', async ({ method, url, headers, body, signal }, reply) => {
    const handed = { method, url, headers: without(OF_THE_REQUEST, headers), body } as HandedRequest;
    const { status, headers: answered, body: bytes } = await handOver(role, handed, signal);
    return reply
      .code(status)
      .headers(without(OF_THE_CONNECTION, answered))
      .send(bytes.length > 0 ? bytesOf(bytes) : undefined);
  });
}

/** The same memory; a buffer that was sent to another thread arrives as an array. */
export function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function without<Headers extends object>(names: ReadonlySet<string>, headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name))) as Headers;
}
