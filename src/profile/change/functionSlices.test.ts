import fc from 'fast-check';
import type { FunctionShare } from '../functionByLabel';
import { slicedFunction, TELLING, type FunctionInLabel, type FunctionMeasure } from './functionSlices';
import { seeded } from './random';
import { normal } from './testing/runs';

const NOTHING: FunctionShare = { least: 0, most: 0, whole: 0 };
const NONE = { before: NOTHING, after: NOTHING };
/** A sample is worth 10 ms; a side covers 100 s. */
const MEASURE: FunctionMeasure = { factors: { before: 0.01, after: 0.01 }, samples: { before: 100, after: 100 } };

/** Seconds of the function, of so many of the value. */
const share = (least: number, whole: number, most = least): FunctionShare => ({ least, most, whole });

function inLabel(
  label: string,
  values: Record<string, [before: FunctionShare, after: FunctionShare]>,
  more: Partial<FunctionInLabel> = {}
): FunctionInLabel {
  const each = Object.entries(values).map(([value, [before, after]]) => ({ value, before, after }));
  return { label, instance: false, values: each, others: NONE, usual: 0.05, ...more };
}

const region = inLabel('region', { eu: [share(10, 100), share(31, 120)], us: [share(10, 100), share(10, 100)] });
const zone = inLabel('zone', { a: [share(10, 100), share(20, 110)], b: [share(10, 100), share(21, 110)] });

test('the value that carries the function’s rise is told, with what it had and what it has', () => {
  const [first, second] = slicedFunction([zone, region], MEASURE);
  expect(first.label).toBe('region');
  expect(first.slices).toHaveLength(1);
  const [eu] = first.slices;
  expect(eu).toMatchObject({ value: 'eu', explains: expect.closeTo(1, 9), base: 0.5, doubt: undefined });
  expect([eu.before, eu.after].map((rate) => rate.toFixed(2))).toEqual(['0.10', '0.31']);
  expect(eu.shares).toEqual({ before: 0.1, after: 31 / 120 });
  expect(first.concentration).toBeCloseTo(0.5, 9);
  expect(second).toMatchObject({ label: 'zone', slices: [] });
});

test('of what fell it is the value that fell', () => {
  const fallen = inLabel('region', { eu: [share(31, 120), share(10, 100)], us: [share(10, 100), share(10, 100)] });
  expect(slicedFunction([fallen], MEASURE)[0].slices).toMatchObject([
    { value: 'eu', explains: expect.closeTo(1, 9), doubt: undefined },
  ]);
});

test('values of one side only stand apart and explain nothing; instances come last', () => {
  const version = inLabel('version', {
    '2.30': [share(20, 200), share(12, 120)],
    '2.31': [NOTHING, share(29, 100)],
    '2.29': [share(1, 10), NOTHING],
  });
  const pod = { ...region, label: 'pod', instance: true };
  const [first, last] = slicedFunction([pod, version], MEASURE);
  expect([first.label, last.label]).toEqual(['version', 'pod']);
  expect(first).toMatchObject({ concentration: 0, slices: [] });
  expect(first.onlyAfter).toMatchObject([{ value: '2.31', before: 0, shares: { before: undefined, after: 0.29 } }]);
  expect(first.onlyBefore.map(({ value }) => value)).toEqual(['2.29']);
});

/** Of eu in `region`, the reason. */
const doubtOf = (label: FunctionInLabel, measure = MEASURE) => slicedFunction([label], measure)[0].slices[0].doubt;

test('nobody can tell where samples are too few, or cannot be counted', () => {
  // Two samples and five instead of a thousand and three.
  const few = { ...MEASURE, samples: { before: 0.1, after: 0.1 } };
  expect(doubtOf(region, few)).toBe('few');
  expect(doubtOf(region, { ...MEASURE, samples: { before: 1, after: 1 } })).toBe('few');
  expect(doubtOf(region, { ...MEASURE, samples: undefined })).toBe('uncounted');
});

test('nor where the total moves as much between the values by itself, or too little of it is known', () => {
  // A third of the function went over to eu: 10 of 20 would have become 20.5 of 41.
  expect(doubtOf({ ...region, usual: 0.5 })).toBeUndefined();
  expect(doubtOf({ ...region, usual: 0.6 })).toBe('moving');
  expect(doubtOf({ ...region, usual: undefined })).toBe('moving');
});

test('nor of a function that nobody had before', () => {
  const fresh = inLabel('region', { eu: [share(0, 100), share(21, 120)], us: [share(0, 100), share(0, 100)] });
  expect(doubtOf(fresh)).toBe('new');
});

test('what was not loaded is held against a slice', () => {
  const eu = share(31, 120);
  const cut = (most: number) =>
    inLabel('region', { eu: [share(10, 100, most), eu], us: [share(10, 100), share(10, 100)] });
  expect(doubtOf(cut(11))).toBeUndefined();
  // 30 of 40 before are no less than 31 of 41.
  expect(doubtOf(cut(30))).toBe('open');
});

test('what the values that were not asked about have is part of the whole, and no slice', () => {
  const others = { before: share(10, 100), after: share(31, 120) };
  const [{ slices }] = slicedFunction(
    [inLabel('region', { us: [share(10, 100), share(10, 100)] }, { others })],
    MEASURE
  );
  expect(slices).toEqual([]);
  const [{ slices: withEu }] = slicedFunction(
    [{ ...region, others: { before: share(20, 200), after: share(20, 200) } }],
    MEASURE
  );
  expect(withEu).toMatchObject([{ value: 'eu', explains: expect.closeTo(1, 9), base: 0.25 }]);
});

const samples = fc.integer({ min: 0, max: 60 });
const values = fc.array(fc.record({ before: samples, after: samples }), { minLength: 2, maxLength: 6 });
const COUNTS: FunctionMeasure = { factors: { before: 1, after: 1 }, samples: { before: 1, after: 1 } };
const counted = (each: ReadonlyArray<{ before: number; after: number }>) =>
  inLabel(
    'region',
    Object.fromEntries(each.map(({ before, after }, i) => [`v${i}`, [share(before, 100), share(after, 100)]]))
  );

/** Fisher's exact test, by adding up all tables: the chance that a value's part of the samples differs as much. */
function exactChance(own: { before: number; after: number }, all: { before: number; after: number }): number {
  const logs = [0];
  const logOf = (n: number): number => {
    for (let i = logs.length; i <= n; i++) {
      logs.push(logs[i - 1] + Math.log(i));
    }
    return logs[n];
  };
  const choose = (n: number, k: number) => (k < 0 || k > n ? -Infinity : logOf(n) - logOf(k) - logOf(n - k));
  const chanceOf = (after: number) =>
    Math.exp(
      choose(all.after, after) +
        choose(all.before, own.before + own.after - after) -
        choose(all.before + all.after, own.before + own.after)
    );
  const seen = chanceOf(own.after);
  let sum = 0;
  for (let after = 0; after <= own.before + own.after; after++) {
    const chance = chanceOf(after);
    sum += chance <= seen * (1 + 1e-9) ? chance : 0;
  }
  return sum;
}

test('slices are what their definition says, and what is told is no chance by an exact test either', () => {
  fc.assert(
    fc.property(values, (each) => {
      const [{ slices }] = slicedFunction([counted(each)], COUNTS);
      const sum = (side: 'before' | 'after') => each.reduce((total, value) => total + value[side], 0);
      const all = { before: sum('before'), after: sum('after') };
      const change = all.after - all.before;
      const expected = each
        .map(({ before, after }, i) => ({
          value: `v${i}`,
          explains: change === 0 ? 0 : (after - before) / change,
          base: all.before === 0 ? 0 : before / all.before,
        }))
        .filter(({ explains, base }) => explains - base >= TELLING);
      expect(slices.map(({ value }) => value).sort()).toEqual(expected.map(({ value }) => value));
      for (const { value, explains, base, doubt } of slices) {
        expect({ value, explains, base }).toEqual(expected.find((one) => one.value === value));
        if (doubt === undefined) {
          expect(exactChance(each[Number(value.slice(1))], all)).toBeLessThan(0.1);
        }
      }
    }),
    { numRuns: 300 }
  );
});

test('a function that is spread as before is called a slice in less than 5 % of 400 services; one that doubled is found', () => {
  const random = seeded(12);
  /** So many samples on average, that scatter 1.2 times as much as independent ones. */
  const scattered = (mean: number) => Math.max(0, Math.round(mean + Math.sqrt(1.2 * mean) * normal(random)));
  const service = (times: number) =>
    counted(
      [400, 300, 200, 100, 60].map((mean, i) => ({
        before: scattered(mean),
        after: scattered(1.4 * mean * (i === 2 ? times : 1)),
      }))
    );
  const tells = (label: FunctionInLabel) =>
    slicedFunction([label], COUNTS)[0].slices.filter(({ doubt }) => doubt === undefined);
  const runs = Array.from({ length: 400 });
  expect(runs.filter(() => tells(service(1)).length > 0).length).toBeLessThan(0.05 * runs.length);
  const found = runs.filter(
    () =>
      tells(service(2))
        .map(({ value }) => value)
        .join() === 'v2'
  ).length;
  expect(found).toBeGreaterThan(0.9 * runs.length);
});
