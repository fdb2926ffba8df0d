import * as v from 'valibot';

import { DATA_SOURCE } from './dataSource';
import { parseGrafanaTime } from './grafanaTime';

/** One query of a request to /api/ds/query, defaults filled in; the model is read later, query by query. */
export interface DataQuery {
  refId: string;
  queryType: string;
  intervalMs: number;
  start: number;
  end: number;
  model: unknown;
}

/** A request that can't be answered at all, with Grafana's status and body. */
interface Refusal {
  status: number;
  body: { message: string; messageId?: string; statusCode?: number };
}

type QueryRequest = { ok: true; queries: DataQuery[] } | { ok: false; refusal: Refusal };

const time = v.optional(v.union([v.string(), v.number()]));
const timeRange = v.object({ from: time, to: time });
const requestSchema = v.object({ from: time, to: time, queries: v.nullish(v.array(v.looseObject({})), []) });
/** Where a field has another type than expected Grafana takes its default. */
const querySchema = v.object({
  refId: v.fallback(v.optional(v.string(), 'A'), 'A'),
  queryType: v.fallback(v.optional(v.string(), ''), ''),
  intervalMs: v.fallback(v.optional(v.number(), 1000), 1000),
  timeRange: v.fallback(v.optional(timeRange), undefined),
  datasourceId: v.fallback(v.optional(v.number()), undefined),
  datasource: v.fallback(v.optional(v.union([v.string(), v.object({ uid: v.optional(v.string()) })])), undefined),
});

const badRequest: Refusal = { status: 400, body: { message: 'bad request data' } };

/**
 * Reads the body of /api/ds/query (grafana/grafana: pkg/services/query/query.go).
 * A query's own `timeRange` counts before the request's.
 */
export function readQueryRequest(body: unknown): QueryRequest {
  const request = v.safeParse(requestSchema, body);
  if (!request.success || Array.isArray(body)) {
    return refuse(badRequest);
  }
  if (request.output.queries.length === 0) {
    return refuse(named('query.noQueries', 'No queries found'));
  }
  const queries: DataQuery[] = [];
  const now = Date.now();
  for (const model of request.output.queries) {
    const read = readQuery(model, request.output, now);
    if ('status' in read) {
      return refuse(read);
    }
    if (queries.some((other) => other.refId === read.refId)) {
      return refuse(named('query.duplicateRefId', 'Multiple queries using the same RefId is not allowed '));
    }
    queries.push(read);
  }
  return { ok: true, queries };
}

function readQuery(model: unknown, range: v.InferOutput<typeof timeRange>, now: number): DataQuery | Refusal {
  const query = v.parse(querySchema, model);
  const { datasource, datasourceId } = query;
  const uid = typeof datasource === 'string' ? datasource : datasource?.uid;
  if (!uid && !datasourceId) {
    return named('query.invalidDatasourceId', 'Query does not contain a valid data source identifier');
  }
  if (uid ? uid !== DATA_SOURCE.uid : datasourceId !== DATA_SOURCE.id) {
    return { status: 404, body: { message: 'Data source not found' } };
  }
  const start = parseGrafanaTime(query.timeRange?.from ?? range.from, now);
  const end = parseGrafanaTime(query.timeRange?.to ?? range.to, now);
  if (start === undefined || end === undefined) {
    return badRequest;
  }
  return { refId: query.refId, queryType: query.queryType, intervalMs: query.intervalMs, start, end, model };
}

function named(messageId: string, message: string): Refusal {
  return { status: 400, body: { statusCode: 400, messageId, message } };
}

function refuse(refusal: Refusal): QueryRequest {
  return { ok: false, refusal };
}
