// @ts-check
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The command line of `npm start`, in a file without a dependency: read before anything is installed, and again by the
 * server.
 *
 * @typedef {object} Options
 * @property {boolean} help
 * @property {number} port
 * @property {string} host the address to listen on
 * @property {string[]} allowedHosts further names that requests may come under
 * @property {string[]} files profiles to show instead of those of a store; paths
 * @property {string} [dataDir] undefined: one that is gone afterwards
 * @property {boolean} demo
 * @property {boolean} open whether to open the page in a browser
 * @property {LogLevel} logLevel
 * @property {number} retentionMs how long profiles are kept; 0 is forever
 * @property {number} maxBytes how large the database may become; 0 is no bound
 * @property {boolean} anyTime whether profiles of any time are taken
 * @property {Partial<Record<LimitName, number>>} limits
 * @property {{url: string, tenant?: string, basicAuth?: {user: string, password: string}}} [pyroscope] where the
 *   profiles are kept instead; the address without a slash at the end
 */

/** @typedef {typeof LOG_LEVELS[number]} LogLevel */

const LOG_LEVELS = /** @type {const} */ (['silent', 'error', 'warn', 'info', 'debug']);

const LIMITS = /** @type {const} */ ([
  'profileBytes',
  'samples',
  'sampleTypes',
  'depth',
  'treeNodes',
  'labelsOfSample',
  'symbolBytes',
  'labels',
  'labelNameBytes',
  'labelValueBytes',
  'series',
]);

/** @typedef {typeof LIMITS[number]} LimitName */

const MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const BYTES = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** As it was called: from a clone, or as the command of an installed package. */
const COMMAND = /service-profiles([\\/]bin\.mjs)?$/.test(process.argv[1] ?? '') ? 'service-profiles' : 'npm start --';

export const USAGE = `${COMMAND} [options] [FILE...]

  FILE               show these instead, in the browser alone: pprof, gzipped or not, or folded stacks;
                     nothing is kept, and the port is a free one unless it is given

  --port NUMBER      where to listen (3300); 0 takes a free one
  --host HOST        on which address (127.0.0.1)
  --allow-host NAME  a name that requests may come under beside localhost and --host; may be given several times
  --data DIR         folder for profiles and settings (./data)
  --retention TIME   how long profiles are kept (30d); 0 is forever
  --max-size SIZE    how large the database may become (2GiB), the oldest profiles go first; 0 is no bound
  --any-time         take profiles of any time, not only of the last hour (with the demo always)
  --limit NAME=N     another limit of what a push may have; may be given several times:
                     ${LIMITS.slice(0, 6).join(', ')},
                     ${LIMITS.slice(6).join(', ')}
  --no-demo          without the demo services
  --open             open the page in the browser
  --pyroscope URL    show the profiles of a Pyroscope server instead of keeping some here;
                     basic auth from PYROSCOPE_USER and PYROSCOPE_PASSWORD
  --tenant ID        the tenant to ask that server for
  --log-level LEVEL  what to write to standard error: ${LOG_LEVELS.join(', ')} (warn)
  --help             this text`;

const DEFINITIONS = /** @type {const} */ ({
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'allow-host': { type: 'string', multiple: true },
  data: { type: 'string' },
  retention: { type: 'string', default: '30d' },
  'max-size': { type: 'string', default: '2GiB' },
  'any-time': { type: 'boolean', default: false },
  limit: { type: 'string', multiple: true },
  'no-demo': { type: 'boolean', default: false },
  open: { type: 'boolean', default: false },
  pyroscope: { type: 'string' },
  tenant: { type: 'string' },
  'log-level': { type: 'string', default: 'warn' },
  help: { type: 'boolean', default: false },
});

const SEE_HELP = `${COMMAND} --help lists the options.`;

/** A command line that can't be; the message is one line for its writer. */
export class OptionError extends Error {}

/**
 * Paths are taken from the working directory.
 * @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {Options}
 * @throws {OptionError} for an unknown option or a value that can't be
 */
export function parseOptions(args, env) {
  const { values, positionals: files } = parse(args);
  if (values.tenant !== undefined && values.pyroscope === undefined) {
    throw new OptionError(`--tenant goes with --pyroscope URL. ${SEE_HELP}`);
  }
  for (const [name, value] of Object.entries(values)) {
    if ([value].flat().includes('') && name !== 'port') {
      throw new OptionError(`--${name} needs a value. ${SEE_HELP}`);
    }
  }
  if (files.length > 0 && values.pyroscope !== undefined) {
    throw new OptionError(`Files go without --pyroscope. ${SEE_HELP}`);
  }
  const pyroscope = values.pyroscope === undefined ? undefined : remoteServer(values.pyroscope, values.tenant, env);
  // Nothing is ever pushed to somebody's real server.
  const demo = !values['no-demo'] && !pyroscope && files.length === 0;
  const data = values.data ?? (files.length > 0 ? undefined : './data');
  return {
    help: values.help,
    port: parsePort(values.port ?? (files.length > 0 ? '0' : '3300')),
    host: values.host,
    allowedHosts: (values['allow-host'] ?? []).map(parseHostname),
    files: files.map((file) => resolve(file)),
    ...(data !== undefined && { dataDir: resolve(data) }),
    demo,
    retentionMs: parseAmount('retention', values.retention, MS),
    maxBytes: parseAmount('max-size', values['max-size'], BYTES),
    // The demo fills the hour before.
    anyTime: values['any-time'] || demo,
    limits: Object.fromEntries((values.limit ?? []).map(parseLimit)),
    open: values.open,
    logLevel: parseLogLevel(values['log-level']),
    ...(pyroscope && { pyroscope }),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: DEFINITIONS, strict: true, allowPositionals: true });
  } catch (error) {
    // What follows the first sentence are hints for programmers.
    const [reason] = /** @type {Error} */ (error).message.split('. ');
    throw new OptionError(`${reason.replace(/\.$/, '')}. ${SEE_HELP}`);
  }
}

/** @param {string} text @returns {number} */
function parsePort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new OptionError(`--port ${text} is no port: give a number from 0 to 65535.`);
  }
  return port;
}

/**
 * @param {string} option @param {string} text a number with one of the units; 0 needs none
 * @param {Record<string, number>} units
 * @returns {number} in the smallest unit
 */
function parseAmount(option, text, units) {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,9})?)([a-z]*)$/i.exec(text) ?? [];
  if (number === undefined || !(Object.hasOwn(units, unit) || (Number(number) === 0 && unit === ''))) {
    const example = units === MS ? '30d' : '2GiB';
    throw new OptionError(`--${option} ${text} is no amount: give one such as ${example}, or 0.`);
  }
  return Math.round(Number(number) * (units[unit] ?? 1));
}

/** @param {string} text @returns {[LimitName, number]} */
function parseLimit(text) {
  const [name, number] = text.split('=');
  const known = LIMITS.find((limit) => limit === name);
  if (!known || !/^[1-9]\d{0,14}$/.test(number ?? '')) {
    throw new OptionError(`--limit ${text} is no limit: give one such as samples=16000. ${SEE_HELP}`);
  }
  return [known, Number(number)];
}

/** @param {string} text @returns {string} as URLs have it: lower case, IPv6 in brackets */
function parseHostname(text) {
  const address = `http://${text.includes(':') && !text.startsWith('[') ? `[${text}]` : text}/`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.port || url.pathname !== '/' || url.username || url.search || url.hash) {
    throw new OptionError(`--allow-host ${text} is no host: give a name such as profiles.example, without a port.`);
  }
  return url.hostname;
}

/** @param {string} text @returns {LogLevel} */
function parseLogLevel(text) {
  const level = LOG_LEVELS.find((known) => known === text);
  if (!level) {
    throw new OptionError(`--log-level ${text} is none of ${LOG_LEVELS.join(', ')}.`);
  }
  return level;
}

/** @param {string} address @param {string | undefined} tenant @param {NodeJS.ProcessEnv} env */
function remoteServer(address, tenant, env) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new OptionError(`--pyroscope ${address} is no address: give one such as http://localhost:4040.`);
  }
  if (url.username || url.password) {
    throw new OptionError('--pyroscope takes no password: set PYROSCOPE_USER and PYROSCOPE_PASSWORD instead.');
  }
  const user = env.PYROSCOPE_USER;
  return {
    url: (url.origin + url.pathname).replace(/\/+$/, ''),
    ...(tenant && { tenant }),
    ...(user && { basicAuth: { user, password: env.PYROSCOPE_PASSWORD ?? '' } }),
  };
}
