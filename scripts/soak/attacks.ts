import { attacks } from '../../standalone/store/testAttacks';
import type { Store } from '../../standalone/store/store';
import { CPU, inFolder, megabytes, milliseconds, must, openThreads, report } from './parts';

const TIME = Date.UTC(2026, 0, 1);
const LATE_MS = 100;
const TRIES = 5;

/** Each small push that asks for a lot, through the store as the server has it, and a question after it. */
export async function soakAttacks(): Promise<void> {
  await inFolder(async (dir) => {
    const store = await openThreads(dir);
    for (const [name, attack] of Object.entries(attacks)) {
      const pprof = attack();
      let figures = await attackOnce(store, name, pprof);
      // On a machine that others keep busy anybody is late at times; who is blocked is late each time.
      for (let again = 1; again < TRIES && figures.late >= LATE_MS; again++) {
        figures = await attackOnce(store, name, pprof);
      }
      must(figures.late < LATE_MS, `${name}: the main thread was late by ${figures.late} ms, ${TRIES} times`);
      report(`attack: ${name} (${pprof.length} bytes)`, {
        outcome: figures.outcome,
        push: milliseconds(figures.pushed),
        'push and question': milliseconds(figures.asked),
        'main thread late by at most': milliseconds(figures.late),
        memory: megabytes(process.memoryUsage.rss()),
      });
    }
    await store.close();
  });
}

async function attackOnce(store: Store, name: string, pprof: Uint8Array) {
  const start = performance.now();
  const worstDelay = delayMeter();
  const outcome = await store.ingest({ labels: { service_name: name }, name: 'process_cpu', pprof, fromMs: TIME }).then(
    () => 'taken',
    (error: Error) => error.message.slice(0, 90)
  );
  const pushed = performance.now() - start;
  const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME };
  const { levels } = await store.querier.selectMergeStacktraces(request);
  must(levels.length <= 1001, `${name}: at most a thousand frames`);
  return { outcome, pushed, asked: performance.now() - start, late: worstDelay() };
}

/** Starts to look every 5 ms; gives by how much the latest look was late. */
function delayMeter(): () => number {
  let worst = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return worst;
  };
}
