import type { FastifyInstance } from 'fastify';

import type { Querier } from '../../store/querier';
import type { Documents } from '../../store/documents';
import type { HandOver } from '../handOver';
import { sendJson } from '../replies';
import { registerDsQuery } from './dsQuery';
import { frontendSettings, GRAFANA_VERSION } from './frontendSettings';
import { registerPluginSettings } from './pluginSettings';
import { registerResources } from './resources';
import { describeUser, type User } from './user';
import { registerUserStorage } from './userStorage';

interface Options {
  querier: Querier;
  handOver?: HandOver;
  distDir: string;
  pluginSettings: Documents;
  userStorage: Documents;
  user: User;
}

const UTF8 = 'application/json; charset=UTF-8';

/** Grafana's HTTP API as far as the plugin and @grafana/runtime use it, but for the data source proxy. */
export async function registerGrafana(app: FastifyInstance, options: Options): Promise<void> {
  app.get('/api/health', async (_, reply) =>
    sendJson(reply, 200, { database: 'ok', version: GRAFANA_VERSION, commit: 'NA' }, UTF8)
  );
  app.get('/api/user', async (_, reply) => sendJson(reply, 200, describeUser(options.user)));
  app.get('/api/frontend/settings', async (request, reply) =>
    sendJson(reply, 200, frontendSettings(`${request.protocol}://${request.host}/`), UTF8)
  );
  // Feature flags by OpenFeature: none is on.
  app.post('/apis/features.grafana.app/v0alpha1/namespaces/default/ofrep/v1/evaluate/flags', async (_, reply) =>
    sendJson(reply, 200, { flags: [] })
  );
  await app.register((scope) => registerDsQuery(scope, options));
  registerResources(app, options.querier);
  registerPluginSettings(app, { distDir: options.distDir, documents: options.pluginSettings });
  registerUserStorage(app, { user: options.user, documents: options.userStorage });
}
