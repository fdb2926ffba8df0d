import type { FastifyReply } from 'fastify';

import { sendJson } from '../replies';

/** The one data source of the standalone mode. */
export const DATA_SOURCE = { id: 1, uid: 'pyroscope', name: 'Pyroscope', type: 'grafana-pyroscope-datasource' };

/** Grafana's answer to a data source uid that does not exist. */
export function sendUnknownDataSource(reply: FastifyReply) {
  return sendJson(reply, 404, { message: 'Data source not found' });
}
