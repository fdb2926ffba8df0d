import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { pprofOf } from '../../standalone/store/testProfiles';
import { CPU, inFolder, megabytes, milliseconds, must, percentile, report, ROOT } from './parts';

const SECONDS = 180;
const READERS = 16;
const WRITERS = 100;
const STACKS = 200;
/** So many different ones are made before; a profile of its own each would be this process's work. */
const PPROFS = 200;
/** What the 100 would send in an hour, each every 15 s, is sent as fast as it is taken. */
const PUSHES = (WRITERS * 3600) / 15;
const READY_MS = 100;

/** Asks for /ready every 20 ms, and says how long each answer took and how late the asking itself was. */
const PROBE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Agent, get } = require('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let due = performance.now();
  const next = () => { due = performance.now() + 20; setTimeout(ask, 20); };
  const ask = () => {
    const start = performance.now();
    get(workerData, { agent }, (answer) => {
      answer.resume().on('end', () => {
        parentPort.postMessage({ status: answer.statusCode, took: performance.now() - start, late: start - due });
        next();
      });
    });
  };
  ask();
`;

interface Probed {
  status: number;
  took: number;
  late: number;
}

/** An hour of load in minutes, through the server as it is built: what pushes, flame graphs and /ready take, and memory. */
export async function soakLoad(share: number): Promise<void> {
  const { ensureBuilt } = await import('../../standalone/setup.mjs');
  await ensureBuilt({ server: true });
  await inFolder(async (dir) => {
    const server = spawn(process.execPath, [
      join(ROOT, '.standalone/server/main.mjs'),
      ...['--no-demo', '--any-time', '--log-level', 'error', '--port', '0', '--data', dir],
    ]);
    server.stderr.on('data', (data) => process.stderr.write(data));
    try {
      await underLoad(await addressOf(server), share);
    } finally {
      server.kill();
      await new Promise((resolve) => server.once('exit', resolve));
    }
  });
}

function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (data) => {
      said += String(data);
      const address = /is ready at (http:\/\/[^/]+)/.exec(said)?.[1];
      if (address) {
        resolve(address);
      }
    });
    server.once('exit', () => reject(new Error(`The server ended: ${said}`)));
  });
}

async function underLoad(url: string, share: number): Promise<void> {
  const times: Record<'push' | 'graph', number[]> = { push: [], graph: [] };
  /** Told that it took too long, or that too many wait: on a machine that others keep busy it comes to that. */
  const refused = { push: 0, graph: 0 };
  const pprofs = Array.from({ length: PPROFS }, (_, n) => new Uint8Array(pprofNumber(n)));
  let pushed = 0;
  const timed = async (kind: 'push' | 'graph', path: string, body: string | Uint8Array<ArrayBuffer>) => {
    const start = performance.now();
    const answer = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await answer.arrayBuffer();
    must([200, 429, 504].includes(answer.status), `${path} is answered with ${answer.status}`);
    if (answer.status === 200) {
      times[kind].push(performance.now() - start);
    } else {
      refused[kind]++;
    }
  };
  const start = Date.now();
  const end = performance.now() + SECONDS * 1000 * share;
  const isOver = () => performance.now() >= end || pushed >= PUSHES * share;
  const write = async (writer: number) => {
    for (let n = 0; !isOver(); n++) {
      pushed++;
      const name = encodeURIComponent(`service${writer % 10}{pod=pod${writer}}`);
      const path = `/ingest?format=pprof&name=${name}&from=${start + n * 15_000}`;
      await timed('push', path, pprofs[(writer * 7 + n) % PPROFS]);
    }
  };
  const read = async (reader: number) => {
    const selected = { labelSelector: `{service_name="service${reader % 10}"}`, start, end: start + 3_600_000 };
    while (!isOver()) {
      const asked = { ...selected, profileTypeID: CPU, step: 15, groupBy: ['pod'] };
      const what = reader % 4 === 0 ? 'SelectSeries' : 'SelectMergeStacktraces';
      await timed('graph', `/querier.v1.QuerierService/${what}`, JSON.stringify(asked));
    }
  };
  const before = await metric(url, 'process_resident_memory_bytes');
  const probed: Probed[] = [];
  const probe = new Worker(PROBE, { eval: true, workerData: `${url}/ready` });
  probe.on('message', (message: Probed) => probed.push(message));
  await Promise.all([
    ...Array.from({ length: WRITERS }, (_, writer) => write(writer)),
    ...Array.from({ length: READERS }, (_, reader) => read(reader)),
  ]);
  await probe.terminate();
  const stored = await metric(url, 'service_profiles_store_profiles');
  must(stored >= times.push.length && stored <= pushed, `${times.push.length} acknowledged, ${stored} stored`);
  must(
    probed.every(({ status }) => status === 200),
    '/ready is answered with 200'
  );
  const of = (values: number[], ...shares: number[]) =>
    shares.map((part) => milliseconds(percentile(values, part))).join(' / ');
  const took = probed.map((one) => one.took);
  const late = probed.map((one) => one.late);
  report(`${WRITERS} writers and ${READERS} readers over HTTP`, {
    'pushes taken / refused': `${times.push.length} / ${refused.push}`,
    'questions answered / refused': `${times.graph.length} / ${refused.graph}`,
    'push, p50 / p99': of(times.push, 0.5, 0.99),
    'flame graph or series, p50 / p99': of(times.graph, 0.5, 0.99),
    '/ready, p50 / p99 / most': of(took, 0.5, 0.99, 1),
    'an idle thread late by, p50 / p99 / most': of(late, 0.5, 0.99, 1),
    'memory of the server before / at the end': `${megabytes(before)} / ${megabytes(await metric(url, 'process_resident_memory_bytes'))}`,
    'on disk': megabytes(await metric(url, 'service_profiles_store_used_bytes')),
  });
  // Where others keep the processors busy, whoever does nothing is late as well.
  must(percentile(took, 0.99) < READY_MS + percentile(late, 0.99), `/ready takes more than ${READY_MS} ms`);
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}

/** Without a time of its own. */
function pprofNumber(n: number): Uint8Array {
  const stacks = Array.from({ length: STACKS }, (_, i): [string[], number] => [
    ['main', `handler${i % 20}`, `module${(i * 7 + n) % 150}`, `store${(i * 13 + n) % 300}`],
    1 + ((i + n) % 50),
  ]);
  return pprofOf({ stacks });
}
