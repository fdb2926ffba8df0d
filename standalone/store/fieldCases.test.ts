import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Profile } from 'pprof-format';

import type { IngestRequest } from './ingest';
import type { Store } from './store';
import { pprofOf as madeOf, withStore } from './testProfiles';

const TIME = Date.UTC(2026, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';

const pprofOf = (name: string) => readFileSync(join(__dirname, 'testdata/fieldcases', `${name}.pb.gz`));

/** As /ingest sends it, without `name`, or as Push does. */
function send(store: Store, file: string, more: Partial<IngestRequest> = {}): Promise<void> {
  return store.ingest({ labels: { service_name: 'shop' }, pprof: pprofOf(file), fromMs: TIME, ...more });
}

/** Self value by function name. */
async function selfOf(
  { querier }: Store,
  profileTypeID: string,
  labelSelector = '{}'
): Promise<Record<string, number>> {
  const range = { start: TIME - 1000, end: TIME + 1000 };
  const graph = await querier.selectMergeStacktraces({ profileTypeID, labelSelector, ...range });
  const self: Record<string, number> = {};
  for (const level of graph.levels) {
    for (let i = 0; i < level.length; i += 4) {
      if (level[i + 2] > 0) {
        self[graph.names[level[i + 3]]] = (self[graph.names[level[i + 3]]] ?? 0) + level[i + 2];
      }
    }
  }
  return self;
}

const typesOf = async ({ querier }: Store) => (await querier.profileTypes({})).map(({ ID }) => ID);

describe('shapes that people meet', () => {
  it('sample labels split a profile into series', () =>
    withStore(async (store) => {
      await send(store, 'sample-labels', { name: 'process_cpu' });
      expect(await selfOf(store, CPU, '{endpoint="/slow"}')).toEqual({ 'shop.slow': 300_000_000 });
      expect(await selfOf(store, CPU, '{endpoint="/fast"}')).toEqual({ 'shop.fast': 100_000_000 });
      expect(Object.values(await selfOf(store, CPU, '{endpoint=""}'))).toEqual([50_000_000]);
      expect(Object.values(await selfOf(store, CPU)).reduce((sum, value) => sum + value)).toBe(450_000_000);
      const sets = await store.querier.series({
        matchers: [`{__profile_type__="${CPU}"}`],
        labelNames: ['endpoint', 'tier'],
      });
      expect(sets).toEqual([
        { endpoint: '/fast', tier: 'gold' },
        { endpoint: '/slow', tier: 'gold' },
      ]);
      const grouped = await store.querier.selectSeries({
        ...{ profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME },
        ...{ step: 1, groupBy: ['tier'] },
      });
      expect(grouped.map(({ labels, points }) => [labels, points[0].value])).toEqual([
        [{ tier: 'gold' }, 400_000_000],
        [{}, 50_000_000],
      ]);
    }));

  it('a label of the service wins over that of a sample', () =>
    withStore(async (store) => {
      await send(store, 'sample-labels', { labels: { service_name: 'shop', tier: 'silver' } });
      expect(await store.querier.labelValues({ name: 'tier', matchers: [] })).toEqual(['silver']);
      expect(await store.querier.labelValues({ name: 'endpoint', matchers: [] })).toEqual(['/fast', '/slow']);
    }));

  it('one service with and without a namespace', () =>
    withStore(async (store) => {
      await send(store, 'namespace-part-a', { labels: { service_name: 'shop', namespace: 'prod' } });
      await send(store, 'namespace-part-b');
      expect(await selfOf(store, CPU, '{namespace="prod"}')).toEqual({ 'shop.in_prod': 5e9 });
      expect(await selfOf(store, CPU, '{namespace=""}')).toEqual({ 'shop.without_namespace': 3e9 });
      expect(await selfOf(store, CPU)).toEqual({ 'shop.in_prod': 5e9, 'shop.without_namespace': 3e9 });
    }));

  it('functions without a name keep their addresses and file', () =>
    withStore(async (store) => {
      await send(store, 'empty-function-names');
      expect(await selfOf(store, SAMPLES)).toEqual({ '': 30, leaf: 10, 'shop.total': 5 });
      const bytes = await store.querier.selectMergeProfile({
        ...{ profileTypeID: SAMPLES, labelSelector: '{}', start: TIME, end: TIME },
      });
      const { location, mapping, function: functions, stringTable } = Profile.decode(bytes);
      const nameless = location.filter(({ line }) => functions[Number(line[0].functionId) - 1].name === 0);
      expect(nameless.length).toBeGreaterThan(0);
      for (const { address, mappingId } of nameless) {
        expect(Number(address)).toBeGreaterThan(0);
        expect(stringTable.strings[Number(mapping[Number(mappingId) - 1].filename)]).toMatch(/shop$/);
      }
    }));

  it.each([{ name: 'process_cpu' }, {}])('a type with a space in its name is offered: %j', (more) =>
    withStore(async (store) => {
      await send(store, 'type-with-space', more);
      const [type, ...others] = await typesOf(store);
      expect([type.split(':')[1], others]).toEqual(['virtual memory', []]);
      expect(await selfOf(store, type)).toEqual({ 'shop.load': 4096 });
    })
  );

  it("the .NET agent's functions without ids are told apart, by /ingest only", () =>
    withStore(async (store) => {
      await send(store, 'dotnet-function-ids-zero', { spyName: 'dotnetspy' });
      expect(await selfOf(store, SAMPLES)).toEqual({ 'Shop!Cart.Total': 30, 'Shop!Cart.Tax': 12 });
      await expect(send(store, 'dotnet-function-ids-zero', { name: 'process_cpu' })).rejects.toThrow(
        'function id is 0'
      );
    }));

  it('a line of a missing function costs its one sample, and that is counted', () =>
    withStore(async (store) => {
      await send(store, 'line-of-missing-function');
      expect(await selfOf(store, SAMPLES)).toEqual({ 'shop.total': 30 });
      expect(await store.stats()).toMatchObject({ profiles: 1, droppedSamples: 1 });
    }));

  it('what profiles lose is said in one line, once a minute at most', async () => {
    const said: string[] = [];
    const now = jest.spyOn(Date, 'now');
    const line = (samples: number) =>
      `Of what was pushed, ${samples} broken samples were left out and 0 stacks cut, the last of them of the ` +
      'service "shop". GET /metrics has the totals.';
    try {
      await withStore(
        async (store) => {
          const start = Date.UTC(2026, 0, 1);
          for (const [seconds, lines] of [
            [0, [line(1)]],
            [20, [line(1)]],
            [40, [line(1)]],
            [60, [line(1), line(3)]],
          ] as const) {
            now.mockReturnValue(start + seconds * 1000);
            await send(store, 'line-of-missing-function');
            expect(said).toEqual(lines);
          }
        },
        { onNotice: (text) => said.push(text) }
      );
    } finally {
      now.mockRestore();
    }
  });

  it('py-spy names get their file unless its path is absolute', () =>
    withStore(async (store) => {
      await send(store, 'pyspy-absolute-paths', { spyName: 'pyspy' });
      const [type] = await typesOf(store);
      expect(await selfOf(store, type)).toEqual({ handle: 7, 'lib/rel.py load': 2 });
    }));

  it('a profile of 2024 is refused in words, or taken and found where any time is', async () => {
    await withStore(
      async (store) => {
        await expect(send(store, 'old-time')).rejects.toThrow(
          /^profile with labels '\{service_name="shop"\}' is outside of ingestion window \(profile timestamp: 2024-01-01 00:00:00 \+0000 UTC, the ingestion window starts at \d{4}-.* and ends at /
        );
        expect(await typesOf(store)).toEqual([]);
      },
      { anyTime: false }
    );
    await withStore(async (store) => {
      await send(store, 'old-time');
      expect((await store.querier.getProfileStats()).newestProfileTime).toBe(Date.UTC(2024, 0, 1));
    });
  });

  it.each([
    [-59, 'taken'],
    [-61, 'refused'],
    [9, 'taken'],
    [11, 'refused'],
  ])('a profile dated %d minutes from now is %s', (minutes, outcome) =>
    withStore(
      async (store) => {
        const pprof = madeOf({ stacks: [['main', 1]], time: Date.now() + minutes * 60_000 });
        const sent = store.ingest({ labels: { service_name: 'shop' }, name: 'process_cpu', pprof });
        const became = await sent.then(
          () => 'taken',
          (error: Error) => (/is outside of ingestion window/.test(error.message) ? 'refused' : error.message)
        );
        expect(became).toBe(outcome);
      },
      { anyTime: false }
    )
  );

  it.each(['größe 🔥', 'a b', 'a\0b', '__proto__'])('a metric name is any UTF-8: %j', (name) =>
    withStore(async (store) => {
      await send(store, 'unit-us', { name });
      const [type] = await typesOf(store);
      expect([type.split(':')[0], await selfOf(store, type)]).toEqual([name, { 'shop.total': 2_500_000 }]);
    })
  );

  it('microseconds are kept as they are', () =>
    withStore(async (store) => {
      await send(store, 'unit-us');
      const [type] = await typesOf(store);
      expect([type, await selfOf(store, type)]).toEqual(['wall:wall:us::', { 'shop.total': 2_500_000 }]);
    }));

  it('a negative value costs its sample, and that is counted', () =>
    withStore(async (store) => {
      await send(store, 'negative-heap-delta', { name: 'memory' });
      expect(await selfOf(store, 'memory:inuse_space:bytes:space:bytes')).toEqual({ 'cache.fill': 10_000_000 });
      expect(await store.stats()).toMatchObject({ profiles: 1, droppedSamples: 1 });
    }));
});
