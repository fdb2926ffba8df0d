import fc from 'fast-check';
import { RE2JS } from 're2js';

import { anyOf, literalValues, matchAny, valuesOf } from './anyOf';

const values = fc.array(
  fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'\\.+*?()|[]{}^$-#"\n a'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    ),
  }),
  {
    minLength: 1,
    maxLength: 5,
  }
);

describe('anyOf', () => {
  it('escapes what RE2 would read as more than text', () => {
    expect(anyOf(['eu', 'us-west'])).toBe('eu|us-west');
    expect(anyOf(['a.b|c', '(x)'])).toBe('a\\.b\\|c|\\(x\\)');
  });

  it('matches exactly its values as an anchored RE2 regex', () => {
    fc.assert(
      fc.property(values, fc.string(), (list, other) => {
        const regex = RE2JS.compile(anyOf(list));
        expect(list.every((value) => regex.matches(value))).toBe(true);
        expect(regex.matches(other)).toBe(list.includes(other));
      })
    );
  });

  it('gives its values back', () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(valuesOf(anyOf(list))).toEqual(list);
      })
    );
  });
});

describe('valuesOf', () => {
  it.each(['a.*', 'a+', '(a|b)', '[ab]', '^a', 'a$', '\\d', '\\Qa\\E', 'a\\', 'a{2}'])(
    'does not read %s as literals',
    (regex) => {
      expect(valuesOf(regex)).toBeUndefined();
    }
  );

  it('reads punctuation escaped by hand', () => {
    expect(valuesOf('us\\-west|a\\/b|')).toEqual(['us-west', 'a/b', '']);
  });
});

describe('matchAny and literalValues', () => {
  it('takes the plain operator for one value and a regex for several, and back', () => {
    expect(matchAny('pod', ['a.1'])).toEqual({ name: 'pod', op: '=', value: 'a.1' });
    expect(matchAny('pod', ['a.1'], true)).toEqual({ name: 'pod', op: '!=', value: 'a.1' });
    const several = matchAny('pod', ['a.1', 'b'], true);
    expect(several).toEqual({ name: 'pod', op: '!~', value: 'a\\.1|b' });
    expect(literalValues(several)).toEqual(['a.1', 'b']);
    expect(literalValues({ name: 'pod', op: '=', value: 'a|b' })).toEqual(['a|b']);
    expect(literalValues({ name: 'pod', op: '=~', value: 'a.*' })).toBeUndefined();
  });
});
