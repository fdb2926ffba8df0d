// @ts-check
import { randomUUID } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';

/**
 * Stands before the standalone server and makes of it what a real Grafana 12.3 with a real Pyroscope 2.0.6 is to the browser
 * tests: a login page before everything, sessions whose tokens are exchanged for new ones, a Viewer who may save no settings,
 * lists in which a new service appears only after a while, although questions that name it are answered at once, no profiles
 * of more than an hour ago, and none of a trace. The page of the standalone server that embeds the tab is not there.
 *
 *     node tests/likeGrafana.mjs --port 3311 --target http://127.0.0.1:3310
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, target: { type: 'string' } } });
const target = new URL(values.target ?? '');
/** A real server lists a service once it has compacted what was pushed: after 20 s to minutes. */
const LISTED_AFTER_MS = 30_000;
/** Grafana's own is 10 minutes; so short that no test outlives the token it begins with. */
const TOKEN_LASTS_MS = 45_000;
/** For the requests that were on their way when the token changed. */
const OLD_TOKEN_LASTS_MS = 10_000;
const COOKIE = 'grafana_session';
const OLDEST_PUSH_MS = 3_600_000;
/** Tells no traces apart: 2.2 is the first that does. */
const VERSION = 'v2.0.6';
const PASSWORDS = new Map([
  ['admin', 'admin'],
  ['viewer', 'viewer'],
]);

/** Whose each token is, until when it is good, and when it is exchanged. @type {Map<string, {user: string, until: number, exchange: number}>} */
const tokens = new Map();
/** When each service was first pushed. @type {Map<string, number>} */
const firstPush = new Map();

/** @param {string} user */
function newToken(user) {
  const token = randomUUID();
  tokens.set(token, { user, until: Infinity, exchange: Date.now() + TOKEN_LASTS_MS });
  return `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax`;
}

/** @param {import('node:http').IncomingMessage} request */
function tokenOf({ headers }) {
  const cookies = (headers.cookie ?? '').split(/;\s*/).map((cookie) => cookie.split('='));
  const token = cookies.find(([name]) => name === COOKIE)?.[1];
  const state = token === undefined ? undefined : tokens.get(token);
  return state && state.until > Date.now() ? state : undefined;
}

/** What is open to everybody: Grafana's scripts, and Pyroscope's own address. @param {string} path */
const isOpen = (path) =>
  /^\/(public|ingest|push\.v1\.[^/]*|querier\.v1\.[^/]*)(\/|$)/.test(path) || path === '/api/health';

/** @param {string} path */
const isApi = (path) => /^\/apis?\//.test(path);

/** Questions for all services there are, which is what a server answers from its index. @param {URL} url @param {string} body */
function asksForLists({ pathname, searchParams }, body) {
  const list =
    /querier\.v1\.QuerierService\/(Series|LabelValues)$/.test(pathname) ||
    (/\/resources\/labelValues$/.test(pathname) && searchParams.get('label') === 'service_name');
  return list && !/service_name\s*=/.test(body + [...searchParams.values()].join(' ').replaceAll('\\', ''));
}

/** @param {unknown} name */
const isListed = (name) => Date.now() - (firstPush.get(String(name)) ?? 0) > LISTED_AFTER_MS;

/** A list without the services that are not in it yet. @param {any} answer */
function withoutNewServices(answer) {
  if (Array.isArray(answer)) {
    return answer.filter(isListed);
  }
  const { labelsSet, names } = answer ?? {};
  return {
    ...answer,
    ...(labelsSet && {
      labelsSet: labelsSet.filter((/** @type {any} */ { labels = [] }) =>
        isListed(labels.find((/** @type {any} */ { name }) => name === 'service_name')?.value)
      ),
    }),
    ...(names && { names: names.filter(isListed) }),
  };
}

/** @param {string} body of a push @returns {string | undefined} why a real server would refuse it */
function refusalOf(body) {
  for (const { samples = [] } of JSON.parse(body).series ?? []) {
    for (const { rawProfile } of samples) {
      const { timeNanos } = Profile.decode(gunzipSync(Buffer.from(rawProfile, 'base64')));
      if (Number(timeNanos) / 1e6 < Date.now() - OLDEST_PUSH_MS) {
        return `profile with labels is outside of ingestion window (profile timestamp: ${timeNanos}, the oldest accepted: 1h)`;
      }
    }
  }
  return undefined;
}

/** @param {string} body of a push */
function noteServices(body) {
  for (const { labels = [] } of JSON.parse(body).series ?? []) {
    const service = labels.find((/** @type {any} */ { name }) => name === 'service_name')?.value;
    if (service && !firstPush.has(service)) {
      firstPush.set(service, Date.now());
    }
  }
}

const LOGIN_PAGE = `<!doctype html><title>Grafana</title><h1>Welcome to Grafana</h1>
<form method="post"><input name="user"><input name="password" type="password"><button>Log in</button></form>`;

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @returns {Promise<void>}
 */
async function answer(request, response) {
  const url = new URL(request.url ?? '/', target);
  const body = await readAll(request);
  if (url.pathname === '/login') {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN_PAGE);
      return;
    }
    const { user, password } = JSON.parse(body.toString() || '{}');
    const welcome = password !== undefined && PASSWORDS.get(user) === password;
    response.writeHead(welcome ? 200 : 401, {
      'content-type': 'application/json',
      ...(welcome && { 'set-cookie': newToken(user) }),
    });
    response.end(JSON.stringify({ message: welcome ? 'Logged in' : 'Invalid username or password' }));
    return;
  }
  const token = tokenOf(request);
  if (!token && !isOpen(url.pathname)) {
    response.writeHead(isApi(url.pathname) ? 401 : 302, { location: '/login', 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'Unauthorized' }));
    return;
  }
  /** @type {Record<string, string>} */
  const added = {};
  if (token && token.exchange < Date.now() && !isOpen(url.pathname)) {
    added['set-cookie'] = newToken(token.user);
    Object.assign(token, { exchange: Infinity, until: Date.now() + OLD_TOKEN_LASTS_MS });
  }
  /** @param {number} status @param {unknown} json */
  const reply = (status, json) =>
    response.writeHead(status, { 'content-type': 'application/json', ...added }).end(JSON.stringify(json));
  if (url.pathname.endsWith('/push.v1.PusherService/Push')) {
    const refusal = refusalOf(body.toString());
    if (refusal) {
      reply(400, { code: 'invalid_argument', message: refusal });
      return;
    }
    noteServices(body.toString());
  }
  if (url.pathname.endsWith('/api/v1/status/buildinfo')) {
    reply(200, { status: 'success', data: { version: VERSION } });
    return;
  }
  if (url.pathname === '/embedding') {
    reply(404, { message: 'Not found' });
    return;
  }
  if (token?.user === 'viewer' && request.method === 'POST' && /^\/api\/plugins\/[^/]+\/settings$/.test(url.pathname)) {
    reply(403, {
      title: 'Access denied',
      message: "You'll need additional permissions to perform this action. Permissions needed: plugins:write",
    });
    return;
  }
  const filtered = asksForLists(url, body.toString());
  forward(request, response, { url, body, added, filtered });
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{url: URL, body: Buffer, added: Record<string, string>, filtered: boolean}} how
 */
function forward(request, response, { url, body, added, filtered }) {
  const { connection: _, 'accept-encoding': __, ...headers } = request.headers;
  const options = { method: request.method, headers: { ...headers, 'content-length': body.length } };
  const onward = httpRequest(url, options, (from) => {
    /** @param {Buffer} bytes */
    const passOn = (bytes) => {
      const { 'transfer-encoding': _, connection: __, ...kept } = from.headers;
      const isJson = String(kept['content-type']).includes('json');
      const sent =
        filtered && isJson && from.statusCode === 200
          ? Buffer.from(JSON.stringify(withoutNewServices(JSON.parse(bytes.toString()))))
          : bytes;
      response.writeHead(from.statusCode ?? 502, { ...kept, ...added, 'content-length': sent.length });
      response.end(sent);
    };
    // Whoever asked may have gone meanwhile, and the answer with them.
    readAll(from).then(passOn, () => response.destroy());
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => response.writableFinished || onward.destroy());
  onward.end(body);
}

/** @param {AsyncIterable<Buffer>} stream */
async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
}).listen(Number(values.port), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
