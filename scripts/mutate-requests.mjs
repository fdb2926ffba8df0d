// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, ensureInstalled, root } from '../standalone/setup.mjs';
import { fail, readyAt } from './run.mjs';

/**
 * @typedef {{method: string, path: string, headers: Record<string, string>, body: Buffer}} Sent
 * @typedef {{sent: number, byStatus: Record<string, number>, unmeant: string[], slowestMs: number, seconds: number,
 *   memory: {before: number, after: number}}} Figures bytes of memory; `unmeant` names what must not happen
 */

const CONTRACT = join(root, 'standalone/server/testdata/contract');
const AT_ONCE = 16;
const HANG_MS = 20_000;

/**
 * Sends mutated requests to the server as it was built, each made of one that a real client sends, and says what came of
 * it. The same seed gives the same requests.
 * @param {number} count
 * @param {number} [seed]
 * @returns {Promise<Figures>}
 */
export async function mutateRequests(count, seed = 1) {
  const dir = mkdtempSync(join(tmpdir(), 'service-profiles-mutate-'));
  const main = join(root, '.standalone/server/main.mjs');
  const args = ['--no-demo', '--any-time', '--log-level', 'error', '--port', '0', '--data', dir];
  const server = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk) => (log += chunk));
  try {
    const port = Number((await readyAt(server)).port);
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const random = randomFrom(seed);
    const seeds = readSeeds();
    /** @type {Figures} */
    const figures = {
      ...{ sent: 0, byStatus: {}, unmeant: [], slowestMs: 0, seconds: 0 },
      memory: { before: await memoryOf(port), after: 0 },
    };
    const start = Date.now();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      while (figures.sent < count && server.exitCode === null) {
        figures.sent++;
        await sendOne(mutate(random, seeds), { port, agent, figures });
      }
    });
    await Promise.all(workers);
    figures.seconds = (Date.now() - start) / 1000;
    agent.destroy();
    if (server.exitCode !== null || server.signalCode !== null) {
      figures.unmeant.push(`the server ended (${server.signalCode ?? server.exitCode})`);
    } else {
      figures.memory.after = await memoryOf(port);
    }
    if (log) {
      figures.unmeant.push(`logged: ${log.slice(0, 2000)}`);
    }
    return figures;
  } finally {
    server.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** @param {number} port @returns {Promise<number>} bytes */
async function memoryOf(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** @returns {Sent[]} */
function readSeeds() {
  const recorded = readdirSync(CONTRACT).map((file) => {
    const { request } = JSON.parse(readFileSync(join(CONTRACT, file), 'utf8'));
    const { method, path, headers, body, bodyBase64 } = request;
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    return { method, path, headers, body: bodyBase64 ? Buffer.from(bodyBase64, 'base64') : Buffer.from(text) };
  });
  const pprof = readFileSync(join(root, 'standalone/demo/profiles/pyroscope/1795342603-mutex.delay.pb.gz'));
  const labels = [
    { name: '__name__', value: 'process_cpu' },
    { name: 'service_name', value: 'mutated' },
  ];
  const push = { series: [{ labels, samples: [{ ID: '', rawProfile: pprof.toString('base64') }] }] };
  const json = { 'content-type': 'application/json' };
  return [
    ...recorded,
    { method: 'POST', path: '/ingest?format=pprof&name=a%7Bb=c%7D&from=1795342603', headers: {}, body: pprof },
    { method: 'POST', path: '/push.v1.PusherService/Push', headers: json, body: Buffer.from(JSON.stringify(push)) },
    { method: 'GET', path: '/a/oss-serviceprofiles-app/services', headers: {}, body: Buffer.alloc(0) },
    { method: 'GET', path: '/public/plugins/oss-serviceprofiles-app/module.js', headers: {}, body: Buffer.alloc(0) },
  ];
}

/** mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (public domain). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  /** @param {number} below @returns {number} an integer from 0 */
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */

/** @template T @param {Random} random @param {readonly T[]} list @returns {T} */
const pick = (random, list) => list[random(list.length)];

/** @type {unknown[]} */
const ODD_VALUES = [
  ...[null, true, -1, 0, 0.5, 1e308, 2 ** 53, '9'.repeat(30), '', '\0', '\ud800', '{', '..', '{a="b"}', '{a=~"(("}'],
  ...['__proto__', 'x'.repeat(5000), [], {}, [[]], { constructor: 1 }, 'now-1h', 'NaN', '-0'],
];
const ODD_TEXTS = [
  ...['%', '%00', '%2e%2e', '/', '..', '?', '&', '=', ':', '{', '}', '[', '"', '\\', '999999999999999999999999999999'],
  ...['__proto__', 'constructor', 'now-9999999y', '%F0%9F%94%A5', 'x'.repeat(3000)],
];
const HEADERS = /** @type {const} */ ([
  ['content-type', ['application/json', 'application/proto', 'text/plain', 'multipart/form-data; boundary=x', ';', '']],
  ['content-encoding', ['gzip', 'br', 'identity', 'GZIP', ',']],
  ['accept', ['*/*', 'nonsense', 'application/json; allow-utf8-labelnames=true', ',', 'a/b;q=x']],
  ['accept-encoding', ['gzip', 'gzip;q=0', '*', '\u00e9']],
  ['x-scope-orgid', ['a|b', '']],
  ['expect', ['100-continue', 'nothing']],
  ['range', ['bytes=0-', 'bytes=9-1', 'lines=1-2']],
  ['if-none-match', ['*', '"x"']],
]);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];

/** One to four changes of a request. @param {Random} random @param {Sent[]} seeds @returns {Sent} */
function mutate(random, seeds) {
  const sent = { ...pick(random, seeds) };
  sent.headers = { ...sent.headers };
  for (let changes = 1 + random(4); changes > 0; changes--) {
    switch (random(8)) {
      case 0:
        sent.method = pick(random, METHODS);
        break;
      case 1: {
        const [name, values] = pick(random, HEADERS);
        sent.headers[name] = pick(random, values);
        break;
      }
      case 2:
      case 3: {
        const at = random(sent.path.length + 1);
        sent.path = `/${(sent.path.slice(0, at) + pick(random, ODD_TEXTS) + sent.path.slice(at + random(3))).slice(1)}`;
        break;
      }
      case 4:
        sent.body = gzipSync(sent.body);
        sent.headers['content-encoding'] = 'gzip';
        break;
      case 5:
        sent.body = changeBytes(random, sent.body);
        break;
      default:
        sent.body = changeJson(random, sent.body);
    }
  }
  return sent;
}

/** @param {Random} random @param {Buffer} body @returns {Buffer} */
function changeBytes(random, body) {
  const at = random(body.length + 1);
  switch (random(4)) {
    case 0:
      return body.subarray(0, at);
    case 1:
      return Buffer.concat([body.subarray(0, at), Buffer.from([random(256)]), body.subarray(at + 1)]);
    case 2:
      return Buffer.concat([body, body.subarray(at)]);
    default:
      return Buffer.concat([body.subarray(0, at), Buffer.alloc(random(2000), random(256)), body.subarray(at)]);
  }
}

/** Puts something odd in place of one value. @param {Random} random @param {Buffer} body @returns {Buffer} */
function changeJson(random, body) {
  try {
    const json = JSON.parse(body.toString('utf8'));
    /** @type {Array<[any, string]>} */
    const places = [];
    const walk = (/** @type {any} */ value) => {
      if (typeof value === 'object' && value !== null) {
        Object.keys(value).forEach((key) => {
          places.push([value, key]);
          walk(value[key]);
        });
      }
    };
    walk(json);
    if (places.length > 0) {
      const [holder, key] = pick(random, places);
      holder[key] = pick(random, ODD_VALUES);
    }
    return Buffer.from(JSON.stringify(json));
  } catch {
    return changeBytes(random, body);
  }
}

/** @param {Sent} sent @param {{port: number, agent: Agent, figures: Figures}} to */
async function sendOne({ method, path, headers, body }, { port, agent, figures }) {
  const start = Date.now();
  const what = () =>
    `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)} ${body.toString('latin1').slice(0, 300)}`;
  try {
    const { status, text } = await new Promise(
      (/** @type {(answer: {status: number, text: string}) => void} */ resolve, reject) => {
        const safePath = path.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character));
        const options = { host: '127.0.0.1', port, agent, method, path: safePath, timeout: HANG_MS };
        const length = method === 'GET' && body.length === 0 ? {} : { 'content-length': String(body.length) };
        const request = httpRequest({ ...options, headers: { ...headers, ...length } }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += text.length < 2000 ? String(chunk) : ''));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          response.on('error', reject);
        });
        request.on('timeout', () => request.destroy(new Error('no answer')));
        request.on('error', reject);
        request.end(body);
      }
    );
    figures.byStatus[status] = (figures.byStatus[status] ?? 0) + 1;
    if (status >= 500 && !isMeant(method, status, text)) {
      figures.unmeant.push(`${status} ${text.slice(0, 300)} for ${what()}`);
    }
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    // The server closes a connection when it refuses a body that is still on its way.
    const isClosed = code === 'ECONNRESET' || code === 'EPIPE';
    figures.byStatus[code ?? message] = (figures.byStatus[code ?? message] ?? 0) + 1;
    if (!isClosed && code !== 'ERR_INVALID_CHAR') {
      figures.unmeant.push(`${code ?? message} for ${what()}`);
    }
  }
  figures.slowestMs = Math.max(figures.slowestMs, Date.now() - start);
}

/** Pyroscope and Grafana answer some mistakes of a client with a 5xx. @param {string} method @param {number} status @param {string} text */
function isMeant(method, status, text) {
  return (
    (status === 501 && text.includes('"code":"unimplemented"')) ||
    // An answer to HEAD has no words.
    (method === 'HEAD' && text === '') ||
    (status === 500 && (text.includes('"code":"unknown"') || text.includes('"plugin.requestFailureError"')))
  );
}

async function main() {
  await ensureInstalled({ tests: false });
  await ensureBuilt({ server: true, page: true });
  const [, , count = 20_000, seed = 1] = process.argv.map(Number);
  const { sent, byStatus, unmeant, slowestMs, seconds, memory } = await mutateRequests(count, seed);
  const mebibytes = Object.values(memory).map((bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`);
  console.log(`${sent} mutated requests in ${seconds.toFixed(1)} s, the slowest ${slowestMs} ms`);
  const answers = Object.entries(byStatus).map(([status, times]) => `${status}: ${times}`);
  console.log(`Answers: ${answers.join(', ')}`);
  console.log(`Memory before and after: ${mebibytes.join(', ')}`);
  console.log(`${unmeant.length} that must not happen`);
  unmeant
    .slice(-20)
    .reverse()
    .forEach((line) => console.log(`  ${line}`));
  process.exitCode = unmeant.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  void main().catch(fail);
}
