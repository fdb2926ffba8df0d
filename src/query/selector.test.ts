import fc from 'fast-check';

import { buildSelector } from './buildSelector';
import { Matcher, parseSelector } from './selector';

const matcher = (name: string, op: Matcher['op'], value: string): Matcher => ({ name, op, value });

function matchersOf(text: string): Matcher[] {
  const parsed = parseSelector(text);
  if (!parsed.ok) {
    throw new Error(parsed.message);
  }
  return parsed.matchers;
}

function errorOf(text: string): { message: string; marked: string } {
  const parsed = parseSelector(text);
  if (parsed.ok) {
    throw new Error(`read as ${JSON.stringify(parsed.matchers)}`);
  }
  return { message: parsed.message, marked: text.slice(parsed.from, parsed.to) };
}

const operator = fc.constantFrom<Matcher['op']>('=', '!=', '=~', '!~');
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', "'", '`', '\\', '\n', '\r', '{', '}', ',', '#', '=', ' ', 'n', 'x', '\uFFFD'),
  })
);
const anyMatchers = fc.array(fc.record({ name: anyText, op: operator, value: anyText }), { maxLength: 6 });

describe('buildSelector', () => {
  it('joins conditions in their order', () => {
    expect(buildSelector([matcher('service_name', '=', 'shop'), matcher('region', '=~', 'eu|us')])).toBe(
      '{service_name="shop", region=~"eu|us"}'
    );
    expect(buildSelector([])).toBe('{}');
  });

  it('escapes backslash, quote and newline, and quotes names that are not plain identifiers', () => {
    expect(buildSelector([matcher('a', '!=', 'x\\y"z\n')])).toBe('{a!="x\\\\y\\"z\\n"}');
    expect(buildSelector([matcher('k8s.namespace.name', '=', 'x')])).toBe('{"k8s.namespace.name"="x"}');
    expect(buildSelector([matcher('9lives', '!~', 'x')])).toBe('{"9lives"!~"x"}');
  });

  it("escapes U+FFFD, which Prometheus's lexer would take for broken UTF-8", () => {
    expect(buildSelector([matcher('a', '=', 'x\uFFFD')])).toBe('{a="x\\ufffd"}');
  });

  it('gives the parts back when read, for any well-formed unicode', () => {
    fc.assert(
      fc.property(anyMatchers, (matchers) => {
        expect(matchersOf(buildSelector(matchers))).toEqual(matchers);
      }),
      { numRuns: 1000 }
    );
  });

  it('stays readable with lone surrogates, which become U+FFFD', () => {
    const broken = fc.string({ unit: fc.constantFrom('\uD800', '\uDC00', '\uDBFF', 'a', '"', '\\') });
    fc.assert(
      fc.property(broken, (value) => {
        const repaired = Buffer.from(value, 'utf8').toString('utf8');
        expect(matchersOf(buildSelector([matcher('a', '=', value)]))).toEqual([matcher('a', '=', repaired)]);
      })
    );
  });
});

describe('parseSelector', () => {
  it('reads operators, the three quotes, Go escapes, trailing commas and comments', () => {
    expect(matchersOf('{a="1",b!=\'2\' , c=~`3\\d`, d!~"4",}')).toEqual([
      matcher('a', '=', '1'),
      matcher('b', '!=', '2'),
      matcher('c', '=~', '3\\d'),
      matcher('d', '!~', '4'),
    ]);
    expect(matchersOf('{a="\\t\\u20ac\\U0001F600\\xe2\\x82\\xac\\101\\\\\\""}')).toEqual([
      matcher('a', '=', '\t€😀€A\\"'),
    ]);
    expect(matchersOf("{a='it\\'s \"x\"'}")).toEqual([matcher('a', '=', 'it\'s "x"')]);
    expect(matchersOf('# all\n{ # } one\na # name\n= "b # not a comment", # last\n} # end')).toEqual([
      matcher('a', '=', 'b # not a comment'),
    ]);
  });

  it('reads quoted names, the metric form and names that are keywords elsewhere', () => {
    expect(matchersOf('{"service.name"="x"}')).toEqual([matcher('service.name', '=', 'x')]);
    expect(matchersOf('process_cpu:cpu{a="b"}')).toEqual([
      matcher('__name__', '=', 'process_cpu:cpu'),
      matcher('a', '=', 'b'),
    ]);
    expect(matchersOf('{"foo"}')).toEqual([matcher('__name__', '=', 'foo')]);
    expect(matchersOf('foo')).toEqual([matcher('__name__', '=', 'foo')]);
    expect(matchersOf('{on="1", inf="2", sum="3", offset="4"}').map((m) => m.name)).toEqual([
      'on',
      'inf',
      'sum',
      'offset',
    ]);
    expect(matchersOf('{}')).toEqual([]);
    expect(matchersOf('{a="1",a!="2"}')).toHaveLength(2);
  });

  // The first three are a server's own answers; the others follow Prometheus's lexer and grammar.
  it.each([
    ['', 'unknown position: parse error: unexpected end of input', ''],
    ['{service.name="x"}', "1:9: parse error: unexpected character inside braces: '.'", '.'],
    ['{service_name="gra', '1:15: parse error: unterminated quoted string', '"gra'],
    ['{x=', '1:4: parse error: unexpected end of input inside braces', ''],
    ['{a=`b}', '1:4: parse error: unterminated raw string', '`b}'],
    ['{a="b"', '1:7: parse error: unexpected end of input inside braces', ''],
    ['{', '1:2: parse error: unexpected end of input inside braces', ''],
    ['{a="x\ny"}', '1:4: parse error: unterminated quoted string', '"x'],
    ['{a=b}', '1:4: parse error: unexpected identifier "b" in label matching, expected string', 'b'],
    [
      '{a "b"}',
      '1:4: parse error: unexpected string "\\"b\\"" in label matching, expected label matching operator',
      '"b"',
    ],
    ['{a="b" c="d"}', '1:8: parse error: unexpected identifier "c" in label matching, expected "," or "}"', 'c'],
    ['{a="b",,}', '1:8: parse error: unexpected "," in label matching, expected identifier or "}"', ','],
    ['{a=="b"}', '1:4: parse error: unexpected "=" in label matching, expected string', '='],
    ['{{}', "1:2: parse error: unexpected left brace '{'", '{'],
    ['{ü="b"}', "1:2: parse error: unexpected character inside braces: 'ü'", 'ü'],
    ['{a="ü",\n b="é", c-d="x"}', "2:11: parse error: unexpected character inside braces: '-'", '-'],
    ['{a="\\q"}', "1:4: parse error: unknown escape sequence U+0071 'q'", '\\q'],
    ['{a="\\ud800"}', '1:4: parse error: escape sequence is an invalid Unicode code point', '\\ud800'],
    ['{a="\\xff"}', '1:4: parse error: escape sequence is not valid UTF-8', '\\xff'],
    ['{a="\\xz1"}', "1:4: parse error: illegal character U+007A 'z' in escape sequence", '\\xz'],
    ['{a="b"} or {c="d"}', '1:9: parse error: unexpected identifier "or"', 'or'],
    ['{a="b"}}', '1:8: parse error: unexpected "}"', '}'],
    ['{a="b"}[5m]', "1:8: parse error: unexpected character: '['", '['],
    ['sum({a="b"})', '1:1: parse error: unexpected identifier "sum"', 'sum'],
    ['5', "1:1: parse error: unexpected character: '5'", '5'],
  ])('says what is wrong and where: %j', (text, message, marked) => {
    expect(errorOf(text)).toEqual({ message, marked });
  });

  it('never throws, whatever the text', () => {
    const fragments = fc.constantFrom(
      '{',
      '}',
      'a',
      '=',
      '"',
      "'",
      '`',
      '\\',
      ',',
      '!',
      '~',
      '#',
      '\n',
      '\uD800',
      'x1',
      '(',
      '5m'
    );
    fc.assert(
      fc.property(fc.string({ unit: fragments, maxLength: 20 }), (text) => {
        const parsed = parseSelector(text);
        if (!parsed.ok) {
          expect(parsed.from).toBeGreaterThanOrEqual(0);
          expect(parsed.to).toBeLessThanOrEqual(text.length);
          expect(parsed.to).toBeGreaterThanOrEqual(parsed.from);
        }
      }),
      { numRuns: 1000 }
    );
  });
});
