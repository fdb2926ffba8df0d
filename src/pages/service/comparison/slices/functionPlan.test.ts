import { planLabels } from './functionPlan';
import { label } from './testing/labelSeries';

const region = label('region', { eu: [0.9, 1.8], us: [2.1, 2.1] });
const zone = label('zone', { a: [1.5, 1.95], b: [1.5, 1.95] });
const version = label('version', { '2.30': [3, 1], '2.31': [0, 2.9] });
const pod = label('pod', { 'shop-1': [3, 0], 'shop-2': [0, 3.9] }, true);
const more = label('more', { x: [1.4, 1.9], y: [1.6, 2] });

it('offers labels as they tell of the total, asks about three that name no instances, and each side once that has profiles', () => {
  const { plans, first } = planLabels([more, pod, version, zone, region]);
  expect(plans.map((plan) => plan.label)).toEqual([
    expect.any(String),
    expect.any(String),
    expect.any(String),
    expect.any(String),
    'pod',
  ]);
  expect(plans[0].label).toBe('region');
  expect(first).toHaveLength(3);
  expect(first).not.toContain('pod');
  expect(plans.find((plan) => plan.label === 'version')).toMatchObject({
    values: [
      { value: '2.30', sides: ['before', 'after'] },
      { value: '2.31', sides: ['after'] },
    ],
    requests: 3,
    more: 0,
  });
});

it('asks about instances first only where there is nothing else', () => {
  expect(planLabels([pod]).first).toEqual(['pod']);
  expect(planLabels([])).toEqual({ plans: [], first: [] });
});

it('asks about the ten values that have most on both sides together', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`/${i}`, [i === 0 ? 0.1 : i, i === 0 ? 40 : i] as [number, number]])
  );
  const [plan] = planLabels([label('path', paths)]).plans;
  expect(plan.values.map(({ value }) => value)).toEqual(['/0', '/11', '/10', '/9', '/8', '/7', '/6', '/5', '/4', '/3']);
  expect([plan.requests, plan.more]).toEqual([20, 2]);
});
