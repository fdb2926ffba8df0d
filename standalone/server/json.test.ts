import * as fc from 'fast-check';

import { parseJson } from './json';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('parseJson', () => {
  it('is JSON.parse for what people send', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      })
    );
    expect(parse(JSON.stringify('[{'.repeat(200) + '"\\,'.repeat(9)))).toHaveLength(427);
    expect(parse(`["\\\\",{"a":"${'['.repeat(101)}\\""}]`)).toEqual(['\\', { a: `${'['.repeat(101)}"` }]);
  });

  it.each(['[', '{"a":', '[{"a":'])('takes nothing deeper than 100: %s', (open) => {
    const levels = open.replace(/[^[{]/g, '').length;
    const close = [...open.replace(/[^[{]/g, '')]
      .reverse()
      .map((bracket) => (bracket === '[' ? ']' : '}'))
      .join('');
    const nested = (depth: number) => open.repeat(depth / levels) + '0' + close.repeat(depth / levels);
    expect(() => parse(nested(100))).not.toThrow();
    expect(() => parse(nested(102))).toThrow('JSON deeper than 100');
    expect(() => parse(nested(5000))).toThrow('JSON deeper than 100');
  });

  it('takes no more than a million elements', () => {
    expect(parse(`[${'0,'.repeat(999_998)}0]`)).toHaveLength(999_999);
    expect(() => parse(`[${'0,'.repeat(1_000_000)}0]`)).toThrow('JSON of more than 1000000 elements');
    expect(() => parse(`[${'{},'.repeat(1_000_000)}0]`)).toThrow('JSON of more than 1000000 elements');
  });
});
