import type { MergeRequest } from './querier';
import type { Store } from './store';
import { pprofOf, withStore, type Stacks } from './testProfiles';

// Numbers that a real Pyroscope gave for these stacks.
const F1: Stacks = [
  ['main;b;c', 10],
  ['main;a', 5],
  ['main', 3],
  ['zz;other;q', 2],
  ['total;x', 1],
];
const F2: Stacks = [...F1, ['main;b;tiny1', 1], ['main;b;tiny2', 1]];
const RIGHT: Stacks = [
  ['main;b;c', 7],
  ['main;new', 4],
];

const TIME = Date.UTC(2024, 4, 1);

function ask(service: string, more: Partial<MergeRequest> = {}): MergeRequest {
  return {
    profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    labelSelector: `{service_name="${service}"}`,
    start: TIME - 1000,
    end: TIME + 1000,
    ...more,
  };
}

async function withGolden(test: (store: Store) => Promise<void>): Promise<void> {
  await withStore(async (store) => {
    for (const [service_name, stacks] of Object.entries({ f1: F1, f2: F2, right: RIGHT })) {
      await store.ingest({ labels: { service_name }, name: 'process_cpu', pprof: pprofOf({ stacks, time: TIME }) });
    }
    await test(store);
  });
}

describe('flame graph', () => {
  it('gives names and levels as Pyroscope does, swallowing a real `other` and sharing the index of a real `total`', () =>
    withGolden(async ({ querier }) => {
      expect(await querier.selectMergeStacktraces(ask('f1'))).toEqual({
        names: ['total', 'zz', 'other', 'x', 'main', 'b', 'c', 'a'],
        levels: [
          [0, 21, 0, 0],
          [0, 18, 3, 4, 0, 1, 0, 0, 0, 2, 0, 1],
          [3, 5, 5, 7, 0, 10, 0, 5, 0, 1, 1, 3, 0, 2, 2, 2],
          [8, 10, 10, 6],
        ],
        total: 21,
        maxSelf: 10,
      });
    }));

  it('prunes to the maxNodes-th largest total', () =>
    withGolden(async ({ querier }) => {
      expect(await querier.selectMergeStacktraces(ask('f2', { maxNodes: 4 }))).toEqual({
        names: ['total', 'other', 'main', 'b', 'c', 'a'],
        levels: [
          [0, 23, 0, 0],
          [0, 20, 3, 2, 0, 3, 3, 1],
          [3, 5, 5, 5, 0, 12, 0, 3],
          [8, 10, 10, 4, 0, 2, 2, 1],
        ],
        total: 23,
        maxSelf: 10,
      });
      expect(await querier.selectMergeStacktraces(ask('f2', { maxNodes: 6 }))).toEqual({
        names: ['total', 'other', 'zz', 'main', 'b', 'c', 'a'],
        levels: [
          [0, 23, 0, 0],
          [0, 20, 3, 3, 0, 2, 0, 2, 0, 1, 1, 1],
          [3, 5, 5, 6, 0, 12, 0, 4, 0, 2, 2, 1],
          [8, 10, 10, 5, 0, 2, 2, 1],
        ],
        total: 23,
        maxSelf: 10,
      });
    }));

  it('is one empty root when nothing matches', () =>
    withGolden(async ({ querier }) => {
      const empty = { names: ['total'], levels: [[0, 0, 0, 0]], total: 0, maxSelf: 0 };
      expect(await querier.selectMergeStacktraces(ask('nobody'))).toEqual(empty);
      expect(await querier.selectMergeStacktraces(ask('f1', { start: 1000, end: 4000 }))).toEqual(empty);
      expect(await querier.selectMergeStacktraces(ask('f1', { callSite: ['main', 'nothing'] }))).toEqual(empty);
    }));

  it('keeps only stacks under the call site, with their whole path', () =>
    withGolden(async ({ querier }) => {
      expect(await querier.selectMergeStacktraces(ask('f2', { callSite: ['main', 'b'] }))).toEqual({
        names: ['total', 'main', 'b', 'tiny2', 'tiny1', 'c'],
        levels: [
          [0, 12, 0, 0],
          [0, 12, 0, 1],
          [0, 12, 0, 2],
          [0, 10, 10, 5, 0, 1, 1, 4, 0, 1, 1, 3],
        ],
        total: 12,
        maxSelf: 10,
      });
    }));

  it('merges all services for the empty selector', () =>
    withGolden(async ({ querier }) => {
      const all = await querier.selectMergeStacktraces({ ...ask(''), labelSelector: '{}' });
      expect(all.total).toBe(21 + 23 + 11);
    }));
});

describe('diff', () => {
  it('aligns both sides by name and keeps the children of a real `other`', () =>
    withGolden(async ({ querier }) => {
      expect(await querier.diff({ left: ask('f2'), right: ask('right') })).toEqual({
        names: ['total', 'zz', 'other', 'q', 'total', 'x', 'main', 'new', 'b', 'tiny2', 'tiny1', 'c', 'a'],
        levels: [
          [0, 23, 0, 0, 11, 0, 0],
          [0, 20, 3, 0, 11, 0, 6, 0, 1, 0, 0, 0, 0, 4, 0, 2, 0, 0, 0, 0, 1],
          [3, 5, 5, 0, 0, 0, 12, 0, 12, 0, 0, 7, 0, 8, 0, 0, 0, 0, 4, 4, 7, 0, 1, 1, 0, 0, 0, 5, 0, 2, 0, 0, 0, 0, 2],
          [8, 10, 10, 0, 7, 7, 11, 0, 1, 1, 0, 0, 0, 10, 0, 1, 1, 0, 0, 0, 9, 1, 2, 2, 4, 0, 0, 3],
        ],
        total: 34,
        maxSelf: 10,
        leftTicks: 23,
        rightTicks: 11,
      });
    }));

  it('prunes by the larger side, the root counted', () =>
    withGolden(async ({ querier }) => {
      const left = ask('f2', { maxNodes: 3 });
      // The largest totals are 23 (root), 20 and 12, then 10 and 5.
      expect(await querier.diff({ left, right: ask('right', { maxNodes: 5 }) })).toMatchObject({
        names: ['total', 'other', 'main', 'b', 'c', 'a'],
        total: 34,
      });
      expect(await querier.diff({ left, right: ask('right', { maxNodes: 3 }) })).toMatchObject({
        names: ['total', 'other', 'main', 'b'],
        levels: [
          [0, 23, 0, 0, 11, 0, 0],
          [0, 20, 3, 0, 11, 0, 2, 0, 3, 3, 0, 0, 0, 1],
          [3, 12, 0, 0, 7, 0, 3, 0, 5, 5, 0, 4, 4, 1],
          [3, 12, 12, 0, 7, 7, 1],
        ],
      });
    }));

  it('is one empty root when nothing matches', () =>
    withGolden(async ({ querier }) => {
      expect(await querier.diff({ left: ask('nobody'), right: ask('nobody') })).toEqual({
        names: ['total'],
        levels: [[0, 0, 0, 0, 0, 0, 0]],
        total: 0,
        maxSelf: 0,
        leftTicks: 0,
        rightTicks: 0,
      });
    }));
});
