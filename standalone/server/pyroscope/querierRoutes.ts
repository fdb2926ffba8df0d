import type { FastifyInstance, FastifyRequest } from 'fastify';

import { ConnectError, type MergeRequest, type Point, type Querier } from '../../store/querier';
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
  const stacktraces = async (format: MergeFormat, merge: MergeRequest) => {
    switch (format) {
      case 'PROFILE_FORMAT_UNSPECIFIED':
      case 'PROFILE_FORMAT_FLAMEGRAPH':
        return encodeLevels(await querier.selectMergeStacktraces(merge));
      case 'PROFILE_FORMAT_PPROF':
        return { pprof: { profile: await querier.selectMergeProfile(merge) } };
      default:
        throw new ConnectError('unimplemented', `format ${format} is not available here`);
    }
  };
  rpc(
    'SelectMergeStacktraces',
    requests.mergeStacktraces,
    answers.mergeStacktraces,
    ({ format, ...message }, { signal }) => stacktraces(format, mergeRequest(message, signal))
  );
  // What Grafana's data source asks for spans by, until 13.
  rpc(
    'SelectMergeSpanProfile',
    requests.mergeSpanProfile,
    answers.mergeStacktraces,
    async ({ format, ...message }, { signal }) => {
      if (message.spanSelector.length === 0) {
        throw new ConnectError('invalid_argument', 'span_selector is required');
      }
      return stacktraces(format, { ...message, signal });
    }
  );
  rpc('SelectMergeProfile', requests.mergeProfile, profileMessage, async (message, request) => {
    const profile = await querier.selectMergeProfile(mergeRequest(message, request.signal));
    return profile.length === 0 && isJson(request) ? NO_PROFILE : profile;
  });
  rpc('SelectSeries', requests.selectSeries, answers.selectSeries, async (message, { signal }) => {
    const { limit, exemplarType, ...asked } = message;
    if (exemplarType === 'EXEMPLAR_TYPE_SPAN') {
      throw new ConnectError('unknown', 'exemplar type span is not implemented');
    }
    const exemplars = exemplarType === 'EXEMPLAR_TYPE_INDIVIDUAL';
    const series = await querier.selectSeries({ ...asked, exemplars, ...(limit > 0 && { limit }), signal });
    return {
      series: series.map(({ labels, points }) => ({ labels: labelPairs(labels), points: points.map(encodePoint) })),
    };
  });
  rpc('Diff', requests.diff, answers.diff, async ({ left, right }, { signal }) =>
    encodeLevels(await querier.diff({ left: mergeRequest(left, signal), right: mergeRequest(right, signal) }))
  );
  // Pyroscope's own answer since its second storage: always empty.
  rpc('AnalyzeQuery', requests.empty, answers.empty, async () => ({}));
  rpc('SelectHeatmap', requests.empty, answers.empty, async () => {
    throw new ConnectError('unimplemented', 'this endpoint is not available in v1 frontend');
  });
}

/** Whatever else a client asks a Pyroscope for under its prefixes. */
export function registerUnknownRpcs(app: FastifyInstance): void {
  app.all(`${SERVICE}/*`, (_, reply) => sendPageNotFound(reply));
}

type MergeFormat = Decoded<typeof requests.mergeStacktraces>['format'];
/** What flame graphs and pprofs are asked for by; spans only flame graphs. */
type MergeMessage = Decoded<typeof requests.mergeProfile>;

function mergeRequest(message: MergeMessage, signal: AbortSignal): MergeRequest {
  const { stackTraceSelector, ...asked } = message;
  const callSite = stackTraceSelector.callSite.map((location) => location.name);
  return { ...asked, ...(callSite.length > 0 && { callSite }), signal };
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json/i.test(request.headers['content-type'] ?? '');
}

function encodeLevels(flamebearer: { levels: number[][] }) {
  return { flamegraph: { ...flamebearer, levels: flamebearer.levels.map((values) => ({ values })) } };
}

function encodePoint({ exemplars, ...point }: Point) {
  return { ...point, exemplars: exemplars?.map((one) => ({ ...one, labels: labelPairs(one.labels) })) };
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
