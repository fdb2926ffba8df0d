import { seeded } from '../../../profile/change/random';
import { poisson } from '../../../profile/change/testing/runs';
import { windowTable } from '../../../profile/matrix';
import { profileFromStacks, type Stack } from '../../../profile/stacks';
import { planCloser, planSides } from '../../../query/windows';
import { compareSides } from './sides';
import { verdictsOf, withCloserOnsets, type VerdictRow, type Verdicts } from './verdicts';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const ALLOCATED = 'memory:alloc_space:bytes:space:bytes';
const HOUR = 3_600_000;
const [BEFORE, AFTER] = [10, 11].map((at) => ({ from: at * HOUR, to: (at + 1) * HOUR }));
/** Six windows of ten minutes a side, after 36 of history. */
const PLAN = planSides(BEFORE, AFTER, 15_000, false)!;

const PATHS = { scan: ['main', 'load', 'scan'], write: ['main', 'write'], read: ['main', 'read'], gc: ['gc'] };
const CORES = { scan: 0.2, write: 0.3, read: 0.1, gc: 0.4 };
type Times = Partial<Record<keyof typeof CORES, number>>;

/** A core in samples of 10 ms, in ten minutes. */
const SAMPLES = 60_000;
const PERIOD = 1e7;

/** What the functions use in each window, `times` as much from the side after on. */
function windows(times: Times, seed = 1): Stack[][] {
  const random = seeded(seed);
  return Array.from({ length: 48 }, (_, at) =>
    Object.entries(CORES).map(([name, cores]) => ({
      frames: PATHS[name as keyof typeof CORES],
      value: PERIOD * poisson(SAMPLES * cores * (at >= 42 ? (times[name as keyof typeof CORES] ?? 1) : 1), random),
    }))
  );
}

const EMPTY = windowTable(profileFromStacks([]));

interface Setting {
  typeId?: string;
  covered?: number;
  plan?: typeof PLAN;
  norm?: 'share' | 'none';
  /** windows without profiles */
  missing?: readonly number[];
}

function inputOf(
  stacks: Stack[][],
  { typeId = CPU, covered = 3600, plan = PLAN, norm, missing = [] }: Setting = {}
): Parameters<typeof verdictsOf>[0] {
  const [unit, counts] = typeId === CPU ? ['ns', true] : ['bytes', false];
  const side = (from: number, to: number) => {
    const profile = profileFromStacks(stacks.slice(from, to).flat());
    const total = profile.total[0];
    return {
      graph: { profile },
      series: { average: total / covered, total, covered, instanceSeconds: covered },
      counted: counts ? total / PERIOD : undefined,
    };
  };
  const sides = { before: side(36, 42), after: side(42, 48) };
  const compared = compareSides(typeId, unit, sides, { width: 'larger', norm, differ: 'time' });
  const tables = stacks.map((one, at) => (missing.includes(at) ? EMPTY : windowTable(profileFromStacks(one))));
  return { typeId, unit, compared, plan, tables };
}

const verdicts = (stacks: Stack[][], setting?: Setting) => verdictsOf(inputOf(stacks, setting));
const known = (found: ReturnType<typeof verdicts>) => found as Verdicts;
const words = (found: ReturnType<typeof verdicts>) =>
  known(found).rows.map(({ name, caller, verdict }) => [name, caller, verdict]);

it('tells what changed by itself from the load, in cores', () => {
  // A tenth more of everything; scan takes three times as much on top of it.
  const { whole, rows, unit, unclear, cut } = known(verdicts(windows({ scan: 3.3, write: 1.1, read: 1.1, gc: 1.1 })));
  expect([unit, unclear, cut]).toEqual(['cores', undefined, 0]);
  expect(whole.before).toBeCloseTo(1, 2);
  expect(whole.after).toBeCloseTo(1.54, 2);
  expect(whole.load).toBeCloseTo(0.1, 2);
  expect(whole.mix).toBeCloseTo(0.44, 2);
  const [scan, ...others] = rows;
  expect(scan).toMatchObject({ name: 'scan', caller: 'load', isShown: true, verdict: 'clear', moved: false });
  expect(scan.load).toBeCloseTo(0.02, 2);
  expect(scan.mix).toBeCloseTo(0.44, 2);
  expect(scan.interval[0]).toBeGreaterThan(0.42);
  expect(scan.interval[1]).toBeLessThan(0.46);
  expect(Math.abs(scan.onset!.at - AFTER.from)).toBeLessThanOrEqual(10 * 60_000);
  // The largest of what did not change comes first.
  expect(others.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['gc', 'unchanged'],
    ['write', 'unchanged'],
    ['read', 'unchanged'],
  ]);
  expect(others.every(({ within }) => within! > 0 && within! < 0.03)).toBe(true);
});

it('says what the comparison says a second that profiles cover, whatever it divides by', () => {
  for (const norm of [undefined, 'share', 'none'] as const) {
    const { unit, whole } = known(verdicts(windows({}), { covered: 1800, norm }));
    expect(unit).toBe('cores');
    expect(whole.before).toBeCloseTo(2, 1);
  }
});

it('follows a function that the new version numbers anew through all windows', () => {
  const renamed = windows({ scan: 3.3 }).map((stacks, at) =>
    stacks.map(({ frames, value }) => ({
      frames: frames.map((name) => (name === 'scan' ? `load.func${at < 42 ? 1 : 2}` : name)),
      value,
    }))
  );
  const { rows } = known(verdicts(renamed));
  expect(rows[0]).toMatchObject({ name: 'load.func2', caller: 'load', verdict: 'clear', isShown: true });
  expect(rows[0].mix).toBeCloseTo(0.46, 1);
  expect(rows.map(({ name }) => name)).not.toContain('load.func1');
});

it('calls nothing clear where one time does not follow the other', () => {
  const apart = planSides({ from: BEFORE.from - HOUR, to: BEFORE.to - HOUR }, AFTER, 15_000, false)!;
  const found = verdicts(windows({ scan: 3 }), { plan: apart });
  expect(known(found)).toMatchObject({ unclear: 'apart' });
  expect(words(found)[0]).toEqual(['scan', 'load', 'likely']);
});

it('calls nothing clear where the time before has few profiles', () => {
  const found = verdicts(windows({ scan: 3 }), { missing: Array.from({ length: 20 }, (_, at) => at) });
  expect(known(found)).toMatchObject({ unclear: 'little-history' });
  expect(words(found)[0]).toEqual(['scan', 'load', 'likely']);
});

it('gives no verdict from too few windows: three a side, five where samples cannot be counted', () => {
  const stacks = windows({ scan: 3 });
  expect(verdicts(stacks, { missing: [36, 37, 38, 39] })).toEqual({ kind: 'too-few', before: 2, after: 6, needed: 3 });
  expect(verdicts(stacks, { missing: [36, 37, 38] }).kind).toBe('known');
  expect(verdicts(stacks, { typeId: ALLOCATED, missing: [46, 47] })).toEqual({
    kind: 'too-few',
    before: 6,
    after: 4,
    needed: 5,
  });
});

it('tells bytes a second by lot, since their samples cannot be counted', () => {
  const found = known(verdicts(windows({ scan: 3 }), { typeId: ALLOCATED, missing: [38] }));
  expect(found.unit).toBe('binBps');
  expect(found.rows[0]).toMatchObject({ name: 'scan', verdict: 'clear' });
  // Of 0.2 x 60,000 x 10 MB in ten minutes two times as much is added.
  expect(found.rows[0].mix / ((2 * 0.2 * SAMPLES * PERIOD) / 600)).toBeCloseTo(1, 1);
});

it('lists a few of what cannot be told or did not change, and counts the others', () => {
  const random = seeded(5);
  const stacks = Array.from({ length: 48 }, () =>
    Array.from({ length: 20 }, (_, f) => ({ frames: [`f${f}`], value: PERIOD * poisson(f < 10 ? 5000 : 8, random) }))
  );
  const { rows, more } = known(verdicts(stacks));
  const count = (wanted: string) => rows.filter(({ verdict }) => verdict === wanted).length;
  expect(count('unchanged')).toBe(3);
  expect(more.unchanged + count('unchanged') + more.unknown + count('unknown')).toBe(10);
});

it('counts what was not loaded as a part of the whole, and as no function', () => {
  const stacks = windows({});
  const found = known(
    verdictsOf({
      ...inputOf(stacks),
      tables: stacks.map((one) => {
        const table = windowTable(profileFromStacks(one));
        const cut = table.self[table.names.indexOf('gc')];
        return { ...table, self: table.self.map((v, i) => (table.names[i] === 'gc' ? 0 : v)), cut };
      }),
    })
  );
  expect(found.cut).toBeCloseTo(0.4, 2);
  expect(found.whole.before).toBeCloseTo(1, 2);
  expect(found.rows.map(({ name }) => name).sort()).toEqual(['read', 'scan', 'write']);
});

it('cannot tell what what was not loaded may hide, and widens the intervals of what it can', () => {
  // Of every window a tenth is not loaded, taken from gc: 0.1 cores. scan gains 0.4, read 0.1, write and gc none.
  const stacks = windows({ scan: 3, read: 2 });
  const cutBy = (part: number) => ({
    ...inputOf(stacks),
    tables: stacks.map((one) => {
      const table = windowTable(profileFromStacks(one));
      const cut = Math.round(part * table.whole);
      return { ...table, self: table.self.map((v, i) => (table.names[i] === 'gc' ? v - cut : v)), cut };
    }),
  });
  const byName = (part: number) =>
    new Map(known(verdictsOf(cutBy(part))).functions.map((row) => [row.name, row] as const));
  const [all, some] = [byName(0), byName(0.1)];
  expect(['scan', 'read', 'write'].map((name) => all.get(name)!.verdict)).toEqual(['clear', 'clear', 'unchanged']);
  expect(['scan', 'read', 'write'].map((name) => some.get(name)!.verdict)).toEqual(['clear', 'unknown', 'unknown']);
  expect([some.get('scan')!.open, some.get('read')!.open]).toEqual([false, true]);
  expect(some.get('read')!.onset).toBeUndefined();
  const width = (row: VerdictRow) => row.interval[1] - row.interval[0];
  expect(width(some.get('scan')!) - width(all.get('scan')!)).toBeCloseTo(0.1 + 0.15, 1);
});

describe('of snapshots', () => {
  const INUSE = 'memory:inuse_space:bytes:space:bytes';

  it('tells by lot over windows what holds more by itself, as large as the comparison says', () => {
    const found = known(verdicts(windows({ scan: 3 }), { typeId: INUSE }));
    expect([found.isSnapshot, found.unit]).toEqual([true, 'bytes']);
    expect(found.rows[0]).toMatchObject({ name: 'scan', verdict: 'clear' });
    // Six windows of 60,000 x 10 MB together: 0.2 before, two times as much on top.
    expect(found.rows[0].mix / (6 * 2 * 0.2 * SAMPLES * PERIOD)).toBeCloseTo(1, 1);
    expect(known(verdicts(windows({}), { typeId: INUSE })).rows.filter(({ verdict }) => verdict === 'clear')).toEqual(
      []
    );
  });

  it('cannot tell from fewer than five windows a side, and says so', () => {
    expect(verdicts(windows({ scan: 3 }), { typeId: INUSE, missing: [46, 47] })).toEqual({
      kind: 'too-few',
      before: 6,
      after: 4,
      needed: 5,
    });
  });

  it('counts no goroutines as samples: those that wait are in one snapshot after the other', () => {
    const stacks = windows({ scan: 3 });
    const { compared, ...input } = inputOf(stacks);
    const typeId = 'goroutine:goroutine:count:goroutine:count';
    const sides = { ...compared.profile.sides!, samples: { before: 1e6, after: 1e6 } };
    const found = verdictsOf({
      ...input,
      typeId,
      unit: 'short',
      compared: { ...compared, profile: { ...compared.profile, sides } },
      tables: input.tables.map((table, at) => (at >= 46 ? EMPTY : table)),
    });
    expect(found).toMatchObject({ kind: 'too-few', needed: 5 });
  });
});

describe('by instance', () => {
  /** Six instances a side, each a sixth of what the side has; some have `times` as much of scan afterwards. */
  const instances = (times: readonly number[], paired = true) => {
    const random = seeded(9);
    const table = (scan: number) =>
      windowTable(
        profileFromStacks(
          Object.entries(CORES).map(([name, cores]) => ({
            frames: PATHS[name as keyof typeof CORES],
            value: PERIOD * poisson(SAMPLES * cores * (name === 'scan' ? scan : 1), random),
          }))
        )
      );
    return { before: times.map(() => table(1)), after: times.map(table), paired };
  };
  const judged = (all: number, times: readonly number[], paired?: boolean) =>
    known(verdictsOf({ ...inputOf(windows({ scan: all })), instances: instances(times, paired) }));

  it('is clear what all of them show, and as large as the windows say', () => {
    const found = judged(2, [2, 2, 2, 2, 2, 2]);
    expect(found.instances).toEqual({ before: 6, after: 6, paired: true });
    expect(found.rows[0]).toMatchObject({ name: 'scan', verdict: 'clear', mix: expect.closeTo(0.2, 1) });
  });

  it('is not clear what one alone shows, whatever the windows say of all', () => {
    const one = [7, 1, 1, 1, 1, 1];
    const found = judged(2, one);
    expect(found.rows.filter(({ verdict }) => verdict === 'clear')).toEqual([]);
    expect(known(verdicts(windows({ scan: 2 }))).rows[0]).toMatchObject({ name: 'scan', verdict: 'clear' });
  });

  it('is told of other instances than before as well, as after a rollout', () => {
    expect(judged(2, [2, 2, 2, 2, 2, 2], false).rows[0]).toMatchObject({ name: 'scan', verdict: 'clear' });
  });

  it.each([
    [true, { before: 5, after: 5, paired: true }],
    [false, { before: 6, after: 5, paired: false }],
  ])('leaves out one that sent no profile on a side; paired: %s', (paired, counted) => {
    const six = instances([2, 2, 2, 2, 2, 2], paired);
    const without = { ...six, after: [...six.after.slice(1), EMPTY] };
    // Allocated bytes are no samples: a share of nothing would be one of 0, and the odd one.
    const input = inputOf(windows({ scan: 2 }), { typeId: ALLOCATED });
    const found = known(verdictsOf({ ...input, instances: without }));
    expect(found.instances).toEqual(counted);
    const five = { before: paired ? six.before.slice(0, 5) : six.before, after: six.after.slice(1), paired };
    expect(found.rows).toEqual(known(verdictsOf({ ...input, instances: five })).rows);
  });

  it('judges by windows where fewer than five are left on a side', () => {
    const six = instances([1, 1, 1, 1, 1, 1]);
    const input = inputOf(windows({ scan: 2 }));
    const four = { ...six, before: [...six.before.slice(2), EMPTY, EMPTY] };
    const found = known(verdictsOf({ ...input, instances: four }));
    expect(found).toEqual(known(verdictsOf(input)));
    expect(found.rows[0]).toMatchObject({ name: 'scan', verdict: 'clear' });
  });
});

it('tells the minute at which it began from shorter windows around it', () => {
  // Out since minute 24 of the later hour: of ten minutes that is one where it is neither slow nor fast.
  const out = AFTER.from + 24 * 60_000;
  const slowed = (minutes: number, after: number, random: () => number) =>
    Object.entries(CORES).map(([name, cores]) => ({
      frames: PATHS[name as keyof typeof CORES],
      value: PERIOD * poisson((SAMPLES / 10) * cores * (name === 'scan' ? minutes + 2 * after : minutes), random),
    }));
  const random = seeded(2);
  const all = [...PLAN.history, ...PLAN.before, ...PLAN.after];
  const stacks = all.map(({ from, to }) => slowed(10, Math.min(10, Math.max(0, (to + 1 - out) / 60_000)), random));
  expect(stacks).toHaveLength(48);
  const found = known(verdicts(stacks));
  const [{ onset }] = found.rows;
  expect(onset!.at).not.toBe(out);
  const windows = planCloser(onset!, 600_000, 15_000, AFTER.to);
  const tables = windows.map(({ from }) => windowTable(profileFromStacks(slowed(1, from >= out ? 1 : 0, random))));
  const [scan, ...others] = withCloserOnsets(found, windows, tables, undefined).rows;
  expect(scan).toMatchObject({ name: 'scan', verdict: 'clear', onset: { at: out, from: out, to: out } });
  expect(others.every((row) => row.onset === undefined)).toBe(true);
  // Windows without profiles say nothing: the moment stays as it was.
  expect(
    withCloserOnsets(
      found,
      windows,
      windows.map(() => EMPTY),
      undefined
    ).rows[0].onset
  ).toEqual(onset);
});
