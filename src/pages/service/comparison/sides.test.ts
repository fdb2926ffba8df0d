import { profileFromStacks } from '../../../profile/stacks';
import { relativeText } from '../../../flamegraph/comparison/changeTexts';
import { compareSides } from './sides';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const HEAP = 'memory:inuse_space:bytes:space:bytes';

const side = (value: number, covered: number | undefined, instances = 1) => ({
  graph: { profile: profileFromStacks([{ frames: ['main', 'work'], value }]) },
  series:
    covered === undefined
      ? undefined
      : { average: value / covered, total: value, covered, instanceSeconds: instances * covered },
  counted: undefined,
});
const whole = ({ changes }: ReturnType<typeof compareSides>) => changes.whole;

it('compares CPU per second that profiles cover: half of the profiles missing is no half of the load', () => {
  const sides = { before: side(60e9, 60), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger', differ: 'time' });
  expect(compared).toMatchObject({ norm: 'second', unit: 'cores' });
  expect(whole(compared)).toEqual({ before: 1, after: 1, kind: 'same' });
});

it('compares time off CPU as such: it is no cores', () => {
  const sides = { before: side(60e9, 60), after: side(30e9, 30) };
  const compared = compareSides('off_cpu:off_cpu:nanoseconds::', 'ns', sides, { width: 'larger', differ: 'time' });
  expect(compared).toMatchObject({ norm: 'second', unit: 'ns/s' });
});

it('says what the summary says where an instance was missing for a while', () => {
  // 60 s of CPU in a minute that half of the instances do not cover: 1.5 cores on average.
  const after = { ...side(60e9, 60), series: { average: 1.5, total: 60, covered: 50, instanceSeconds: 90 } };
  const sides = { before: side(60e9, 60), after };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger', norm: 'second', differ: 'time' });
  expect(whole(compared)).toMatchObject({ before: 1, after: 1.5 });
});

it('compares shares where nobody knows the time covered, and by choice', () => {
  const sides = { before: side(60e9, undefined), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger', differ: 'time' });
  expect(compared).toMatchObject({ norm: 'share', unit: 'share' });
  expect(whole(compared)).toMatchObject({ before: 1, after: 1 });
});

it('compares totals by choice', () => {
  const sides = { before: side(60e9, 60), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'after', norm: 'none', differ: 'time' });
  expect(compared).toMatchObject({ norm: 'none', unit: 'ns' });
  expect(whole(compared)).toEqual({ before: 60e9, after: 30e9, kind: 'changed' });
  expect(compared.profile.total[0]).toBe(30e9);
});

it('compares snapshots as they are, never by seconds', () => {
  const sides = { before: side(1000, 60), after: side(3000, 60) };
  for (const norm of [undefined, 'second'] as const) {
    const compared = compareSides(HEAP, 'bytes', sides, { width: 'larger', norm, differ: 'time' });
    expect(compared).toMatchObject({ norm: 'none', unit: 'bytes' });
    expect(whole(compared)).toMatchObject({ before: 1000, after: 3000 });
  }
});

it('divides by the seconds of all instances where their number changed, else by those covered', () => {
  // A third instance came: two thirds of the change are its.
  const sides = { before: side(60e9, 60, 2), after: side(135e9, 60, 3) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger', differ: 'time' });
  expect(compared).toMatchObject({ norm: 'instance', unit: 'cores' });
  expect(whole(compared)).toMatchObject({ before: 0.5, after: 0.75 });
  expect(compared.norms).toEqual(['instance', 'second', 'share', 'none']);
  const same = { before: side(60e9, 60, 3), after: side(135e9, 60, 3) };
  expect(compareSides(CPU, 'ns', same, { width: 'larger', differ: 'time' }).norm).toBe('second');
  // One pod against the rest, a version against another: unlike sets.
  expect(compareSides(CPU, 'ns', same, { width: 'larger', differ: 'selector' }).norm).toBe('share');
});

it('never divides by instances where one side had too many to tell them apart', () => {
  const after = {
    ...side(65e9, 60),
    series: { average: 65e9 / 60, total: 65e9, covered: undefined, instanceSeconds: undefined },
  };
  const compared = compareSides(CPU, 'ns', { before: side(60e9, 60, 38), after }, { width: 'larger', differ: 'time' });
  expect(compared.norm).toBe('second');
  expect(compared.norms).not.toContain('instance');
});

it('divides snapshots by their number where that changed', () => {
  const round = (value: number, instances: number) => ({
    ...side(value, 60),
    graph: {
      ...side(value, 60).graph,
      snapshot: {
        kind: 'round' as const,
        choice: 'latest' as const,
        round: { from: 0, to: 1, value, instances, alive: instances },
        insteadOfPeak: false as const,
      },
    },
  });
  const compared = compareSides(
    HEAP,
    'bytes',
    { before: round(1000, 2), after: round(1800, 3) },
    { width: 'larger', differ: 'time' }
  );
  expect(compared).toMatchObject({ norm: 'profile', unit: 'bytes', norms: ['profile', 'share', 'none'] });
  expect(whole(compared)).toMatchObject({ before: 500, after: 600 });
});

describe('what is on one side only', () => {
  const parts = (stacks: Record<string, number>, counted?: number) => ({
    graph: {
      profile: profileFromStacks(Object.entries(stacks).map(([path, value]) => ({ frames: path.split(';'), value }))),
    },
    series: undefined,
    counted,
  });
  const kindOf = (name: string, ...sides: [ReturnType<typeof parts>, ReturnType<typeof parts>]) => {
    const compared = compareSides(
      CPU,
      'ns',
      { before: sides[0], after: sides[1] },
      { width: 'larger', norm: 'none', differ: 'time' }
    );
    const { names } = compared.profile.frames;
    return compared.changes.changeOf(names.indexOf(name), 'self');
  };
  // 1,000 samples of 10 ms; gzip has 30 of them, flush 15.
  const BEFORE = { main: 955e7, gzip: 30e7, flush: 15e7 };
  const AFTER = { main: 955e7, zstd: 30e7, sync: 15e7 };

  it('is new or gone from 20 samples on', () => {
    expect(kindOf('zstd', parts(BEFORE, 1000), parts(AFTER, 1000)).kind).toBe('new');
    expect(kindOf('gzip', parts(BEFORE, 1000), parts(AFTER, 1000)).kind).toBe('gone');
  });

  it('is no more than not seen where no profiler counts samples, whatever the values have in common', () => {
    const tick = { tick: 1e7 };
    const change = kindOf('zstd', parts({ ...BEFORE, ...tick }), parts({ ...AFTER, ...tick }));
    expect(change).toEqual({ before: 0, after: 30e7, kind: 'unseen-before', joined: undefined });
    expect(relativeText(change)).toBe('not seen before');
  });

  it('is not seen with fewer, and may have had 3 of the other side’s samples', () => {
    expect(kindOf('flush', parts(BEFORE, 1000), parts(AFTER, 1000))).toMatchObject({
      kind: 'unseen-after',
      atMost: 3 / 1000,
    });
  });

  it('is not seen where the other side has less than half of the samples', () => {
    expect(kindOf('zstd', parts(BEFORE, 499), parts(AFTER, 1000)).kind).toBe('unseen-before');
    expect(kindOf('zstd', parts(BEFORE, 700), parts(AFTER, 1000)).kind).toBe('new');
  });
});
