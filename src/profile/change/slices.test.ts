import { slicedLabels, type LabelSeries } from './slices';
import { seeded } from './random';
import { normal } from './testing/runs';

const random = seeded(4);
const steps = (rate: number, noise = 0.1) =>
  Array.from({ length: 60 }, () => Math.max(0, rate * (1 + noise * normal(random))));

function series(
  label: string,
  values: Record<string, [before: number, after: number]>,
  instance = false,
  noise = 0.1
): LabelSeries {
  const sides = Object.entries(values).map(([value, [before, after]]) => ({
    value,
    before: steps(before, noise),
    after: steps(after, noise),
  }));
  return { label, instance, values: sides };
}

const version = series('version', { '2.30': [3, 3], '2.31': [0.5, 1.4] });
const region = series('region', { eu: [1.8, 2.3], us: [1.7, 2.1] });
const pods = series(
  'pod',
  Object.fromEntries([
    ...Array.from({ length: 8 }, (_, i) => [`a${i}`, [0.44, 0]]),
    ...Array.from({ length: 8 }, (_, i) => [`b${i}`, [0, 0.55]]),
  ]) as Record<string, [number, number]>,
  true
);

test('the label whose one value carries the rise comes first, pods last', () => {
  const [first, second, last] = slicedLabels([pods, region, version]);
  expect([first, second, last].map(({ label }) => label)).toEqual(['version', 'region', 'pod']);
  expect(first.mayBeChance).toBe(false);
  expect(first.concentration).toBeGreaterThan(0.7);
  expect(first.slices.map(({ value }) => value)).toEqual(['2.31']);
  expect(first.slices[0].explains).toBeCloseTo(1, 0);
  expect(first.slices[0].base).toBeCloseTo(0.14, 1);
  expect(second.concentration).toBeLessThan(0.2);
});

test('after a rollout the pods of one side stand apart and explain nothing', () => {
  const [{ slices, onlyBefore, onlyAfter, concentration }] = slicedLabels([pods]);
  expect(slices).toEqual([]);
  expect(concentration).toBe(0);
  expect(onlyBefore.map(({ value }) => value)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']);
  expect(onlyAfter).toHaveLength(8);
});

test('a label of many values that is uneven by chance is said to be so, and comes after one that is not', () => {
  const noisy = () =>
    series(
      'path',
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`/${i}`, [0.04, 0.043]])) as Record<
        string,
        [number, number]
      >,
      false,
      2
    );
  const labels = Array.from({ length: 40 }, () => slicedLabels([noisy(), version]));
  expect(labels.every(([first]) => first.label === 'version')).toBe(true);
  // What is held against five placebos is above all of them in one of six cases, if nothing but chance is at work.
  expect(labels.filter(([, path]) => path.mayBeChance).length).toBeGreaterThanOrEqual(0.7 * 40);
});

test('with too few steps to know, it may be chance; nothing at all is no error', () => {
  const short = version.values.map((one) => ({ ...one, before: one.before.slice(0, 5) }));
  expect(slicedLabels([{ ...version, values: short }])[0].mayBeChance).toBe(true);
  expect(slicedLabels([{ label: 'zone', instance: false, values: [] }])[0]).toMatchObject({
    concentration: 0,
    slices: [],
  });
  const flat = series('zone', { a: [1, 1], b: [2, 2] }, false, 0);
  expect(slicedLabels([flat])[0]).toMatchObject({ concentration: 0, mayBeChance: true });
});
