import type { FastifyInstance, FastifyRequest } from 'fastify';

import { ConnectError, type MergeRequest, type Querier } from '../../store/querier';
import { sendPageNotFound } from '../replies';
import { registerRpc, type Rpc } from './connect';
import type { Decoded, Message } from './message';
import { answers, profileMessage, requests } from './messages';

const SERVICE = '/querier.v1.QuerierService';

/** What Pyroscope's JSON says when nothing matches; its protobuf is then no bytes at all. */
const NO_PROFILE = { sampleType: [{}], stringTable: [''], periodType: {} };

/** Pyroscope's query API as Connect has it over HTTP: POST with a JSON or a protobuf body. */
export function registerQuerier(app: FastifyInstance, querier: Querier): void {
  const rpc = <Request extends Message, Answer extends Message>(
    method: string,
    request: Request,
    answer: Answer,
    run: Rpc<Request, Answer>['run']
  ) => registerRpc(app, `${SERVICE}/${method}`, { request, answer, run });

  rpc('ProfileTypes', requests.range, answers.profileTypes, async (message, { signal }) => ({
    profileTypes: await querier.profileTypes({ ...message, signal }),
  }));
  rpc('LabelNames', requests.labelNames, answers.names, async (message, request) => ({
    names: await querier.labelNames({ ...message, utf8: allowsUtf8(request), signal: request.signal }),
  }));
  rpc('LabelValues', requests.labelValues, answers.names, async (message, { signal }) => ({
    names: await querier.labelValues({ ...message, signal }),
  }));
  rpc('Series', requests.series, answers.series, async (message, { signal }) => ({
    labelsSet: (await querier.series({ ...message, signal })).map((labels) => ({ labels: labelPairs(labels) })),
  }));
  rpc('GetProfileStats', requests.empty, answers.profileStats, () => querier.getProfileStats());
  rpc('SelectMergeStacktraces', requests.mergeStacktraces, answers.mergeStacktraces, async (message, { signal }) => {
    const merge = mergeRequest(message, signal);
    switch (message.format) {
      case 'PROFILE_FORMAT_UNSPECIFIED':
      case 'PROFILE_FORMAT_FLAMEGRAPH':
        return encodeLevels(await querier.selectMergeStacktraces(merge));
      case 'PROFILE_FORMAT_PPROF':
        return { pprof: { profile: await querier.selectMergeProfile(merge) } };
      default:
        throw new ConnectError('unimplemented', `format ${message.format} is not available here`);
    }
  });
  rpc('SelectMergeProfile', requests.mergeProfile, profileMessage, async (message, request) => {
    const profile = await querier.selectMergeProfile(mergeRequest({ ...message, spanSelector: [] }, request.signal));
    return profile.length === 0 && isJson(request) ? NO_PROFILE : profile;
  });
  rpc('SelectSeries', requests.selectSeries, answers.selectSeries, async (message, { signal }) => {
    const { limit, exemplarType: _, ...asked } = message;
    const series = await querier.selectSeries({ ...asked, ...(limit > 0 && { limit }), signal });
    return { series: series.map(({ labels, points }) => ({ labels: labelPairs(labels), points })) };
  });
  rpc('Diff', requests.diff, answers.diff, async ({ left, right }, { signal }) =>
    encodeLevels(await querier.diff({ left: mergeRequest(left, signal), right: mergeRequest(right, signal) }))
  );
  // Pyroscope's own answer since its second storage: always empty.
  rpc('AnalyzeQuery', requests.empty, answers.empty, async () => ({}));
  unavailable('SelectHeatmap', 'this endpoint is not available in v1 frontend');
  unavailable('SelectMergeSpanProfile', 'profiles of single spans are not available here');

  function unavailable(method: string, reason: string) {
    rpc(method, requests.empty, answers.empty, async () => {
      throw new ConnectError('unimplemented', reason);
    });
  }
}

/** Whatever else a client asks a Pyroscope for under its prefixes. */
export function registerUnknownRpcs(app: FastifyInstance): void {
  app.all(`${SERVICE}/*`, (_, reply) => sendPageNotFound(reply));
}

type MergeMessage = Omit<Decoded<typeof requests.mergeStacktraces>, 'format'>;

/**
 * What the querier is asked for.
 * @throws ConnectError `unimplemented` for selectors of single profiles, traces and spans: answering as if they were
 * not there would show other profiles than those asked for
 */
function mergeRequest(message: MergeMessage, signal: AbortSignal): MergeRequest {
  for (const selector of ['profileIdSelector', 'traceIdSelector', 'spanSelector'] as const) {
    if (message[selector].length > 0) {
      throw new ConnectError('unimplemented', `${selector} is not available here`);
    }
  }
  const { profileTypeID, labelSelector, start, end, maxNodes } = message;
  const callSite = message.stackTraceSelector.callSite.map((location) => location.name);
  return { profileTypeID, labelSelector, start, end, maxNodes, ...(callSite.length > 0 && { callSite }), signal };
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json/i.test(request.headers['content-type'] ?? '');
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
