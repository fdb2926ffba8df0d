import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as v from 'valibot';

import { ConnectError, type Querier } from '../../store/querier';
import { sendJson, sendPageNotFound } from '../replies';
import { readMessage, sendConnectError } from './connect';
import { answers, profileMessage } from './messages';
import { toProtoJson, type Message } from './protojson';
import { mergeRequest, requests } from './requests';

const SERVICE = '/querier.v1.QuerierService';

type Rpc = (request: FastifyRequest) => Promise<Record<string, unknown>>;

/**
 * Pyroscope's query API as Connect has it over HTTP: POST with a JSON body. Binary protobuf (`application/proto`) is
 * not spoken here.
 */
export function registerQuerier(app: FastifyInstance, querier: Querier): void {
  const rpcs: Record<string, Rpc> = { ...metadataRpcs(querier), ...profileRpcs(querier), ...otherRpcs(querier) };
  for (const [method, rpc] of Object.entries(rpcs)) {
    registerRpc(app, `${SERVICE}/${method}`, rpc);
  }
  // The tenant's settings: none are kept.
  registerRpc(app, '/settings.v1.SettingsService/Get', async () => ({}));
}

/** A POST route for one RPC; other methods get 405, other content types 415, as Connect answers. */
export function registerRpc(app: FastifyInstance, path: string, rpc: Rpc, bodyLimit?: number): void {
  app.post(path, { bodyLimit }, async (request, reply) => {
    if (!isJson(request)) {
      return refuseContentType(reply);
    }
    return sendJson(reply, 200, await rpc(request));
  });
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    handler: async (_, reply) => reply.code(405).header('allow', 'POST').send(),
  });
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

function refuseContentType(reply: FastifyReply) {
  reply.header('accept-post', 'application/json');
  return sendConnectError(reply, 'unknown', 'send application/json: no other content type is read here', 415);
}

function metadataRpcs(querier: Querier): Record<string, Rpc> {
  return {
    ProfileTypes: rpc(requests.range, answers.profileTypes, async (message, { signal }) => ({
      profileTypes: await querier.profileTypes({ ...message, signal }),
    })),
    LabelNames: rpc(requests.labelNames, answers.names, async (message, request) => ({
      names: await querier.labelNames({ ...message, utf8: allowsUtf8(request), signal: request.signal }),
    })),
    LabelValues: rpc(requests.labelValues, answers.names, async (message, { signal }) => ({
      names: await querier.labelValues({ ...message, signal }),
    })),
    Series: rpc(requests.series, answers.series, async (message, { signal }) => ({
      labelsSet: (await querier.series({ ...message, signal })).map((labels) => ({ labels: labelPairs(labels) })),
    })),
    GetProfileStats: rpc(requests.empty, answers.profileStats, () => querier.getProfileStats()),
  };
}

function profileRpcs(querier: Querier): Record<string, Rpc> {
  return {
    SelectMergeStacktraces: async (request) => {
      const message = readMessage(requests.merge, request.body);
      const merge = mergeRequest(message, request.signal);
      switch (message.format) {
        case 0:
        case 1:
        case '':
        case 'PROFILE_FORMAT_UNSPECIFIED':
        case 'PROFILE_FORMAT_FLAMEGRAPH':
          return toProtoJson(answers.mergeStacktraces, encodeLevels(await querier.selectMergeStacktraces(merge)));
        case 'PROFILE_FORMAT_PPROF':
          return { pprof: { profile: toProtoJson(profileMessage, await querier.selectMergeProfile(merge)) } };
        default:
          throw new ConnectError('unimplemented', `format ${message.format} is not available here`);
      }
    },
    SelectMergeProfile: rpc(requests.merge, profileMessage, (message, { signal }) =>
      querier.selectMergeProfile(mergeRequest(message, signal))
    ),
    SelectSeries: rpc(requests.selectSeries, answers.selectSeries, async ({ limit, ...message }, { signal }) => {
      const series = await querier.selectSeries({ ...message, ...(limit > 0 && { limit }), signal });
      return { series: series.map(({ labels, points }) => ({ labels: labelPairs(labels), points })) };
    }),
    Diff: rpc(requests.diff, answers.diff, async ({ left, right }, { signal }) =>
      encodeLevels(await querier.diff({ left: mergeRequest(left, signal), right: mergeRequest(right, signal) }))
    ),
  };
}

function otherRpcs(querier: Querier): Record<string, Rpc> {
  const unavailable = (reason: string) => async () => {
    throw new ConnectError('unimplemented', reason);
  };
  return {
    // Pyroscope's own answer since its second storage: always empty.
    AnalyzeQuery: rpc(requests.empty, {}, async () => ({})),
    SelectHeatmap: unavailable('this endpoint is not available in v1 frontend'),
    SelectMergeSpanProfile: unavailable('profiles of single spans are not available here'),
  };
}

function rpc<S extends v.GenericSchema>(
  schema: S,
  answer: Message,
  run: (message: v.InferOutput<S>, request: FastifyRequest) => Promise<object>
): Rpc {
  return async (request) => toProtoJson(answer, await run(readMessage(schema, request.body), request));
}

function encodeLevels(flamebearer: { levels: number[][] }) {
  return { flamegraph: { ...flamebearer, levels: flamebearer.levels.map((values) => ({ values })) } };
}

function labelPairs(labels: Record<string, string>): Array<{ name: string; value: string }> {
  return Object.entries(labels)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const MEDIA_TYPE = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/;

/** Clients say with `Accept: …; allow-utf8-labelnames=true` that they can take dotted label names. */
function allowsUtf8(request: FastifyRequest): boolean {
  const elements = (request.headers.accept ?? '*/*').split(',').map((element) => element.split(';'));
  if (elements.some(([type]) => !MEDIA_TYPE.test(type.trim()))) {
    throw new ConnectError('invalid_argument', 'Invalid header format');
  }
  return elements.some(([, ...parameters]) => parameters.some((p) => p.trim() === 'allow-utf8-labelnames=true'));
}

/** Whatever else a client asks a Pyroscope for under its prefixes. */
export function registerUnknownRpcs(app: FastifyInstance): void {
  app.all(`${SERVICE}/*`, (_, reply) => sendPageNotFound(reply));
}
