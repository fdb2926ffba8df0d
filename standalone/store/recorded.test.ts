import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Flamebearer, FlamebearerDiff, MergeRequest } from './querier';
import type { Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

interface Message {
  names: string[];
  levels: Array<{ values: string[] }>;
  total?: string;
  maxSelf?: string;
  leftTicks?: string;
  rightTicks?: string;
}

/** What a real server answered, int64 as numbers again. */
function recorded(name: string): FlamebearerDiff {
  const file = join(__dirname, '../server/testdata/contract', `${name}.json`);
  const { flamegraph }: { flamegraph: Message } = JSON.parse(readFileSync(file, 'utf8')).response.body;
  const { names, levels, total, maxSelf, leftTicks, rightTicks } = flamegraph;
  return {
    names,
    levels: levels.map(({ values }) => values.map(Number)),
    total: Number(total ?? 0),
    maxSelf: Number(maxSelf ?? 0),
    leftTicks: Number(leftTicks ?? 0),
    rightTicks: Number(rightTicks ?? 0),
  };
}

/** The stacks of one side of a graph; groups of `size`, x, total and self from `at`, the name's index last. */
function stacksOf({ names, levels }: Flamebearer, size: number, at: number): Array<[string[], number]> {
  const stacks: Array<[string[], number]> = [];
  let above: Array<{ path: string[]; left: number; right: number }> = [];
  levels.forEach((level, depth) => {
    const row: typeof above = [];
    let x = 0;
    for (let i = 0; i < level.length; i += size) {
      const [delta, total, self] = level.slice(i + at, i + at + 3);
      const left = x + delta;
      x = left + total;
      const parent = above.find((candidate) => candidate.left <= left && x <= candidate.right);
      const path = depth === 0 ? [] : [...(parent?.path ?? []), names[level[i + size - 1]]];
      if (total > 0) {
        row.push({ path, left, right: x });
      }
      stacks.push([path, self]);
    }
    above = row;
  });
  return stacks.filter(([, self]) => self > 0);
}

async function stored(store: Store, service_name: string, stacks: Array<[string[], number]>): Promise<MergeRequest> {
  await store.ingest({ labels: { service_name }, name: 'process_cpu', pprof: pprofOf({ stacks, time: TIME }) });
  const labelSelector = `{service_name="${service_name}"}`;
  return { profileTypeID: CPU, labelSelector, start: TIME, end: TIME, maxNodes: 100_000 };
}

describe("a real server's answer, taken in and asked for again", () => {
  it.each(['proxy.SelectMergeStacktraces', 'proxy.SelectMergeStacktraces.call-site'])('is the same: %s', (name) =>
    withStore(async (store) => {
      const { names, levels, total, maxSelf } = recorded(name);
      const single = { names, levels, total, maxSelf };
      expect(names.length).toBeGreaterThan(15);
      const request = await stored(store, 'shop', stacksOf(single, 4, 0));
      expect(await store.querier.selectMergeStacktraces(request)).toEqual(single);
    })
  );

  it('is the same for a diff', () =>
    withStore(async (store) => {
      const diff = recorded('proxy.Diff');
      // The left side was empty, and nothing stored is what an empty side is.
      expect(stacksOf(diff, 7, 0)).toEqual([]);
      const right = await stored(store, 'right', stacksOf(diff, 7, 3));
      expect(await store.querier.diff({ left: { ...right, labelSelector: '{a="b"}' }, right })).toEqual(diff);
      const swapped = await store.querier.diff({ left: right, right: { ...right, labelSelector: '{a="b"}' } });
      expect(swapped.names).toEqual(diff.names);
      expect(stacksOf(swapped, 7, 0)).toEqual(stacksOf(diff, 7, 3));
    }));
});
