import type { FastifyInstance } from 'fastify';

import { buildSelector } from '../../../src/query/buildSelector';
import { parseSelector } from '../../../src/query/selector';
import { ConnectError, type Querier, type Series } from '../../store/querier';
import { sendJson } from '../replies';
import { parseAttime } from './attime';

const METRIC_NAME = '__name__';
const MIN_STEP = 15;
/** Most points that the timeline has, about. */
const RESOLUTION = 1500;

/** Steps that the timeline takes, in seconds. */
const STEPS = [15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/**
 * GET /pyroscope/render, Pyroscope's API before there were RPCs: flame graph and timeline in one answer, JSON only
 * (pkg/querier/http.go). The query is `<profile type id>{<matchers>}`.
 */
export function registerRender(app: FastifyInstance, querier: Querier): void {
  app.get('/pyroscope/render', async (request, reply) => {
    const parameters = new URL(request.url, 'http://localhost').searchParams;
    const format = parameters.get('format') ?? 'json';
    if (format !== 'json') {
      throw new ConnectError('unimplemented', `format ${format} is not available here`);
    }
    const { profileTypeID, labelSelector } = readQuery(parameters.get('query') ?? '');
    const start = parseAttime(parameters.get('from') ?? '');
    const end = parseAttime(parameters.get('until') ?? '');
    const maxNodes = Number(parameters.get('maxNodes') ?? parameters.get('max-nodes')) || undefined;
    const profiles = { profileTypeID, labelSelector, start, end, signal: request.signal };
    const step = timelineStep(start, end);
    const flamebearer = await querier.selectMergeStacktraces({ ...profiles, ...(maxNodes && { maxNodes }) });
    const series = await querier.selectSeries({ ...profiles, step, groupBy: [] });
    const { names, levels, total, maxSelf } = flamebearer;
    return sendJson(reply, 200, {
      version: 1,
      flamebearer: { names, levels, numTicks: total, maxSelf },
      metadata: metadata(profileTypeID),
      timeline: timeline(series, { start, end, step }),
      groups: null,
      heatmap: null,
    });
  });
}

function readQuery(query: string): { profileTypeID: string; labelSelector: string } {
  if (query === '') {
    throw new ConnectError('invalid_argument', `'query' is required`);
  }
  // Grammar and type id have colons in common: PromQL reads the id as a metric name.
  const parsed = parseSelector(query);
  const profileTypeID = parsed.ok && parsed.matchers.find((matcher) => matcher.name === METRIC_NAME)?.value;
  if (!parsed.ok || !profileTypeID) {
    const reason = parsed.ok ? `'query' must contain a profile-type selection` : parsed.message;
    throw new ConnectError('invalid_argument', `failed to parse 'query': ${reason}`);
  }
  const others = parsed.matchers.filter((matcher) => matcher.name !== METRIC_NAME);
  return { profileTypeID, labelSelector: buildSelector(others) };
}

function timelineStep(start: number, end: number): number {
  const wanted = Math.max((end - start) / 1000 / RESOLUTION, MIN_STEP);
  return STEPS.find((step) => step >= wanted) ?? STEPS[STEPS.length - 1];
}

function timeline(series: Series[], range: { start: number; end: number; step: number }) {
  const startTime = Math.floor(range.start / 1000 / range.step) * range.step;
  const count = Math.max(Math.floor((Math.floor(range.end / 1000) - startTime) / range.step), 0);
  const samples = new Array<number>(count).fill(0);
  for (const { timestamp, value } of series[0]?.points ?? []) {
    const index = Math.floor((timestamp / 1000 - startTime) / range.step);
    if (index >= 0 && index < count) {
      samples[index] += value;
    }
  }
  return { startTime, samples, durationDelta: range.step, watermarks: null };
}

const OBJECTS = new Set(['samples', 'inuse_objects', 'alloc_objects', 'goroutine']);

function metadata(profileTypeID: string) {
  const [, sampleType = '', sampleUnit = ''] = profileTypeID.split(':');
  const isCpu = sampleType === 'cpu';
  const units = isCpu ? 'samples' : OBJECTS.has(sampleType) ? 'objects' : sampleUnit;
  return { format: 'single', spyName: '', sampleRate: isCpu ? 1e9 : 100, units, name: sampleType };
}
