import type { MergeRequest, SeriesRequest } from './querier';
import type { Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const MINUTE = 60_000;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const HEAP = 'memory:inuse_space:bytes:space:bytes';
const hour = { start: TIME, end: TIME + 60 * MINUTE };

interface Seed {
  at: number;
  value: number;
  labels: Record<string, string>;
  heap?: boolean;
}

async function seed(store: Store, seeds: Seed[]): Promise<void> {
  for (const { at, value, labels, heap } of seeds) {
    const kind = heap
      ? { types: [['inuse_space', 'bytes']] as Array<[string, string]>, period: ['space', 'bytes'] as [string, string] }
      : {};
    const pprof = pprofOf({ stacks: [['main;work', value]], time: at, ...kind });
    await store.ingest({ labels, name: heap ? 'memory' : 'process_cpu', pprof });
  }
}

const eu = { service_name: 'shop', region: 'eu-west', 'k8s.pod': 'p1' };
const us = { service_name: 'shop', region: 'us-central' };
const bank = { service_name: 'bank' };

const withSeeds = (test: (store: Store) => Promise<void>) =>
  withStore(async (store) => {
    await seed(store, [
      { at: TIME + 10 * MINUTE, value: 1, labels: eu },
      { at: TIME + 20 * MINUTE, value: 2, labels: us },
      { at: TIME + 20 * MINUTE, value: 4, labels: bank },
      { at: TIME + 30 * MINUTE, value: 8, labels: eu, heap: true },
      { at: TIME + 50 * MINUTE, value: 16, labels: us },
    ]);
    await test(store);
  });

function merge(more: Partial<MergeRequest> = {}): MergeRequest {
  return { profileTypeID: CPU, labelSelector: '{}', ...hour, ...more };
}

function series(more: Partial<SeriesRequest> = {}): SeriesRequest {
  return { profileTypeID: CPU, labelSelector: '{}', ...hour, step: 600, groupBy: [], ...more };
}

describe('selectors', () => {
  it.each([
    ['{}', 23],
    ['{service_name="shop"}', 19],
    ['{service_name!="shop"}', 4],
    ['{region="eu-west"}', 1],
    ['{region=""}', 4],
    ['{region!=""}', 19],
    ['{region=~"eu|us-.*"}', 18],
    ['{region=~"eu"}', 0],
    ['{region!~"eu-west|us"}', 22],
    ['{region=~"(?i)EU-W.ST"}', 1],
    ['{region=~".*"}', 23],
    ['{region=~".+"}', 19],
    ['{nothing!~".+"}', 23],
    ['{service_name="shop",region=~"us.*",}', 18],
    ['{region="eu-west",region="us-central"}', 0],
    ['{"k8s.pod"="p1"}', 1],
    ['process_cpu{service_name="bank"}', 4],
    ['{__type__="cpu", __service_name__="bank"}', 4],
    ["{region='us-central'} # comment", 18],
  ])('%s selects a total of %d', (labelSelector, total) =>
    withSeeds(async ({ querier }) => {
      expect((await querier.selectMergeStacktraces(merge({ labelSelector }))).total).toBe(total);
    })
  );

  it('does not freeze on a regex that backtracking engines choke on', () =>
    withStore(async (store) => {
      await seed(store, [{ at: TIME, value: 1, labels: { service_name: `${'a'.repeat(2000)}!` } }]);
      const started = performance.now();
      const found = await store.querier.selectMergeStacktraces(merge({ labelSelector: '{service_name=~"(a+)+"}' }));
      expect(found.total).toBe(0);
      expect(performance.now() - started).toBeLessThan(2000);
    }));
});

describe('ranges', () => {
  it('hold both ends and drop a sixth part of the type id', () =>
    withSeeds(async ({ querier }) => {
      const at = TIME + 20 * MINUTE;
      expect((await querier.selectMergeStacktraces(merge({ start: at, end: at }))).total).toBe(6);
      expect((await querier.selectMergeStacktraces(merge({ start: at + 1, end: at + 2 }))).total).toBe(0);
      expect((await querier.selectMergeStacktraces(merge({ profileTypeID: `${CPU}:delta` }))).total).toBe(23);
    }));
});

describe('profile types', () => {
  it('are those with a profile in the range', () =>
    withSeeds(async ({ querier }) => {
      const idsIn = async (range: { start?: number; end?: number }) =>
        (await querier.profileTypes(range)).map(({ ID }) => ID);
      expect(await idsIn({})).toEqual([HEAP, CPU]);
      expect(await idsIn(hour)).toEqual([HEAP, CPU]);
      expect(await idsIn({ start: TIME + 40 * MINUTE, end: TIME + 60 * MINUTE })).toEqual([CPU]);
      expect(await idsIn({ start: TIME + 21 * MINUTE, end: TIME + 49 * MINUTE })).toEqual([HEAP]);
      expect(await idsIn({ start: 1000, end: 4000 })).toEqual([]);
    }));
});

describe('labels', () => {
  it('gives names, private ones included, dotted ones on demand', () =>
    withSeeds(async ({ querier }) => {
      const names = [
        '__name__',
        '__period_type__',
        '__period_unit__',
        '__profile_type__',
        '__service_name__',
        '__type__',
        '__unit__',
      ];
      const matchers = ['{service_name="shop"}'];
      expect(await querier.labelNames({ matchers, ...hour })).toEqual([...names, 'region', 'service_name']);
      expect(await querier.labelNames({ matchers, ...hour, utf8: true })).toEqual([
        ...names,
        'k8s.pod',
        'region',
        'service_name',
      ]);
      expect(await querier.labelNames({ matchers: ['{service_name="bank"}'] })).toEqual([...names, 'service_name']);
      expect(await querier.labelNames({ matchers: [], start: 1000, end: 4000 })).toEqual([]);
    }));

  it('gives values of the selected series in the range', () =>
    withSeeds(async ({ querier }) => {
      const ask = (name: string, matchers: string[] = [], range = hour) =>
        querier.labelValues({ name, matchers, ...range });
      expect(await ask('service_name')).toEqual(['bank', 'shop']);
      expect(await ask('region')).toEqual(['eu-west', 'us-central']);
      expect(await ask('region', ['{service_name="bank"}'])).toEqual([]);
      expect(await ask('__profile_type__', ['{region="eu-west"}'])).toEqual([HEAP, CPU]);
      expect(await ask('region', ['{service_name="shop"}', '{region!="eu-west"}'])).toEqual(['us-central']);
      expect(await ask('region', [], { start: TIME, end: TIME + 15 * MINUTE })).toEqual(['eu-west']);
    }));

  it('gives distinct label sets, sorted, without absent labels', () =>
    withSeeds(async ({ querier }) => {
      const labelNames = ['service_name', 'region', '__profile_type__'];
      const sets = await querier.series({ ...hour, labelNames, matchers: [] });
      expect(sets).toEqual([
        { __profile_type__: HEAP, region: 'eu-west', service_name: 'shop' },
        { __profile_type__: CPU, region: 'eu-west', service_name: 'shop' },
        { __profile_type__: CPU, region: 'us-central', service_name: 'shop' },
        { __profile_type__: CPU, service_name: 'bank' },
      ]);
      expect(Object.keys(sets[0])).toEqual(['__profile_type__', 'region', 'service_name']);
      expect(await querier.series({ ...hour, labelNames: ['nothing'], matchers: [] })).toEqual([]);
    }));
});

describe('select series', () => {
  it('sums (t - step, t] at start + k * step, leaves gaps and loses the tail', () =>
    withSeeds(async ({ querier }) => {
      const points = async (more: Partial<SeriesRequest>) => (await querier.selectSeries(series(more)))[0]?.points;
      expect(await points({})).toEqual([
        { timestamp: TIME + 10 * MINUTE, value: 1 },
        { timestamp: TIME + 20 * MINUTE, value: 6 },
        { timestamp: TIME + 50 * MINUTE, value: 16 },
      ]);
      // A profile right at the start of a step belongs to the step before.
      expect(await points({ start: TIME + 20 * MINUTE, end: TIME + 40 * MINUTE, step: 1200 })).toEqual([
        { timestamp: TIME + 20 * MINUTE, value: 7 },
      ]);
      expect(await points({ start: TIME + 1, step: 1200 })).toEqual([{ timestamp: TIME + 20 * MINUTE + 1, value: 7 }]);
      expect(await points({ step: 0.001 })).toEqual([
        { timestamp: TIME + 10 * MINUTE, value: 1 },
        { timestamp: TIME + 20 * MINUTE, value: 6 },
        { timestamp: TIME + 50 * MINUTE, value: 16 },
      ]);
      expect(await points({ start: TIME + 45 * MINUTE, end: TIME + 54 * MINUTE, step: 400 })).toEqual([
        { timestamp: TIME + 45 * MINUTE + 400_000, value: 16 },
      ]);
      expect(await points({ start: TIME + 45 * MINUTE, end: TIME + 51 * MINUTE, step: 400 })).toBeUndefined();
    }));

  it('groups by the labels there are, largest total first, and keeps the top', () =>
    withSeeds(async ({ querier }) => {
      const labels = async (more: Partial<SeriesRequest>) =>
        (await querier.selectSeries(series(more))).map((one) => one.labels);
      expect(await labels({})).toEqual([{}]);
      expect(await labels({ groupBy: ['region', 'nothing'] })).toEqual([
        { region: 'us-central' },
        {},
        { region: 'eu-west' },
      ]);
      expect(await labels({ groupBy: ['region', 'service_name'], limit: 2 })).toEqual([
        { region: 'us-central', service_name: 'shop' },
        { service_name: 'bank' },
      ]);
      expect(await labels({ groupBy: ['k8s.pod'], labelSelector: '{region="eu-west"}' })).toEqual([
        { 'k8s.pod': 'p1' },
      ]);
      expect(await labels({ labelSelector: '{service_name="nobody"}' })).toEqual([]);
    }));
});

describe('statistics', () => {
  it('say whether anything is there, and from when', () =>
    withStore(async (store) => {
      const { querier } = store;
      expect(await querier.getProfileStats()).toEqual({
        dataIngested: false,
        oldestProfileTime: 0,
        newestProfileTime: 0,
      });
      await seed(store, [
        { at: TIME + 5, value: 1, labels: eu },
        { at: TIME - 5, value: 1, labels: us },
        { at: TIME, value: 1, labels: us },
      ]);
      expect(await querier.getProfileStats()).toEqual({
        dataIngested: true,
        oldestProfileTime: TIME - 5,
        newestProfileTime: TIME + 5,
      });
    }));
});
