import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import type { Querier } from '../store/querier';
import { signalWhenClientLeaves } from './clientSignal';
import { openDocuments } from './documents';
import { statusOf } from './errors';
import { registerProxy } from './grafana/proxy';
import { registerGrafana } from './grafana/routes';
import { LOCAL_USER, type User } from './grafana/user';
import type { ProfileWriter } from './pyroscope/ingestRoutes';
import { registerPyroscope } from './pyroscope/routes';
import type { RemoteServer } from './remoteServer';
import { sendJson } from './replies';
import { registerStatic } from './staticFiles';

export interface ServerOptions {
  /** the project's folder, with `dist/` and `.standalone/page/` */
  root: string;
  /** where plugin settings and user storage are kept */
  dataDir: string;
  querier: Querier;
  /** takes pushed profiles; without one there is nowhere to push to */
  writer?: ProfileWriter;
  /** where the data source proxy leads when the profiles are elsewhere */
  remote?: RemoteServer;
  user?: User;
}

/**
 * The HTTP server of the standalone mode, not yet listening: Grafana's API, Pyroscope's own paths, the plugin's files and
 * the page. Closing it ends open requests; querier and writer stay open.
 * @throws Error when what is kept in the data folder can't be read
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { root, dataDir, querier, writer, remote } = options;
  const distDir = join(root, 'dist');
  const app = fastify({
    forceCloseConnections: true,
    // The names of user storage may be longer than the router's 100 characters.
    routerOptions: { maxParamLength: 1024 },
  });
  takeJson(app);
  app.addHook('onRequest', signalWhenClientLeaves);
  app.addHook('onRequest', refuseForeignOrigin);
  app.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  app.setErrorHandler(handleError);
  const pluginSettings = openDocuments(dataDir, 'plugin-settings.json');
  const userStorage = openDocuments(dataDir, 'user-storage.json');
  const user = options.user ?? LOCAL_USER;
  const pyroscope = (scope: FastifyInstance) => registerPyroscope(scope, { querier, writer });
  await app.register(pyroscope);
  await app.register((scope) => registerProxy(scope, remote ? { server: remote } : { routes: pyroscope }));
  await app.register((scope) => registerGrafana(scope, { querier, distDir, pluginSettings, userStorage, user }));
  await registerStatic(app, { distDir, pageDir: join(root, '.standalone', 'page') });
  return app;
}

/** Bodies are read as JSON whatever their content type says; what is no JSON is left to the route to refuse. */
function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(null, undefined);
    }
  });
}

/**
 * Some other page in the same browser must not push or save here, there being no login: Grafana's own check
 * (pkg/middleware/csrf), the host of Origin against that of the request.
 */
async function refuseForeignOrigin(request: FastifyRequest, reply: FastifyReply) {
  const { origin } = request.headers;
  if (origin === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    return undefined;
  }
  const hostname = URL.canParse(origin) ? new URL(origin).hostname : undefined;
  return hostname === request.hostname
    ? undefined
    : reply.code(403).type('text/plain; charset=utf-8').send('origin not allowed');
}

function handleError(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    return sendJson(reply, status, { message: error.message });
  }
  if (!request.signal.aborted) {
    console.error(error);
  }
  return sendJson(reply, 500, { message: 'Internal server error' });
}
