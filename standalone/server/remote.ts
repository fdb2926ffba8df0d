import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

import { ConnectError, type MergeRequest, type Querier } from '../store/querier';
import { toConnectCode } from './pyroscope/connect';
import type { Decoded } from './pyroscope/message';
import { answers, requests } from './pyroscope/messages';
import { toBinary } from './pyroscope/protobuf';
import { fromProtoJson } from './pyroscope/protojson';
import { authHeaders, fetchRemote, type RemoteServer } from './remoteServer';

const SERVICE = '/querier.v1.QuerierService/';

/** More than a whole profile ever has. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/**
 * A Pyroscope server elsewhere as a Querier, over Connect's JSON. Its errors are passed on in its own words.
 * @param maxBytes of an answer; a larger one is an error
 */
export function remoteQuerier(server: RemoteServer, maxBytes = MAX_ANSWER_BYTES): Querier {
  const call = (method: string, request: object, signal?: AbortSignal, accept?: string) =>
    callRemote(server, { method, request, signal, accept, maxBytes });
  return {
    profileTypes: async ({ signal, ...request }) =>
      fromProtoJson(answers.profileTypes, await call('ProfileTypes', request, signal)).profileTypes,
    labelNames: async ({ signal, utf8, ...request }) => {
      const accept = utf8 ? 'application/json; allow-utf8-labelnames=true' : undefined;
      return fromProtoJson(answers.names, await call('LabelNames', request, signal, accept)).names;
    },
    labelValues: async ({ signal, ...request }) =>
      fromProtoJson(answers.names, await call('LabelValues', request, signal)).names,
    series: async ({ signal, ...request }) => {
      const { labelsSet } = fromProtoJson(answers.series, await call('Series', request, signal));
      return labelsSet.map(({ labels }) => toRecord(labels));
    },
    selectMergeStacktraces: async (request) => {
      // Servers before 2.2 know spans by this name only, and ignore them in the other: all profiles would be the answer.
      const method = request.spanSelector?.length ? 'SelectMergeSpanProfile' : 'SelectMergeStacktraces';
      const answer = await call(method, mergeMessage(request), request.signal);
      return decodeLevels(fromProtoJson(answers.mergeStacktraces, answer).flamegraph);
    },
    selectMergeProfile: async (request) => {
      const body = toBinary(requests.mergeProfile, mergeMessage(request));
      return fetchBinary(server, { method: 'SelectMergeProfile', body, signal: request.signal, maxBytes });
    },
    selectSeries: async ({ signal, exemplars, ...request }) => {
      const asked = { ...request, ...(exemplars && { exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL' }) };
      const { series } = fromProtoJson(answers.selectSeries, await call('SelectSeries', asked, signal));
      return series.map(({ labels, points }) => ({ labels: toRecord(labels), points: points.map(decodePoint) }));
    },
    diff: async ({ left, right }) => {
      const message = { left: mergeMessage(left), right: mergeMessage(right) };
      return decodeLevels(fromProtoJson(answers.diff, await call('Diff', message, left.signal)).flamegraph);
    },
    getProfileStats: async () => fromProtoJson(answers.profileStats, await call('GetProfileStats', {})),
  };
}

interface Call {
  method: string;
  request: object;
  signal?: AbortSignal;
  accept?: string;
  maxBytes: number;
}

async function callRemote(server: RemoteServer, { method, request, signal, accept, maxBytes }: Call): Promise<unknown> {
  const body = JSON.stringify(request);
  const response = await post(server, { method, body, signal, encoding: 'application/json', accept });
  const text = String(await readBody(response, maxBytes));
  const answer = parseObject(text);
  if (response.ok && answer) {
    return answer;
  }
  throw remoteError(response, answer, text);
}

async function fetchBinary(
  server: RemoteServer,
  { maxBytes, ...request }: { method: string; body: Uint8Array; signal?: AbortSignal; maxBytes: number }
): Promise<Uint8Array> {
  const response = await post(server, { ...request, encoding: 'application/proto' });
  const bytes = await readBody(response, maxBytes);
  if (response.ok && response.headers.get('content-type') === 'application/proto') {
    return bytes;
  }
  const text = String(bytes);
  throw remoteError(response, parseObject(text), text);
}

/** @throws ConnectError as soon as more has come, which ends the connection */
async function readBody({ body }: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const arriving: AsyncIterable<Uint8Array> | Uint8Array[] = body ? Readable.fromWeb(body as ReadableStream) : [];
  for await (const chunk of arriving) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new ConnectError('resource_exhausted', `the answer has more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Post {
  method: string;
  body: string | Uint8Array;
  encoding: string;
  accept?: string;
  signal?: AbortSignal;
}

function post(server: RemoteServer, { method, body, encoding, accept, signal }: Post): Promise<Response> {
  return fetchRemote(server, SERVICE + method, {
    method: 'POST',
    headers: { ...authHeaders(server), 'content-type': encoding, accept: accept ?? encoding },
    body: new Uint8Array(Buffer.from(body)),
    signal: signal ?? null,
  });
}

/** What Go's Connect client makes of an answer that no Connect server gave: `unknown: 501 Unsupported method`. */
function remoteError(response: Response, answer: object | undefined, text: string): ConnectError {
  const code: unknown = answer && Reflect.get(answer, 'code');
  const message: unknown = answer && Reflect.get(answer, 'message');
  if (typeof code === 'string') {
    return new ConnectError(toConnectCode(code), typeof message === 'string' ? message : '');
  }
  if (response.status === 401) {
    return new ConnectError('unauthenticated', text.trim() || '401 Unauthorized');
  }
  return new ConnectError('unknown', `${response.status} ${response.statusText || 'is not a Pyroscope answer'}`);
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function mergeMessage({ signal: _, callSite, ...request }: MergeRequest) {
  return { ...request, ...(callSite && { stackTraceSelector: { callSite: callSite.map((name) => ({ name })) } }) };
}

function decodeLevels<F extends { levels: Array<{ values: number[] }> }>(flamegraph: F) {
  return { ...flamegraph, levels: flamegraph.levels.map(({ values }) => values) };
}

function decodePoint({
  exemplars,
  ...point
}: Decoded<typeof answers.selectSeries>['series'][number]['points'][number]) {
  const named = exemplars.map((exemplar) => ({ ...exemplar, labels: toRecord(exemplar.labels) }));
  return { ...point, ...(named.length > 0 && { exemplars: named }) };
}

function toRecord(labels: Array<{ name: string; value: string }>): Record<string, string> {
  return Object.fromEntries(labels.map(({ name, value }) => [name, value]));
}
