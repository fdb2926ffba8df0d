import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { IngestError } from './ingestError';
import type { Store } from './store';
import { pprofOf, withFolder } from './testProfiles';
import { openStoreThreads, type ThreadedStoreOptions } from './threads';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME + 60_000 };
const program = { file: join(__dirname, 'testThread.ts'), execArgv: ['-r', 'esbuild-register'] };

const withThreads = (test: (store: Store, dir: string) => Promise<void>, options?: ThreadedStoreOptions) =>
  withFolder(async (dir) => {
    const store = await openStoreThreads(program, dir, { anyTime: true, readers: 1, ...options });
    try {
      await test(store, dir);
    } finally {
      await store.close();
    }
  });

const profile = (stack: string, value = 1) => ({
  labels: { service_name: 'shop' },
  name: 'process_cpu',
  pprof: pprofOf({ stacks: [[stack, value]], time: TIME }),
});

/** Takes a while to merge: a tree of 80,000 nodes. */
async function fill(store: Store): Promise<void> {
  const stacks = Array.from({ length: 2000 }, (_, i): [string[], number] => [
    Array.from({ length: 80 }, (_unused, depth) => (depth < 40 ? `f${depth}` : `g${i % 40}_${(i * depth) % 97}`)),
    1,
  ]);
  await store.ingest({ ...profile('main'), pprof: pprofOf({ stacks, time: TIME }) });
}

describe('a store with threads of its own', () => {
  it('answers as one without, errors included', () =>
    withThreads(async (store) => {
      await store.ingest([profile('main;a', 2), profile('main;b', 3)]);
      const { names, total } = await store.querier.selectMergeStacktraces(request);
      expect([total, names]).toEqual([5, ['total', 'main', 'b', 'a']]);
      expect((await store.querier.selectMergeProfile(request)).length).toBeGreaterThan(50);
      expect((await store.querier.diff({ left: request, right: request })).total).toBe(10);
      expect(await store.querier.labelValues({ name: 'service_name', matchers: [] })).toEqual(['shop']);
      expect(await store.querier.labelNames({ matchers: [] })).toContain('service_name');
      expect(await store.querier.series({ matchers: [], labelNames: ['service_name'] })).toEqual([
        { service_name: 'shop' },
      ]);
      expect((await store.querier.profileTypes({}))[0].ID).toBe(CPU);
      expect((await store.querier.getProfileStats()).newestProfileTime).toBe(TIME);
      const points = await store.querier.selectSeries({ ...request, step: 1, groupBy: [] });
      expect(points[0].points).toEqual([{ timestamp: TIME, value: 5 }]);
      expect(await store.stats()).toMatchObject({ profiles: 2, refused: 0 });

      await expect(store.querier.selectMergeStacktraces({ ...request, labelSelector: '{' })).rejects.toMatchObject({
        name: 'ConnectError',
        code: 'invalid_argument',
      });
      const bad = store.ingest({ ...profile('x'), pprof: Buffer.from('garbage') });
      await expect(bad).rejects.toMatchObject({ name: 'IngestError', kind: 'malformed' });
    }));

  it('ends what nobody waits for, and goes on', () =>
    withThreads(async (store) => {
      await fill(store);
      const controller = new AbortController();
      const canceled = store.querier.selectMergeStacktraces({ ...request, signal: controller.signal });
      controller.abort();
      await expect(canceled).rejects.toMatchObject({ code: 'canceled' });
      const { signal } = controller;
      await expect(store.querier.profileTypes({ signal })).rejects.toMatchObject({ code: 'canceled' });
      expect((await store.querier.selectMergeStacktraces(request)).total).toBe(2000);
    }));

  it('ends what takes longer than it may', () =>
    withFolder(async (dir) => {
      const first = await openStoreThreads(program, dir, { anyTime: true });
      await fill(first);
      await first.close();
      const store = await openStoreThreads(program, dir, { requestMs: 1 });
      await expect(store.querier.selectMergeStacktraces(request)).rejects.toMatchObject({
        code: 'deadline_exceeded',
        message: 'context deadline exceeded',
      });
      await store.close();
    }));

  it('refuses at once when too many wait', () =>
    withThreads(
      async (store) => {
        await fill(store);
        const answers = await Promise.allSettled(
          Array.from({ length: 12 }, () => store.querier.selectMergeStacktraces(request))
        );
        const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
        // One is under way and three wait.
        expect(reasons).toHaveLength(8);
        expect(reasons[0]).toMatchObject({ code: 'resource_exhausted', message: 'too many outstanding requests' });
        expect((await store.querier.selectMergeStacktraces(request)).total).toBe(2000);
      },
      { maxWaiting: 3 }
    ));

  it('leaves the calling thread free', () =>
    withThreads(async (store) => {
      await fill(store);
      const before = performance.eventLoopUtilization();
      expect((await store.querier.selectMergeStacktraces(request)).total).toBe(2000);
      // In one thread it would be busy all the time.
      expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
    }));

  it('is refused where another is, and gives its folder back', () =>
    withThreads(async (store, dir) => {
      await expect(openStoreThreads(program, dir)).rejects.toThrow(`another server is using ${dir}`);
      await store.ingest(profile('main'));
      await store.close();
      await expect(store.ingest(profile('main'))).rejects.toThrow('not open');
      await expect(store.querier.profileTypes({})).rejects.toThrow('not open');
      const again = await openStoreThreads(program, dir, { readers: 2 });
      expect((await again.querier.selectMergeStacktraces(request)).total).toBe(1);
      await again.close();
    }));

  it('says why it cannot be opened', () =>
    withFolder(async (dir) => {
      writeFileSync(join(dir, 'profiles.sqlite'), 'this is not a database, but it is long enough'.repeat(50));
      await expect(openStoreThreads(program, dir)).rejects.toThrow(
        /^cannot open the profile store in .*not a database/
      );
    }));

  it('refuses a push beyond the limits with the kind of error that says so', () =>
    withThreads(
      async (store) => {
        await store.ingest(profile('main'));
        const other = { ...profile('main'), labels: { service_name: 'other' } };
        await expect(store.ingest(other)).rejects.toBeInstanceOf(IngestError);
        await expect(store.ingest(other)).rejects.toMatchObject({ kind: 'limit' });
      },
      { limits: { series: 1 } }
    ));
});
