import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { ConnectError, type ConnectCode } from '../../store/querier';
import { messageOf, statusOf } from '../errors';
import { MAX_ELEMENTS, parseJson } from '../json';
import { sendJson } from '../replies';
import type { Decoded, Message } from './message';
import { fromBinary, toBinary } from './protobuf';
import { fromProtoJson, toProtoJson } from './protojson';

/** HTTP status of each Connect code, https://connectrpc.com/docs/protocol/#error-codes. */
const HTTP_STATUS: Readonly<Record<ConnectCode, number>> = {
  canceled: 499,
  unknown: 500,
  invalid_argument: 400,
  deadline_exceeded: 504,
  not_found: 404,
  already_exists: 409,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 400,
  aborted: 409,
  out_of_range: 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  data_loss: 500,
  unauthenticated: 401,
};

/** The text as a Connect code, `unknown` for any other text. */
export function toConnectCode(text: unknown): ConnectCode {
  return typeof text === 'string' && Object.hasOwn(HTTP_STATUS, text) ? (text as ConnectCode) : 'unknown';
}

/** Sends an error as Connect does: the code's HTTP status and `{code, message}`. */
export function sendConnectError(reply: FastifyReply, code: ConnectCode, message: string, status = HTTP_STATUS[code]) {
  return sendJson(reply, status, { code, message });
}

/**
 * Error handler of the Pyroscope routes: Connect errors as they are, fastify's own (a body too large, broken gzip) with
 * their status, and an unforeseen one as 500, logged for whoever runs the server.
 */
export function handleConnectError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof ConnectError) {
    return sendConnectError(reply, error.code, error.message);
  }
  if (request.signal.aborted) {
    return sendConnectError(reply, 'canceled', 'context canceled');
  }
  const status = statusOf(error) ?? 500;
  const message = messageOf(error);
  if (status >= 500) {
    request.log.error(error);
    return sendConnectError(reply, 'internal', message, status);
  }
  return sendConnectError(reply, status === 413 ? 'resource_exhausted' : 'invalid_argument', message, status);
}

/** Connect's two encodings, by content type. */
type Encoding = 'application/json' | 'application/proto';

const ENCODING = /^(application\/(?:json|proto))\s*(?:;|$)/i;
const GZIP_FROM_BYTES = 1024;

export interface Rpc<Request extends Message, Answer extends Message> {
  request: Request;
  answer: Answer;
  /** An answer may hold messages as their bytes, or be one. */
  run(message: Decoded<Request>, request: FastifyRequest): Promise<object>;
}

/**
 * A POST route for one RPC, answered in the encoding of the request; other methods get 405, other content types 415, as
 * Connect answers. Errors are JSON in either encoding.
 */
export function registerRpc<Request extends Message, Answer extends Message>(
  app: FastifyInstance,
  path: string,
  rpc: Rpc<Request, Answer>,
  bodyLimit?: number
): void {
  app.post(path, { bodyLimit }, async (request, reply) => {
    const encoding = ENCODING.exec(request.headers['content-type'] ?? '')?.[1].toLowerCase() as Encoding | undefined;
    if (!encoding) {
      reply.header('accept-post', 'application/json, application/proto');
      return sendConnectError(reply, 'unknown', 'send application/json or application/proto', 415);
    }
    const answer = await rpc.run(readMessage(rpc.request, encoding, request.body), request);
    const bytes =
      encoding === 'application/json'
        ? Buffer.from(JSON.stringify(toProtoJson(rpc.answer, answer)))
        : toBinary(rpc.answer, answer);
    return sendZipped(request, reply.code(200).header('content-type', encoding), bytes);
  });
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    handler: async (_, reply) => reply.code(405).header('allow', 'POST').send(),
  });
}

const zip = promisify(gzip);

async function sendZipped(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array) {
  const accepts = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!accepts || bytes.length < GZIP_FROM_BYTES) {
    return reply.send(bytes);
  }
  return reply
    .header('content-encoding', 'gzip')
    .header('vary', 'accept-encoding')
    .send(await zip(bytes, { level: 1 }));
}

/** @throws ConnectError `invalid_argument` for a body that is not such a message */
function readMessage<M extends Message>(message: M, encoding: Encoding, body: unknown): Decoded<M> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (encoding === 'application/json' && bytes.length === 0) {
    throw new ConnectError('invalid_argument', 'zero-length payload is not a valid JSON object');
  }
  try {
    return encoding === 'application/json'
      ? fromProtoJson(message, parseJson(bytes))
      : fromBinary(message, bytes, MAX_ELEMENTS);
  } catch (error) {
    throw new ConnectError('invalid_argument', `unmarshal message: ${messageOf(error)}`);
  }
}
