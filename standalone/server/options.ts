import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { messageOf } from './errors';
import type { RemoteServer } from './remoteServer';
import { StartupError } from './startupError';

export interface Options {
  help: boolean;
  port: number;
  host: string;
  dataDir: string;
  demo: boolean;
  pyroscope?: RemoteServer;
}

export const USAGE = `npm start -- [options]

  --port NUMBER      where to listen (3300); 0 takes a free one
  --host HOST        on which address (127.0.0.1)
  --data DIR         folder for profiles and settings (./data)
  --no-demo          without the demo services
  --pyroscope URL    show the profiles of a Pyroscope server instead of keeping some here;
                     basic auth from PYROSCOPE_USER and PYROSCOPE_PASSWORD
  --tenant ID        the tenant to ask that server for
  --help             this text`;

const DEFINITIONS = {
  port: { type: 'string', default: '3300' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: './data' },
  'no-demo': { type: 'boolean', default: false },
  pyroscope: { type: 'string' },
  tenant: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const SEE_HELP = 'npm start -- --help lists the options.';

/**
 * The command line's options; paths are taken from the working directory.
 * @throws StartupError for an unknown option or a value that can't be
 */
export function parseOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parse(args);
  if (values.tenant !== undefined && values.pyroscope === undefined) {
    throw new StartupError(`--tenant goes with --pyroscope URL. ${SEE_HELP}`);
  }
  if (values.host === '' || values.data === '') {
    throw new StartupError(`--${values.host === '' ? 'host' : 'data'} needs a value. ${SEE_HELP}`);
  }
  const pyroscope = values.pyroscope === undefined ? undefined : remoteServer(values.pyroscope, values.tenant, env);
  return {
    help: values.help,
    port: parsePort(values.port),
    host: values.host,
    dataDir: resolve(values.data),
    // Nothing is ever pushed to somebody's real server.
    demo: !values['no-demo'] && !pyroscope,
    ...(pyroscope && { pyroscope }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: DEFINITIONS, strict: true, allowPositionals: false });
  } catch (error) {
    // What follows the first sentence are hints for programmers.
    const [reason] = messageOf(error).split('. ');
    throw new StartupError(`${reason.replace(/\.$/, '')}. ${SEE_HELP}`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new StartupError(`--port ${text} is no port: give a number from 0 to 65535.`);
  }
  return port;
}

function remoteServer(address: string, tenant: string | undefined, env: NodeJS.ProcessEnv): RemoteServer {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new StartupError(`--pyroscope ${address} is no address: give one such as http://localhost:4040.`);
  }
  if (url.username || url.password) {
    throw new StartupError('--pyroscope takes no password: set PYROSCOPE_USER and PYROSCOPE_PASSWORD instead.');
  }
  const user = env.PYROSCOPE_USER;
  return {
    url: (url.origin + url.pathname).replace(/\/+$/, ''),
    ...(tenant && { tenant }),
    ...(user && { basicAuth: { user, password: env.PYROSCOPE_PASSWORD ?? '' } }),
  };
}
