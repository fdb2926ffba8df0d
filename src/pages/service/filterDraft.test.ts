import { type Matcher } from '../../query/selector';
import { matcherOf, withOperator } from './filterDraft';
import { draftOf, wordsOfFilter } from './filterWords';

const matcher = (op: Matcher['op'], value: string): Matcher => ({ name: 'region', op, value });

describe('a filter that is edited', () => {
  it('has one value by its operator, several by the expression that matches just these', () => {
    expect(matcherOf({ name: 'region', op: '=', values: ['eu'] })).toEqual(matcher('=', 'eu'));
    expect(matcherOf({ name: 'region', op: '=', values: ['eu', 'us.1', 'eu'] })).toEqual(matcher('=~', 'eu|us\\.1'));
    expect(matcherOf({ name: 'region', op: '!=', values: ['eu', 'us.1'] })).toEqual(matcher('!~', 'eu|us\\.1'));
    expect(matcherOf({ name: 'region', op: '=', values: [''] })).toEqual(matcher('=', ''));
  });

  it('is not complete without a name or a value', () => {
    expect(matcherOf({ op: '=', values: ['eu'] })).toBeUndefined();
    expect(matcherOf({ name: 'region', op: '=', values: [] })).toBeUndefined();
  });

  it.each([
    matcher('=', 'a|b'),
    matcher('!=', ''),
    matcher('=~', 'eu|us\\.1'),
    matcher('!~', 'a|b'),
    matcher('=~', 'eu.*'),
  ])('comes back as it was: %j', (filter) => {
    expect(matcherOf(draftOf(filter))).toEqual(filter);
  });

  it('shows several values as a list, and an expression that says more as it is', () => {
    expect(draftOf(matcher('!~', 'eu|us\\.1'))).toEqual({ name: 'region', op: '!=', values: ['eu', 'us.1'] });
    expect(wordsOfFilter(matcher('=~', 'eu|us\\.1'))).toBe('region = eu, us.1');
    expect(wordsOfFilter(matcher('!~', 'eu|us'))).toBe('region != eu, us');
    expect(wordsOfFilter(matcher('=~', 'eu.*|us'))).toBe('region =~ eu.*|us');
    expect(wordsOfFilter(matcher('=', ''))).toBe('region = ""');
    expect(wordsOfFilter({ name: 'a\u202eb', op: '=', value: 'c' })).toBe('"a\\u202eb" = c');
  });

  it('keeps its meaning when the operator changes between list and expression', () => {
    const list = { name: 'region', op: '=' as const, values: ['eu', 'us.1'] };
    const expression = withOperator(list, '!~');
    expect(expression).toEqual({ name: 'region', op: '!~', values: ['eu|us\\.1'] });
    expect(withOperator(expression, '=')).toEqual(list);
    expect(withOperator({ ...list, values: ['us.1'] }, '=~').values).toEqual(['us\\.1']);
    expect(withOperator({ name: 'region', op: '=~', values: ['eu.*'] }, '=').values).toEqual([]);
    expect(withOperator(list, '!=')).toEqual({ ...list, op: '!=' });
  });
});
