import fc from 'fast-check';
import { seeded } from '../../../profile/change/random';
import { poisson } from '../../../profile/change/testing/runs';
import { profileFromStacks } from '../../../profile/stacks';
import { drawn } from '../../../profile/testing/drawn';
import { growthOf, namesOf, stackTable, type AskedInstance, type GrowthInput } from './growth';

const MINUTE = 60_000;
const windows = Array.from({ length: 24 }, (_, i) => ({ from: i * MINUTE, to: (i + 1) * MINUTE - 1 }));

/** A heap whose cache stands still and whose sessions grow, in sampled objects. */
function instance(perWindow: number, seed: number, snapshotsPerWindow = (_: number) => 4): AskedInstance {
  const random = seeded(seed);
  const times: number[] = [];
  const sums = windows.map(({ from }, at) => {
    const count = snapshotsPerWindow(at);
    times.push(...Array.from({ length: count }, (_, i) => from + i * 15_000));
    const held = 100 + perWindow * at + poisson(3, random);
    const stacks = [
      { frames: ['main', 'login', 'session.New'], value: count * held },
      { frames: ['main', 'cache.Get'], value: count * (400 + poisson(5, random)) },
    ];
    return count > 0 ? stackTable(profileFromStacks(stacks)) : undefined;
  });
  return { snapshots: { labels: { pod: `p${seed}` }, times, values: times.map(() => 1) }, sums };
}

const input = (instances: AskedInstance[], more: Partial<GrowthInput> = {}): GrowthInput => ({
  windows,
  instances,
  since: -24 * MINUTE,
  interval: 15_000,
  objectSize: 1,
  load: windows.map(() => 1),
  ...more,
});
/** Snapshots of an instance that was there long before. */
const old = (one: AskedInstance): AskedInstance => ({
  ...one,
  snapshots: { ...one.snapshots, times: [-24 * MINUTE, ...one.snapshots.times], values: [1, ...one.snapshots.values] },
});

describe('stackTable', () => {
  it('has the self of each stack, and what was not loaded, which is of none', () => {
    const { selfs, whole, cut } = stackTable(
      drawn(`
        [total             ]
        [main      ][other ]
           [read   ]
      `)
    );
    expect([whole, cut]).toEqual([20, 8]);
    expect([...selfs].map(([path, self]) => [namesOf(path), self])).toEqual([
      [['main'], 3],
      [['main', 'read'], 9],
    ]);
  });

  it('tells a name with a separator of other tools from two frames', () => {
    const { selfs } = stackTable(
      profileFromStacks([
        { frames: ['a;b'], value: 1 },
        { frames: ['a', 'b'], value: 2 },
      ])
    );
    expect([...selfs.values()].sort()).toEqual([1, 2]);
  });

  it('tells stacks apart whatever signs their names hold, and gives the names back', () => {
    const signs = fc.string({ unit: fc.constantFrom('a', '\0', '\n', ':', '1', ';') });
    const stacks = fc.uniqueArray(fc.array(signs, { minLength: 1, maxLength: 4 }), {
      selector: (frames) => JSON.stringify(frames),
      maxLength: 12,
    });
    fc.assert(
      fc.property(stacks, (all) => {
        const { selfs } = stackTable(profileFromStacks(all.map((frames, at) => ({ frames, value: at + 1 }))));
        const read = [...selfs].map(([stack, self]) => JSON.stringify([namesOf(stack), self])).sort();
        expect(read).toEqual(all.map((frames, at) => JSON.stringify([frames, at + 1])).sort());
      })
    );
  });
});

it('finds the stack that grows in two instances, at its pace an hour, and not the one that stands still', () => {
  const found = growthOf(input([old(instance(10, 1)), old(instance(10, 2))]));
  expect(found.map(({ path }) => path)).toEqual([['main', 'login', 'session.New']]);
  // Ten sampled objects a minute in each.
  expect(found[0]).toMatchObject({ verdict: 'clear', instances: 2 });
  expect(found[0].perHour).toBeCloseTo(2 * 600, -2);
  expect(found[0].inADay).toBeCloseTo(24 * found[0].perHour, 6);
});

it('is about the average snapshot of a window, however many there are in it', () => {
  const found = growthOf(input([old(instance(10, 1, (at) => (at % 3 === 0 ? 2 : 5)))]));
  expect(found).toHaveLength(1);
  expect(found[0].perHour).toBeCloseTo(600, -2);
});

it('says nothing of what may have been there all the time, not loaded', () => {
  const cutBy = (objects: number) => {
    const one = old(instance(10, 1));
    // In each snapshot; a window has four.
    return { ...one, sums: one.sums.map((table) => table && { ...table, cut: 4 * objects }) };
  };
  expect(growthOf(input([cutBy(50)]))).toHaveLength(1);
  expect(growthOf(input([cutBy(250)]))).toEqual([]);
});

it('says nothing of less than twenty sampled objects', () => {
  expect(growthOf(input([old(instance(10, 1))], { objectSize: 20 }))).toEqual([]);
  expect(growthOf(input([old(instance(10, 1))], { objectSize: 10 }))).toHaveLength(1);
});

it('says nothing of a process that began shortly before: it may be warming up', () => {
  expect(growthOf(input([instance(10, 1)]))).toEqual([]);
});

it('calls nothing clear without the load, and leaves windows without snapshots out', () => {
  const gaps = old(instance(10, 1, (at) => (at === 5 || at === 6 ? 0 : 4)));
  expect(growthOf(input([gaps], { load: undefined }))).toMatchObject([{ verdict: 'likely' }]);
  expect(
    growthOf(input([{ snapshots: { labels: {}, times: [], values: [] }, sums: windows.map(() => undefined) }]))
  ).toEqual([]);
});
