import { performance } from 'node:perf_hooks';

import { ConnectError } from '../../standalone/store/querier';
import type { Store } from '../../standalone/store/store';
import { pprofOf } from '../../standalone/store/testProfiles';
import { CPU, inFolder, megabytes, milliseconds, must, openThreads, percentile, report } from './parts';

const SECONDS = 180;
const READERS = 16;
const WRITERS = 100;
const STACKS = 200;
/** So many different ones are made before; a profile of its own each would be the main thread's work. */
const PPROFS = 200;
/** What the 100 would send in an hour, each every 15 s, is sent as fast as it is taken. */
const PUSHES = (WRITERS * 3600) / 15;

/** An hour of load in minutes: what pushes, flame graphs and the main thread take, and whether memory stays. */
export async function soakLoad(share: number): Promise<void> {
  await inFolder(async (dir) => {
    const store = await openThreads(dir, { maxWaiting: 200 });
    const times: Record<'push' | 'graph' | 'late', number[]> = { push: [], graph: [], late: [] };
    const pprofs = Array.from({ length: PPROFS }, (_, n) => pprofNumber(n));
    const late = { push: 0, graph: 0 };
    let pushed = 0;
    const memory: number[] = [];
    const timed = async (kind: 'push' | 'graph', work: () => Promise<unknown>) => {
      const start = performance.now();
      try {
        await work();
        times[kind].push(performance.now() - start);
      } catch (error) {
        // Told so: on a machine that others keep busy it comes to that.
        must(error instanceof ConnectError && error.code === 'deadline_exceeded', String(error));
        late[kind]++;
      }
    };
    const start = Date.now();
    const end = performance.now() + SECONDS * 1000 * share;
    const write = async (writer: number) => {
      for (let n = 0; performance.now() < end && pushed < PUSHES * share; n++) {
        pushed++;
        const labels = { service_name: `service${writer % 10}`, pod: `pod${writer}` };
        const pprof = pprofs[(writer * 7 + n) % PPROFS];
        await timed('push', () => store.ingest({ labels, name: 'process_cpu', pprof, fromMs: start + n * 15_000 }));
      }
    };
    const read = async (reader: number) => {
      while (performance.now() < end && pushed < PUSHES * share) {
        await timed('graph', () => ask(store, reader, start));
      }
    };
    let last = performance.now();
    const meter = setInterval(() => {
      const now = performance.now();
      times.late.push(Math.max(0, now - last - 20));
      last = now;
      memory.push(process.memoryUsage.rss());
    }, 20);
    await Promise.all([
      ...Array.from({ length: WRITERS }, (_, writer) => write(writer)),
      ...Array.from({ length: READERS }, (_, reader) => read(reader)),
    ]);
    clearInterval(meter);
    const stats = await store.stats();
    await store.close();
    must(stats.profiles === pushed - late.push, 'what was acknowledged is stored, and nothing else');
    const tenth = Math.ceil(memory.length / 10);
    report(`${WRITERS} writers and ${READERS} readers`, {
      'pushes taken': stats.profiles,
      'pushes / flame graphs refused after 30 s': `${late.push} / ${late.graph}`,
      'flame graphs answered': times.graph.length,
      'push, p50 / p99': [0.5, 0.99].map((p) => milliseconds(percentile(times.push, p))).join(' / '),
      'flame graph, p50 / p99': [0.5, 0.99].map((p) => milliseconds(percentile(times.graph, p))).join(' / '),
      'main thread late by, p99 / most': `${milliseconds(percentile(times.late, 0.99))} / ${milliseconds(Math.max(...times.late))}`,
      'memory after a tenth / at the end': `${megabytes(memory[tenth] ?? 0)} / ${megabytes(memory.at(-1) ?? 0)}`,
      'on disk': megabytes(stats.usedBytes),
    });
  });
}

/** Without a time of its own. */
function pprofNumber(n: number): Uint8Array {
  const stacks = Array.from({ length: STACKS }, (_, i): [string[], number] => [
    ['main', `handler${i % 20}`, `module${(i * 7 + n) % 150}`, `store${(i * 13 + n) % 300}`],
    1 + ((i + n) % 50),
  ]);
  return pprofOf({ stacks });
}

function ask(store: Store, reader: number, start: number): Promise<unknown> {
  const request = {
    profileTypeID: CPU,
    labelSelector: `{service_name="service${reader % 10}"}`,
    start,
    end: start + 3_600_000,
  };
  return reader % 4 === 0
    ? store.querier.selectSeries({ ...request, step: 15, groupBy: ['pod'] })
    : store.querier.selectMergeStacktraces(request);
}
