import fc from 'fast-check';
import { Profile } from 'pprof-format';

import type { Flamebearer, MergeRequest } from './querier';
import type { Store } from './store';
import { pprofOf, withStore } from './testProfiles';

/** One stored profile, as the reference sees it. */
interface Given {
  time: number;
  region: string | undefined;
  stacks: Array<[stack: string[], value: number]>;
}

type Nodes = Map<string, { self: number; total: number }>;

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

const name = fc.constantFrom('main', 'a', 'b', 'other', 'total', '', '\uFFFD', '\u{1F525}', '\uE000', 'é', '__proto__');
const given = fc.record<Given>({
  time: fc.nat(600_000).map((offset) => TIME + offset),
  region: fc.constantFrom('eu', 'us', 'größe', undefined),
  stacks: fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 6 }), fc.integer({ min: -1, max: 20 })), {
    maxLength: 12,
  }),
});
const givens = fc.array(given, { maxLength: 8 });

let services = 0;

/** Each run has a service of its own, so that runs can share a store. */
async function store(target: Store, profiles: readonly Given[]): Promise<MergeRequest> {
  const service_name = `s${services++}`;
  for (const { time, region, stacks } of profiles) {
    await target.ingest({
      labels: { service_name, ...(region !== undefined && { region }) },
      name: 'process_cpu',
      pprof: pprofOf({ stacks, time }),
    });
  }
  const labelSelector = `{service_name="${service_name}"}`;
  return { profileTypeID: CPU, labelSelector, start: TIME, end: TIME + 600_000, maxNodes: 1_000_000 };
}

/** The tree by path, added up stack by stack. `other` ends a stack, as in Pyroscope. */
function slowTree(profiles: readonly Given[]): Nodes {
  const nodes: Nodes = new Map();
  const add = (path: string[], self: number, total: number) => {
    const node = nodes.get(JSON.stringify(path)) ?? { self: 0, total: 0 };
    nodes.set(JSON.stringify(path), { self: node.self + self, total: node.total + total });
  };
  add([], 0, 0);
  for (const [stack, value] of profiles.flatMap(({ stacks }) => stacks)) {
    if (value > 0) {
      const end = stack.indexOf('other');
      const shown = end < 0 ? stack : stack.slice(0, end + 1);
      shown.forEach((_, depth) => add(shown.slice(0, depth), 0, value));
      add(shown, value, value);
    }
  }
  return nodes;
}

interface Placed {
  path: string[];
  left: number;
  right: number;
}

/** The tree by path, read off the levels; checks that a child lies within its parent. */
function nodesOf({ names, levels }: Flamebearer): Nodes {
  const nodes: Nodes = new Map();
  let above: Placed[] = [];
  levels.forEach((level, depth) => {
    const row: Placed[] = [];
    let x = 0;
    for (let i = 0; i < level.length; i += 4) {
      const [delta, total, self, index] = level.slice(i, i + 4);
      const left = x + delta;
      x = left + total;
      const parent = above.find((candidate) => candidate.left <= left && x <= candidate.right);
      const path = depth === 0 ? [] : [...(parent?.path ?? ['no parent']), names[index]];
      row.push({ path, left, right: x });
      nodes.set(JSON.stringify(path), { self, total });
    }
    above = row;
  });
  return nodes;
}

function childrenSum(nodes: Nodes, path: string): number {
  const parent: string[] = JSON.parse(path);
  let sum = 0;
  for (const [key, { total }] of nodes) {
    const candidate: string[] = JSON.parse(key);
    if (candidate.length === parent.length + 1 && parent.every((frame, depth) => candidate[depth] === frame)) {
      sum += total;
    }
  }
  return sum;
}

const sorted = (nodes: Nodes) => [...nodes].sort(([a], [b]) => (a < b ? -1 : 1));

describe('merging', () => {
  it(
    'gives the tree that adding up all stacks one by one gives',
    () =>
      withStore(async (target) => {
        await fc.assert(
          fc.asyncProperty(givens, async (profiles) => {
            const graph = await target.querier.selectMergeStacktraces(await store(target, profiles));
            const expected = slowTree(profiles);
            expect(sorted(nodesOf(graph))).toEqual(sorted(expected));
            expect(graph.total).toBe(expected.get('[]')?.total);
            expect(graph.maxSelf).toBe(Math.max(...[...expected.values()].map(({ self }) => self)));
          }),
          { numRuns: 150 }
        );
      }),
    120_000
  );

  it(
    'orders siblings by the bytes of their names, other last',
    () =>
      withStore(async (target) => {
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 3 }), { minLength: 1 }),
            async (texts) => {
              const names = texts.map((text) => Buffer.from(text).toString());
              const profiles = [
                { time: TIME, region: 'eu', stacks: names.map((text): [string[], number] => [[text], 1]) },
              ];
              const graph = await target.querier.selectMergeStacktraces(await store(target, profiles));
              const shown = graph.levels[1].filter((_, i) => i % 4 === 3).map((index) => graph.names[index]);
              const others = [...new Set(names)].filter((text) => text !== 'other');
              const expected = others.map((text) => Buffer.from(text)).sort(Buffer.compare);
              expect(shown.slice(0, expected.length)).toEqual(expected.map(String));
            }
          ),
          { numRuns: 60 }
        );
      }),
    60_000
  );

  it(
    'does not depend on the order of the profiles',
    () =>
      withStore(async (target) => {
        const shuffled = givens.chain((profiles) =>
          fc.tuple(fc.constant(profiles), fc.shuffledSubarray(profiles, { minLength: profiles.length }))
        );
        await fc.assert(
          fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 12 }), async ([one, two], maxNodes) => {
            const left = { ...(await store(target, one)), maxNodes };
            const right = { ...(await store(target, two)), maxNodes };
            expect(await target.querier.selectMergeStacktraces(right)).toEqual(
              await target.querier.selectMergeStacktraces(left)
            );
            const diff = await target.querier.diff({ left, right });
            expect(diff.leftTicks).toBe(diff.rightTicks);
          }),
          { numRuns: 60 }
        );
      }),
    120_000
  );

  it(
    'comes out the same after a way through pprof',
    () =>
      withStore(async (target) => {
        await fc.assert(
          fc.asyncProperty(givens, async (profiles) => {
            const request = await store(target, profiles);
            const profile = Profile.decode(await target.querier.selectMergeProfile(request));
            const nameOf = (id: number | bigint) => {
              const { line } = profile.location[Number(id) - 1];
              return profile.stringTable.strings[Number(profile.function[Number(line[0].functionId) - 1].name)];
            };
            const stacks = profile.sample.map(({ locationId, value }): [string[], number] => [
              locationId.map(nameOf).reverse(),
              Number(value[0]),
            ]);
            const again = await store(target, [{ time: TIME, region: undefined, stacks }]);
            expect(await target.querier.selectMergeStacktraces(again)).toEqual(
              await target.querier.selectMergeStacktraces(request)
            );
          }),
          { numRuns: 60 }
        );
      }),
    120_000
  );
});

describe('pruning', () => {
  it(
    'keeps totals, and of each parent the children that are large enough',
    () =>
      withStore(async (target) => {
        await fc.assert(
          fc.asyncProperty(givens, fc.integer({ min: 1, max: 20 }), async (profiles, maxNodes) => {
            const request = await store(target, profiles);
            const pruned = nodesOf(await target.querier.selectMergeStacktraces({ ...request, maxNodes }));
            const full = slowTree(profiles);
            // What counts is every node there is, also those below a frame named `other`.
            const totals = sizesOf(profiles).sort((a, b) => b - a);
            const min = totals.length > maxNodes ? totals[maxNodes - 1] : 0;
            for (const [path, { self, total }] of pruned) {
              expect(total).toBe(self + childrenSum(pruned, path));
              if (!path.endsWith('"other"]')) {
                expect({ path, self, total }).toEqual({ path, ...full.get(path) });
              }
            }
            const kept = [...full].filter(([path, { total }]) => total >= min && !path.includes('"other"'));
            expect([...pruned.keys()]).toEqual(expect.arrayContaining(kept.map(([path]) => path)));
            expect([...pruned.keys()].filter((path) => !path.endsWith('"other"]'))).toHaveLength(kept.length);
          }),
          { numRuns: 150 }
        );
      }),
    120_000
  );
});

function sizesOf(profiles: readonly Given[]): number[] {
  const sizes = new Map<string, number>();
  for (const [stack, value] of profiles.flatMap(({ stacks }) => stacks)) {
    for (let depth = 1; depth <= stack.length; depth++) {
      const path = JSON.stringify(stack.slice(0, depth));
      sizes.set(path, (sizes.get(path) ?? 0) + Math.max(0, value));
    }
  }
  return [...sizes.values()].filter((total) => total > 0);
}

describe('series', () => {
  it(
    'gives the points that looking at every step gives',
    () =>
      withStore(async (target) => {
        const window = fc.record({
          from: fc.integer({ min: -10_000, max: 300_000 }),
          length: fc.nat(400_000),
          step: fc.integer({ min: 1, max: 200 }),
        });
        await fc.assert(
          fc.asyncProperty(givens, window, async (profiles, { from, length, step }) => {
            const request = { ...(await store(target, profiles)), start: TIME + from, end: TIME + from + length };
            const found = await target.querier.selectSeries({ ...request, step, groupBy: ['region'] });
            const expected = slowSeries(profiles, { ...request, step: step * 1000 });
            expect(new Map(found.map(({ labels, points }) => [labels.region, points]))).toEqual(expected);
            const totals = found.map(({ points }) => points.reduce((sum, { value }) => sum + value, 0));
            expect(totals).toEqual([...totals].sort((a, b) => b - a));
          }),
          { numRuns: 150 }
        );
      }),
    120_000
  );
});

function slowSeries(profiles: readonly Given[], { start, end, step }: { start: number; end: number; step: number }) {
  const series = new Map<string | undefined, Array<{ timestamp: number; value: number }>>();
  for (const region of new Set(profiles.map((profile) => profile.region))) {
    const points = [];
    for (let t = start; t <= end; t += step) {
      const inStep = profiles.filter(
        (profile) => profile.region === region && profile.time > t - step && profile.time <= t
      );
      const value = inStep.flatMap(({ stacks }) => stacks).reduce((sum, [, v]) => sum + Math.max(0, v), 0);
      if (value > 0) {
        points.push({ timestamp: t, value });
      }
    }
    if (points.length > 0) {
      series.set(region, points);
    }
  }
  return series;
}
