import { join } from 'node:path';
import Database from 'libsql';
import { Profile } from 'pprof-format';

import type { Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const EVERY_MS = 5000;
const HOUR = 3_600_000;
const NODES = 1000;
const request = {
  profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="busy"}',
  start: TIME,
  end: TIME + HOUR - 1,
};

/** Stacks of a call tree with NODES nodes. */
function busyStacks(minute: number): Array<[string[], number]> {
  return Array.from({ length: NODES / 4 }, (_, id) => {
    const stack = ['main', 'serve', `handler.${id}`, `module.${id}`, `store.${id}`, `syscall.${minute % 3}`];
    return [stack, 1 + ((id * 7 + minute) % 100)];
  });
}

/** A minute of one service that pushes every five seconds. */
function pushesOfMinute(): Array<{ pprof: Uint8Array; total: number }> {
  return Array.from({ length: 60_000 / EVERY_MS }, (_, i) => {
    const stacks = busyStacks(i);
    const total = stacks.reduce((sum, [, value]) => sum + value, 0);
    return { pprof: pprofOf({ stacks, time: TIME + i * EVERY_MS }), total };
  });
}

/** One minute through the store, the others copied in the database. @returns the sum of all values */
async function seedHours(store: Store, dir: string, hours: number): Promise<number> {
  let total = 0;
  for (const push of pushesOfMinute()) {
    total += push.total;
    await store.ingest({ labels: { service_name: 'busy' }, name: 'process_cpu', pprof: push.pprof });
  }
  const db = new Database(join(dir, 'profiles.sqlite'));
  const pushes = 60_000 / EVERY_MS;
  const copySamples = db.prepare(`INSERT INTO samples (data) SELECT data FROM samples WHERE id <= ${pushes}`);
  const copy = db.prepare(`INSERT INTO profiles (series_id, time, total, samples_id)
    SELECT series_id, time + ?, total, samples_id + ? FROM profiles WHERE time < ${TIME + 60_000}`);
  db.exec('BEGIN');
  for (let minute = 1; minute < hours * 60; minute++) {
    copySamples.run();
    copy.run(minute * 60_000, minute * pushes);
  }
  db.exec('COMMIT');
  db.close();
  return total * hours * 60;
}

describe('five-second pushes of one service', () => {
  it(
    'merge for an hour in less time than a few minutes of their pprofs take to be read',
    () =>
      withStore(async (store, dir) => {
        const total = await seedHours(store, dir, 1);
        const minute = pushesOfMinute().map(({ pprof }) => pprof);
        const merge = async () => {
          const graph = await store.querier.selectMergeStacktraces(request);
          expect(graph.total).toBe(total);
          expect(graph.levels.flat().length / 4).toBeGreaterThan(NODES);
        };
        const read = async () => minute.forEach((pprof) => Profile.decode(pprof));
        const [merged, readOnce] = await leastCpu([merge, read]);
        expect(merged).toBeLessThan(3 * readOnce);
        const points = await store.querier.selectSeries({ ...request, step: 5, groupBy: [] });
        expect(points[0].points).toHaveLength(720);
      }),
    60_000
  );

  it(
    'merge in time that grows with their number and no faster',
    () =>
      withStore(async (store, dir) => {
        await seedHours(store, dir, 8);
        const hours = (count: number) => async () => {
          await store.querier.selectMergeStacktraces({ ...request, end: TIME + count * HOUR - 1 });
        };
        const [one, eight] = await leastCpu([hours(1), hours(8)]);
        // Squared it would be 64.
        expect(eight / one).toBeLessThan(16);
      }),
    60_000
  );

  it(
    'merge for a day without holding up others, and end when nobody waits any more',
    () =>
      withStore(async (store, dir) => {
        const total = await seedHours(store, dir, 24);
        const day = { ...request, end: TIME + 24 * HOUR - 1 };
        const { turns, result } = await watched(store.querier.selectMergeStacktraces(day));
        expect(result.total).toBe(total);
        // It takes a tenth of a second and more, and gives way every hundredth.
        expect(turns).toBeGreaterThanOrEqual(5);

        const controller = new AbortController();
        const aborted = store.querier.selectMergeStacktraces({ ...day, signal: controller.signal });
        setImmediate(() => controller.abort());
        await expect(aborted).rejects.toMatchObject({ code: 'canceled', message: 'context canceled' });
        const tooLate = { ...request, signal: controller.signal };
        await expect(store.querier.selectMergeStacktraces(tooLate)).rejects.toMatchObject({ code: 'canceled' });
        await expect(store.querier.labelNames({ ...tooLate, matchers: [] })).rejects.toMatchObject({
          code: 'canceled',
        });
      }),
    60_000
  );
});

describe('new functions', () => {
  it('take no longer where there are many already', () =>
    withStore((empty) =>
      withStore(async (full) => {
        let push = 0;
        const take = async (store: Store, count: number) => {
          push++;
          const stacks = Array.from({ length: count }, (_, i): [string[], number] => [
            [`push ${push} function ${i}`],
            1,
          ]);
          const pprof = pprofOf({ stacks, time: TIME });
          await store.ingest({ labels: { service_name: 'busy' }, name: 'process_cpu', pprof });
        };
        await take(full, 15_000);
        await take(full, 15_000);
        const [few, many] = await leastCpu([() => take(empty, 1000), () => take(full, 1000)]);
        // Looked for among all that there are, they would take ten times as long.
        expect(many / few).toBeLessThan(3);
      })
    ));
});

/**
 * The least CPU time of each, in microseconds, of several runs in turn: what is compared has run on the same machine at
 * the same time, and the neighbors' load is not in it.
 */
async function leastCpu(works: ReadonlyArray<() => Promise<void>>): Promise<number[]> {
  const least = works.map(() => Infinity);
  for (let round = 0; round < 7; round++) {
    for (const [i, work] of works.entries()) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      least[i] = Math.min(least[i], user + system);
    }
  }
  return least;
}

/** The result, and how often others had their turn meanwhile; unlike a delay, that does not hang on the machine's load. */
async function watched<T>(work: Promise<T>): Promise<{ turns: number; result: T }> {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const result = await work;
  clearImmediate(next);
  return { turns, result };
}
