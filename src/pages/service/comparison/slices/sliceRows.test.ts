import type { LabelSeries } from '../../../../profile/change/slices';
import { sliceRows } from './sliceRows';
import { label } from './testing/labelSeries';

const region = label('region', { eu: [0.9, 1.8], us: [2.1, 2.1] });
const zone = label('zone', { a: [1.5, 1.95], b: [1.5, 1.95] });
const NONE = { before: undefined, after: undefined };

it('has a row for the value that carries the rise, and names the labels over which it lies evenly', () => {
  const { whole, labels, even } = sliceRows({ labels: [zone, region] }, NONE);
  expect(whole.before).toBeCloseTo(3, 1);
  expect(whole.after).toBeCloseTo(3.9, 1);
  expect(labels).toHaveLength(1);
  expect(labels[0]).toMatchObject({
    label: 'region',
    mayBeChance: false,
    more: { slices: 0, onlyBefore: 0, onlyAfter: 0 },
  });
  expect(labels[0].slices.map(({ value }) => value)).toEqual(['eu']);
  expect(labels[0].slices[0].explains).toBeCloseTo(1, 1);
  expect(labels[0].slices[0].base).toBeCloseTo(0.3, 1);
  expect(even).toEqual(['zone']);
});

it('brings both sides to what they come to a second that profiles cover', () => {
  // Of the later time half has no profiles: its steps are 0, its average while there are profiles is the double.
  const gaps: LabelSeries = {
    ...region,
    values: region.values.map((one) => ({ ...one, after: one.after.map((rate, i) => (i < 30 ? rate : 0)) })),
  };
  const { whole, labels } = sliceRows({ labels: [gaps] }, { before: 3, after: 3.9 });
  expect(whole).toEqual({ before: expect.closeTo(3, 6), after: expect.closeTo(3.9, 6) });
  expect(labels[0].slices[0]).toMatchObject({
    value: 'eu',
    before: expect.closeTo(0.9, 1),
    after: expect.closeTo(1.8, 1),
  });
});

it('sets values of one side apart, the largest first, and counts those without a row', () => {
  const pods = label(
    'pod',
    { a: [1, 0], b: [2, 0], c: [0, 0.2], d: [0, 0.4], e: [0, 0.9], f: [0, 0.6], g: [0, 1.8] },
    true
  );
  const { labels } = sliceRows({ labels: [pods, region] }, NONE);
  expect(labels.map((one) => one.label)).toEqual(['region', 'pod']);
  expect(labels[1].slices).toEqual([]);
  expect(labels[1].onlyAfter.map(({ value }) => value)).toEqual(['g', 'e', 'f']);
  expect(labels[1].more).toEqual({ slices: 0, onlyBefore: 2, onlyAfter: 2 });
});

it('has nothing to say without labels', () => {
  expect(sliceRows({ labels: [] }, NONE)).toEqual({ whole: { before: 0, after: 0 }, labels: [], even: [] });
});
