import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { openStore } from '../../standalone/store/store';
import { CPU, inFolder, must, randomFrom, report, ROOT } from './parts';

const ROUNDS = 200;
const TIME = Date.UTC(2026, 0, 1);

/** Pushes as fast as it can: push n has two profiles at TIME + n, one with a function of its own; says so when acknowledged. */
const WRITER = `
  const { openStore } = require('./standalone/store/store.ts');
  const { pprofOf } = require('./standalone/store/testProfiles.ts');
  const [dir, first] = process.argv.slice(1);
  const store = openStore(dir, { anyTime: true });
  (async () => {
    for (let n = Number(first); ; n++) {
      const of = (stacks, pod) => ({ labels: { service_name: 'writer', pod }, name: 'process_cpu',
        pprof: pprofOf({ stacks, time: ${TIME} + n }) });
      await store.ingest([of([['main;step' + n, n]], 'a'), of([['main;all', 1]], 'b' + n % 50)]);
      process.stdout.write(n + '\\n');
    }
  })();
`;

/** kill -9 in mid-write, time and again: what was acknowledged is there, and right; a push is there whole or not at all. */
export async function soakKill(share: number): Promise<void> {
  const random = randomFrom(9);
  const rounds = Math.max(1, Math.round(ROUNDS * share));
  let next = 1;
  let unacknowledged = 0;
  await inFolder(async (dir) => {
    for (let round = 0; round < rounds; round++) {
      const last = await killedWriter(dir, next, 1 + random(60), random(20));
      // The lock of the killed one is gone with it.
      const store = openStore(dir, { anyTime: true });
      const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME + 3_600_000 };
      const [a, b] = await Promise.all(
        ['a', 'b.*'].map((pod) =>
          store.querier.selectSeries({ ...request, labelSelector: `{pod=~"${pod}"}`, step: 0.001, groupBy: [] })
        )
      );
      const stored = a[0]?.points.length ?? 0;
      must(stored === last || stored === last + 1, `round ${round}: ${last} acknowledged, ${stored} stored`);
      must(stored === (b[0]?.points.length ?? 0), `round ${round}: a push was half stored`);
      unacknowledged += stored - last;
      a[0].points.forEach(({ timestamp, value }, i) =>
        must(timestamp === TIME + i + 1 && value === i + 1, `round ${round}: profile ${i + 1} is wrong`)
      );
      const graph = await store.querier.selectMergeStacktraces({ ...request, maxNodes: 1_000_000 });
      must(graph.total === stored + (stored * (stored + 1)) / 2, `round ${round}: the total is wrong`);
      for (let i = 0; i < graph.levels[2].length; i += 4) {
        const name = graph.names[graph.levels[2][i + 3]];
        const expected = name === 'all' ? stored : Number(name.slice('step'.length));
        must(graph.levels[2][i + 1] === expected, `round ${round}: ${name} has ${graph.levels[2][i + 1]}`);
      }
      await store.close();
      next = stored + 1;
    }
  });
  report(`${rounds} times kill -9 in mid-write`, {
    'pushes acknowledged': next - 1 - unacknowledged,
    'lost or wrong': 0,
    'stored, but killed before it could say so': unacknowledged,
  });
}

/** @returns the last number it acknowledged, 0 for none that is new */
async function killedWriter(dir: string, first: number, acknowledgments: number, afterMs: number): Promise<number> {
  const args = ['-r', 'esbuild-register', '-e', WRITER, dir, String(first)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let last = first - 1;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++seen === acknowledgments) {
      // Not at once: at any point of the next write.
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    }
  }
  must(child.signalCode === 'SIGKILL' || child.exitCode === null, `the writer ended by itself: ${child.exitCode}`);
  return last;
}
