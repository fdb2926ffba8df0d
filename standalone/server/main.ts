import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

import { ConnectError } from '../store/querier';
import { openStoreThreads } from '../store/threads';
import { createServer } from './app';
import { startDemo } from './demo';
import { PLUGIN_ID } from './grafana/pluginManifest';
import { codeOf, messageOf } from './errors';
import { handOverTo } from './handOver';
import { onEnd, outliveReaders } from './lifetime';
import { linkedFiles, readLocalFiles, type LocalFile } from './localFiles';
import { OptionError, parseOptions, USAGE, type Options } from '../options.mjs';
import { remoteQuerier } from './remote';
import type { RemoteServer } from './remoteServer';
import { openRemoteThreads } from './remoteThreads';
import { StartupError } from './startupError';

/** The process's entry: `node .standalone/server/main.mjs [options]`, built two folders below the project's. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const APP = `/a/${PLUGIN_ID}`;
const START_PAGE = `${APP}/services`;
/** Addresses to listen on that are none to open. */
const LOOPBACK_OF = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
]);

/** What opens an address, by platform. */
const OPENERS = new Map<string, [command: string, ...args: string[]]>([
  ['darwin', ['open']],
  // The first word in quotes would be the title of a window.
  ['win32', ['cmd', '/c', 'start', '""']],
]);

type Cleanup = () => Promise<unknown> | void;

/** What was started, ended in the opposite order. */
const cleanups: Cleanup[] = [];

async function end(): Promise<void> {
  for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
    await cleanup();
  }
}

async function run(options: Options): Promise<void> {
  const files = await readLocalFiles(options.files);
  const dataDir = options.dataDir ?? temporaryDir();
  prepareDataDir(dataDir);
  const app = await openServer({ ...options, dataDir }, files);
  cleanups.push(() => app.close());
  const url = await listen(app, options);
  if (options.demo) {
    const demo = startDemo(join(ROOT, '.standalone', 'demo', 'main.mjs'), url);
    cleanups.push(() => demo.stop());
    await demo.ready;
  }
  const page = url + (files.length > 0 ? `${APP}/service/profiles?${linkedFiles(files)}` : START_PAGE);
  console.log(`Service Profiles is ready at ${page}`);
  if (!options.demo && !options.pyroscope && files.length === 0) {
    console.log(`It shows what is sent to ${url}/ingest or ${url}/push.v1.PusherService/Push, as to a Pyroscope.`);
  }
  if (options.open) {
    openInBrowser(page);
  }
}

/** For settings, which are asked for where only files are looked at, too. */
function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'service-profiles-'));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function openServer(
  options: Options & { dataDir: string },
  files: readonly LocalFile[]
): Promise<FastifyInstance> {
  const { dataDir, pyroscope, host, allowedHosts, logLevel, anyTime, retentionMs, maxBytes, limits } = options;
  const shared = { root: ROOT, dataDir, hosts: [host, ...allowedHosts], logLevel, files };
  const file = fileURLToPath(new URL('thread.mjs', import.meta.url));
  if (pyroscope) {
    await checkReachable(pyroscope);
    const threads = await openRemoteThreads({ file }, { remote: pyroscope, logLevel }, console.error);
    cleanups.push(() => threads.close());
    return createServer({ ...shared, querier: threads.querier, handOver: handOverTo(threads), remote: pyroscope });
  }
  try {
    const program = { file, given: logLevel };
    const kept = { anyTime, retentionMs, maxBytes, limits };
    const store = await openStoreThreads(program, dataDir, { ...kept, onNotice: console.error });
    cleanups.push(() => store.close());
    const { querier } = store;
    return await createServer({
      ...shared,
      querier,
      writer: store,
      handOver: handOverTo(store),
      stats: () => store.stats(),
    });
  } catch (error) {
    throw new StartupError(
      `Can't use the data in ${dataDir}: ${messageOf(error)}. Give another folder with --data DIR.`
    );
  }
}

function prepareDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartupError(
      `Can't write to ${dir} (${codeOf(error) ?? messageOf(error)}). Give another folder with --data DIR.`
    );
  }
}

/** Asked as Grafana's health check asks. */
async function checkReachable(server: RemoteServer): Promise<void> {
  try {
    const signal = AbortSignal.timeout(10_000);
    await remoteQuerier(server).profileTypes({ start: 1000, end: 4000, signal });
  } catch (error) {
    const reason = error instanceof ConnectError ? `${error.code}: ${error.message}` : 'no answer within 10 s';
    const hint =
      error instanceof ConnectError && ['unauthenticated', 'permission_denied'].includes(error.code)
        ? 'Set PYROSCOPE_USER and PYROSCOPE_PASSWORD, or --tenant ID.'
        : 'Check the address given with --pyroscope.';
    throw new StartupError(`Can't reach Pyroscope at ${server.url}: ${reason}. ${hint}`);
  }
}

/** Returns the address to open, without a slash at the end. */
async function listen(app: FastifyInstance, { host, port }: Options): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = codeOf(error);
    const next = code === 'EADDRINUSE' ? `npm start -- --port ${port + 1}` : '--port NUMBER or --host HOST';
    const what =
      code === 'EADDRINUSE'
        ? `Port ${port} is in use`
        : `Can't listen on ${host}:${port} (${code ?? messageOf(error)})`;
    throw new StartupError(`${what}. Choose another one: ${next}`);
  }
  // With --host localhost there may be two addresses, with one port.
  const [address] = app.addresses();
  const taken = typeof address === 'object' ? address.port : port;
  const name = LOOPBACK_OF.get(host) ?? (isIPv6(host) ? `[${host}]` : host);
  return `http://${name}:${taken}`;
}

function openInBrowser(url: string): void {
  const [command, ...args] = OPENERS.get(process.platform) ?? ['xdg-open'];
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  opener.on('error', () => console.log('No browser could be started: open the address yourself.'));
  opener.unref();
}

async function main(): Promise<void> {
  outliveReaders();
  let ending = false;
  onEnd(() => {
    ending = true;
    void end().finally(() => process.exit(0));
  });
  try {
    const options = parseOptions(process.argv.slice(2), process.env);
    if (options.help) {
      console.log(USAGE);
      return;
    }
    await run(options);
  } catch (error) {
    if (ending) {
      return;
    }
    console.error(error instanceof StartupError || error instanceof OptionError ? error.message : error);
    await end();
    process.exit(1);
  }
}

await main();
