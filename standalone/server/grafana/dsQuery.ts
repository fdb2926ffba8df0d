import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';

import { ConnectError, type Querier } from '../../store/querier';
import { messageOf } from '../errors';
import { handOverRoutes, type HandOver } from '../handOver';
import { sendJson } from '../replies';
import { UnreachableError } from '../unreachableError';
import { profileFrame, seriesFrames, type FrameJson } from './frames';
import { readQueryRequest, type DataQuery } from './queryRequest';

type QueryResult =
  { status: 200; frames?: FrameJson[] } | { error: string; errorSource: 'downstream' | 'plugin'; status: number };

/** Seconds; what Grafana's data source takes when its settings name no minimum. */
const MIN_STEP = 15;

const modelSchema = v.object({
  profileTypeId: v.nullish(v.string(), ''),
  labelSelector: v.nullish(v.string(), ''),
  groupBy: v.nullish(v.array(v.string()), []),
  limit: v.nullish(v.pipe(v.number(), v.integer())),
  maxNodes: v.nullish(v.pipe(v.number(), v.integer())),
  spanSelector: v.nullish(v.array(v.string()), []),
});
type QueryModel = v.InferOutput<typeof modelSchema>;

interface Options {
  querier: Querier;
  /** has the queries run elsewhere */
  handOver?: HandOver;
}

interface Context {
  querier: Querier;
  query: DataQuery;
  model: QueryModel;
  signal: AbortSignal;
}

/**
 * POST /api/ds/query: the queries of one request one after the other, as Grafana's data source runs them. 400 when any
 * of them failed; each refId has its frames or its error all the same.
 */
export async function registerDsQuery(app: FastifyInstance, { querier, handOver }: Options): Promise<void> {
  if (handOver) {
    handOverRoutes(app, 'reader', handOver);
  }
  app.post('/api/ds/query', { errorHandler: failAll }, async (request, reply) => {
    const read = readQueryRequest(request.body);
    if (!read.ok) {
      return sendJson(reply, read.refusal.status, read.refusal.body);
    }
    const results: Array<[string, QueryResult]> = [];
    for (const query of read.queries) {
      results.push([query.refId, await runQuery(querier, query, request)]);
    }
    const status = results.some(([, result]) => 'error' in result) ? 400 : 200;
    return sendJson(reply, status, { results: Object.fromEntries(results) });
  });
}

/** What ended the whole request, as too long a wait for a thread, is the answer to each of its queries. */
function failAll(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const read = readQueryRequest(request.body);
  if (!(error instanceof ConnectError) || !read.ok) {
    throw error;
  }
  const results = read.queries.map(({ refId, queryType }) => {
    const what = queryType === 'metrics' ? 'series' : 'profile';
    return [refId, failure(new DownstreamError(what, error), request)];
  });
  return sendJson(reply, 400, { results: Object.fromEntries(results) });
}

async function runQuery(querier: Querier, query: DataQuery, request: FastifyRequest): Promise<QueryResult> {
  const model = v.safeParse(modelSchema, query.model);
  if (!model.success) {
    const [issue] = model.issues;
    const error = `error unmarshaling query model: ${v.getDotPath(issue) ?? ''}: ${issue.message}`;
    return { error, errorSource: 'plugin', status: 500 };
  }
  const context = { querier, query, model: model.output, signal: request.signal };
  const { queryType } = query;
  const frames: FrameJson[] = [];
  try {
    if (queryType === 'metrics' || queryType === 'both') {
      frames.push(...(await queryMetrics(context)));
    }
    if (queryType === 'profile' || queryType === 'both') {
      frames.push(await queryProfile(context));
    }
  } catch (error) {
    return failure(error, request);
  }
  return { status: 200, ...(frames.length > 0 && { frames }) };
}

async function queryMetrics({ querier, query, model, signal }: Context): Promise<FrameJson[]> {
  const step = Math.max(query.intervalMs / 1000, MIN_STEP);
  const series = await asked('series', () =>
    querier.selectSeries({
      profileTypeID: model.profileTypeId,
      labelSelector: model.labelSelector,
      start: query.start,
      end: query.end,
      step,
      groupBy: model.groupBy,
      ...(model.limit && { limit: model.limit }),
      signal,
    })
  );
  return seriesFrames(query.refId, model.profileTypeId, step, series);
}

async function queryProfile({ querier, query, model, signal }: Context): Promise<FrameJson> {
  const { spanSelector } = model;
  const isSpans = spanSelector.length > 0;
  const flamebearer = await asked(isSpans ? 'span profile' : 'profile', () =>
    querier.selectMergeStacktraces({
      profileTypeID: model.profileTypeId,
      labelSelector: model.labelSelector,
      start: query.start,
      end: query.end,
      ...(model.maxNodes && { maxNodes: model.maxNodes }),
      ...(isSpans && { spanSelector }),
      signal,
    })
  );
  return profileFrame(query.refId, model.profileTypeId, flamebearer);
}

/** A failure of the profile server, named after what it was asked for. */
class DownstreamError extends Error {
  constructor(
    readonly what: string,
    readonly reason: ConnectError
  ) {
    super(`received error from client while getting ${what}: ${reason.code}: ${reason.message}`);
  }
}

async function asked<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof ConnectError ? new DownstreamError(what, error) : error;
  }
}

/** Grafana reports 500 whatever the code was, but for a server that can't be reached and one that is too slow. */
function failure(error: unknown, { signal, log }: FastifyRequest): QueryResult {
  if (!(error instanceof DownstreamError)) {
    if (!signal.aborted) {
      log.error(error);
    }
    return { error: messageOf(error), errorSource: 'plugin', status: 500 };
  }
  const { reason, message } = error;
  const slow = reason.code === 'deadline_exceeded' ? 504 : 500;
  return { error: message, errorSource: 'downstream', status: reason instanceof UnreachableError ? 502 : slow };
}
