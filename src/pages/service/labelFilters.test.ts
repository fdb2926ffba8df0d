import { type Matcher } from '../../query/selector';
import { filterAway, filterOn, filterTo, unfilter } from './labelFilters';
import { restOf } from './restOf';

const on = (op: Matcher['op'], value: string, name = 'region'): Matcher => ({ name, op, value });
const other = on('=', 'v1', 'version');

describe('filters by a value that is shown', () => {
  it('to it: nothing else is asked of that label', () => {
    expect(filterTo([on('!=', 'us'), other, on('=~', 'e.*')], 'region', 'eu')).toEqual([other, on('=', 'eu')]);
  });

  it('away from it: one condition for all values that are left out', () => {
    const once = filterAway([other], 'region', 'eu');
    expect(once).toEqual([other, on('!=', 'eu')]);
    expect(filterAway(once, 'region', 'us.1')).toEqual([other, on('!~', 'eu|us\\.1')]);
    expect(filterAway(once, 'region', 'eu')).toEqual(once);
  });

  it('away from a value that was asked for: it goes from the list', () => {
    expect(filterAway([on('=~', 'eu|us')], 'region', 'eu')).toEqual([on('=', 'us'), on('!=', 'eu')]);
    expect(filterAway([on('=', 'eu')], 'region', 'eu')).toEqual([on('!=', 'eu')]);
    expect(filterAway([on('=~', 'e.*')], 'region', 'eu')).toEqual([on('=~', 'e.*'), on('!=', 'eu')]);
  });

  it('are known again and taken back', () => {
    const filters = [on('!~', 'eu|us'), other];
    expect(filterOn(filters, 'region', 'us')).toBe('not');
    expect(filterOn(filters, 'region', 'ap')).toBeUndefined();
    expect(filterOn([on('=', 'eu')], 'region', 'eu')).toBe('only');
    expect(filterOn([on('=~', 'eu|us')], 'region', 'eu')).toBeUndefined();
    expect(filterOn([on('=', '')], 'region', '')).toBe('only');
    expect(unfilter(filters, 'region', 'us')).toEqual([on('!=', 'eu'), other]);
    expect(unfilter([on('=', 'eu'), other], 'region', 'eu')).toEqual([other]);
  });
});

it('finds what a filter leaves out and the others let through', () => {
  const filters: Matcher[] = [
    { name: 'region', op: '=', value: 'eu' },
    { name: 'pod', op: '=~', value: 'a|b' },
  ];
  expect(restOf(filters, 0)).toEqual([{ name: 'region', op: '!=', value: 'eu' }, filters[1]]);
  expect(restOf(filters, 1)).toEqual([filters[0], { name: 'pod', op: '!~', value: 'a|b' }]);
  expect(restOf(restOf(filters, 1), 1)).toEqual(filters);
});
