import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';

import { ConnectError, type ConnectCode } from '../../store/querier';
import { messageOf, statusOf } from '../errors';
import { sendJson } from '../replies';

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
 * their status, and an unforeseen one as 500, printed for whoever runs the server.
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
    console.error(error);
    return sendConnectError(reply, 'internal', message, status);
  }
  return sendConnectError(reply, status === 413 ? 'resource_exhausted' : 'invalid_argument', message, status);
}

/**
 * The message in a request's JSON body. Field names may be lowerCamel or as in the .proto file, unknown ones are
 * ignored.
 * @throws ConnectError `invalid_argument` for a body that is empty, not JSON, or not of this shape
 */
export function readMessage<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.length === 0) {
    throw new ConnectError('invalid_argument', 'zero-length payload is not a valid JSON object');
  }
  const read = v.safeParse(schema, camelFields(parseJson(bytes)));
  if (!read.success) {
    const [issue] = read.issues;
    throw new ConnectError('invalid_argument', `unmarshal message: ${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
  }
  return read.output;
}

function parseJson(bytes: Buffer): unknown {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ConnectError('invalid_argument', `unmarshal message: ${messageOf(error)}`);
  }
  if (Array.isArray(json)) {
    throw new ConnectError('invalid_argument', 'unmarshal message: unexpected token [');
  }
  return json;
}

/** `profile_typeID` is `profileTypeID`: protojson reads both. */
function camelFields(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(camelFields);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const fields = Object.entries(json).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    camelFields(value),
  ]);
  return Object.fromEntries(fields);
}
