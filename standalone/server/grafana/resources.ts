import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { parseSelector } from '../../../src/query/selector';
import { ConnectError, type Querier } from '../../store/querier';
import { messageOf } from '../errors';
import { sendJson } from '../replies';
import { DATA_SOURCE, sendUnknownDataSource } from './dataSource';
import { profileMetadata } from './units';

const BASE = '/api/datasources/uid/:uid';
const HOUR_MS = 3_600_000;

type Resource = (query: URLSearchParams, signal: AbortSignal) => Promise<unknown>;

/**
 * The data source's resources and health check. A failing resource says nothing but that it failed, as Grafana's does;
 * the server's words are in /health and in the answers of queries.
 */
export function registerResources(app: FastifyInstance, querier: Querier): void {
  const resources: Record<string, Resource> = {
    profileTypes: (query, signal) => profileTypes(querier, query, signal),
    labelNames: (query, signal) => labelNames(querier, query, signal),
    labelValues: (query, signal) => labelValues(querier, query, signal),
    profileMetadata: async () => profileMetadata,
  };
  app.all<{ Params: { uid: string; '*': string } }>(`${BASE}/resources/*`, async (request, reply) => {
    if (request.params.uid !== DATA_SOURCE.uid) {
      return sendUnknownDataSource(reply);
    }
    const name = request.params['*'];
    if (!Object.hasOwn(resources, name)) {
      return reply.code(404).header('content-type', 'application/json').send(Buffer.alloc(0));
    }
    return sendResource(request, reply, resources[name]);
  });
  app.get<{ Params: { uid: string } }>(`${BASE}/health`, async (request, reply) => {
    if (request.params.uid !== DATA_SOURCE.uid) {
      return sendUnknownDataSource(reply);
    }
    return sendHealth(request, reply, querier);
  });
}

async function sendResource(request: FastifyRequest, reply: FastifyReply, resource: Resource) {
  try {
    const query = new URL(request.url, 'http://localhost').searchParams;
    return sendJson(reply, 200, await resource(query, request.signal));
  } catch (error) {
    if (!(error instanceof ConnectError)) {
      request.log.error(error);
    }
    const body = {
      statusCode: 500,
      messageId: 'plugin.requestFailureError',
      message: 'An error occurred within the plugin',
    };
    return sendJson(reply, 500, body);
  }
}

/** The range is the one that Grafana's data source asks for. */
async function sendHealth(request: FastifyRequest, reply: FastifyReply, querier: Querier) {
  try {
    await querier.profileTypes({ start: 1000, end: 4000, signal: request.signal });
    return sendJson(reply, 200, { message: 'Data source is working', status: 'OK' });
  } catch (error) {
    const reason = error instanceof ConnectError ? `${error.code}: ${error.message}` : messageOf(error);
    const message = `received error from client while getting profile types: ${reason}`;
    return sendJson(reply, 400, { message, status: 'ERROR' });
  }
}

async function profileTypes(querier: Querier, query: URLSearchParams, signal: AbortSignal) {
  const isGiven = query.has('start') && query.has('end');
  const now = Date.now();
  const range = isGiven ? timeRange(query) : { start: now - HOUR_MS, end: now + HOUR_MS };
  const types = await querier.profileTypes({ ...range, signal });
  return types.map((type) => ({ id: type.ID, label: `${type.name} - ${type.sampleType}` }));
}

async function labelNames(querier: Querier, query: URLSearchParams, signal: AbortSignal) {
  const selector = query.get('query') ?? '';
  const parsed = parseSelector(selector);
  if (!parsed.ok) {
    throw new ConnectError('invalid_argument', parsed.message);
  }
  const matched = new Set(parsed.matchers.map((matcher) => matcher.name));
  const names = await querier.labelNames({ matchers: [selector], ...timeRange(query), signal });
  return names.filter((name) => !name.startsWith('__') && !matched.has(name));
}

async function labelValues(querier: Querier, query: URLSearchParams, signal: AbortSignal) {
  const matchers = [query.get('query') ?? ''];
  return querier.labelValues({ name: query.get('label') ?? '', matchers, ...timeRange(query), signal });
}

/** Times that are no integers count as not given, as for Grafana. */
function timeRange(query: URLSearchParams): { start: number; end: number } {
  const read = (name: string) => (/^-?\d+$/.test(query.get(name) ?? '') ? Number(query.get(name)) : 0);
  return { start: read('start'), end: read('end') };
}
