import { join } from 'node:path';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import type { LogLevel } from '../options.mjs';
import { openDocuments } from '../store/documents';
import type { Querier } from '../store/querier';
import { restrictAccess } from './access';
import { boundBodies } from './bodies';
import { signalWhenClientLeaves } from './clientSignal';
import { statusOf } from './errors';
import { registerProxy } from './grafana/proxy';
import { registerGrafana } from './grafana/routes';
import { LOCAL_USER, type User } from './grafana/user';
import type { HandOver } from './handOver';
import { takeJson } from './json';
import { registerLocalFiles, type LocalFile } from './localFiles';
import { registerMetrics } from './metrics';
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
  /** has what takes time answered elsewhere; without it, querier and writer are asked here */
  handOver?: HandOver;
  /** where the data source proxy leads when the profiles are elsewhere */
  remote?: RemoteServer;
  user?: User;
  /** names that requests may come under beside localhost: the address listened on and those allowed */
  hosts?: readonly string[];
  /** what the bodies of all requests that are under way may take together */
  maxBodyBytes?: number;
  /** what goes to standard error, as JSON lines; nothing without one */
  logLevel?: LogLevel;
  /** those of the command line, which the page shows instead of what is kept */
  files?: readonly LocalFile[];
  /** the store's figures for /metrics, numbers by name */
  stats?: () => Promise<object>;
}

/** How long a request may take to arrive. */
const REQUEST_MS = 60_000;

/** Scripts come from here alone; @grafana/ui writes its styles at run time. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: [`'self'`],
      styleSrc: [`'self'`, `'unsafe-inline'`],
      imgSrc: [`'self'`, 'data:', 'blob:'],
      fontSrc: [`'self'`, 'data:'],
      workerSrc: [`'self'`, 'blob:'],
      objectSrc: [`'none'`],
      baseUri: [`'self'`],
      formAction: [`'self'`],
      frameAncestors: [`'none'`],
    },
  },
  // It speaks HTTP only.
  strictTransportSecurity: false,
};

/**
 * The HTTP server of the standalone mode, not yet listening: Grafana's API, Pyroscope's own paths, the plugin's files and
 * the page. Closing it ends open requests; querier and writer stay open.
 * @throws Error when what is kept in the data folder can't be read
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { root, dataDir, querier, writer, remote, handOver } = options;
  const distDir = join(root, 'dist');
  const app = fastify({
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    logger: options.logLevel ? { level: options.logLevel, stream: process.stderr } : false,
    // The names of user storage may be longer than the router's 100 characters.
    routerOptions: { maxParamLength: 1024 },
  });
  takeJson(app);
  app.addHook('onRequest', signalWhenClientLeaves);
  restrictAccess(app, options.hosts ?? []);
  boundBodies(app, options.maxBodyBytes);
  await app.register(helmet, SECURITY_HEADERS);
  app.setErrorHandler(handleError);
  registerMetrics(app, options.stats);
  const documents = openDocuments(dataDir);
  app.addHook('onClose', async () => documents.close());
  const pluginSettings = documents.collection('plugin-settings');
  const userStorage = documents.collection('user-storage');
  const user = options.user ?? LOCAL_USER;
  const pyroscope = (scope: FastifyInstance) => registerPyroscope(scope, { querier, writer, handOver });
  await app.register(pyroscope);
  await app.register((scope) => registerProxy(scope, remote ? { server: remote } : { routes: pyroscope }));
  await app.register((scope) =>
    registerGrafana(scope, { querier, handOver, distDir, pluginSettings, userStorage, user })
  );
  registerLocalFiles(app, options.files ?? []);
  await registerStatic(app, { distDir, pageDir: join(root, '.standalone', 'page') });
  return app;
}

function handleError(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    return sendJson(reply, status, { message: error.message });
  }
  if (!request.signal.aborted) {
    request.log.error(error);
  }
  return sendJson(reply, 500, { message: 'Internal server error' });
}
