import { folded } from './testing/drawn';
import {
  literalMatcher,
  matchedValue,
  matchNodesInSteps,
  matchSymbols,
  matchSymbolsSliced,
  regexFinder,
  regexMatcher,
  SearchPatternError,
} from './search';
import { drained } from './steps';

const profile = folded(`
  main;json.Marshal;reflect.Value 6
  main;json.Unmarshal 3
  main;(*T).write,all 1
  gc 2
`);
const matching = (set: Uint8Array) => profile.frames.names.filter((_, s) => set[s] === 1);

describe('literal search', () => {
  it.each([
    ['MARSHAL', ['json.Marshal', 'json.Unmarshal']],
    ['json.m', ['json.Marshal']],
    ['json?m', []],
    ['(*t).', ['(*T).write,all']],
    ['write,all', ['(*T).write,all']],
    ['main|gc', []],
    ['.*', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(matching(matchSymbols(profile, literalMatcher(text)))).toEqual(expected);
  });

  it('finds a name as it is read, whatever is looked for', () => {
    const read = folded(`
      _ZNSt6vectorIiSaIiEE9push_backERKi 1
      ./dist/cart.js::42 2
      gopkg.in/yaml%2ev3.(*parser).parse 3
      com.example.Cart$$Lambda/0x00007f8a1c0b5430.apply 4
      [unknown] 5
    `);
    const found = (text: string) =>
      read.frames.names.filter((_, s) => matchSymbols(read, literalMatcher(text))[s] === 1);
    expect(found('std')).toEqual(['_ZNSt6vectorIiSaIiEE9push_backERKi']);
    expect(found('std::vec')).toEqual(['_ZNSt6vectorIiSaIiEE9push_backERKi']);
    expect(found('anonymous')).toEqual(['./dist/cart.js::42']);
    expect(found('yaml.v3')).toEqual(['gopkg.in/yaml%2ev3.(*parser).parse']);
    expect(found('lambda.apply')).toEqual(['com.example.Cart$$Lambda/0x00007f8a1c0b5430.apply']);
    expect(found('(unknown)')).toEqual(['[unknown]']);
    expect(found('parse')).toEqual(['gopkg.in/yaml%2ev3.(*parser).parse']);
  });

  it('takes every character literally', () => {
    for (let code = 32; code < 127; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      expect([text, literalMatcher(text).matches(`x${text}y`)]).toEqual([text, true]);
      expect([text, literalMatcher(text).matches('ab')]).toEqual([text, false]);
      expect([text, literalMatcher(text).matches('axxb')]).toEqual([text, false]);
    }
  });
});

describe('regular expressions', () => {
  it('are case-insensitive and unanchored', async () => {
    expect(matching(matchSymbols(profile, await regexMatcher('JSON\\.(un)?m')))).toEqual([
      'json.Marshal',
      'json.Unmarshal',
    ]);
    expect(matching(matchSymbols(profile, await regexMatcher('^gc$|^reflect')))).toEqual(['reflect.Value', 'gc']);
    expect(matching(matchSymbols(profile, await regexMatcher('')))).toEqual([]);
  });

  it.each([
    ['foo(', 'Missing closing ): `foo(`'],
    ['[z-a]', 'Invalid character class range: `z-a`'],
    ['(?=a)b', 'Invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'Invalid escape sequence: `\\1`'],
    ['a'.repeat(1001), 'The pattern is longer than 1000 characters.'],
    ['(a{1000})(a{1000})(a{1000})', 'The pattern is too large: its repetitions multiply.'],
  ])('%.20s is refused with its reason', async (pattern, message) => {
    await expect(regexMatcher(pattern)).rejects.toThrow(new SearchPatternError(message));
  });

  it.each(['(x+x+)+y', '(a|a)*b', '(a?){50}a{50}b', '(.*)(.*)(.*)(.*)(.*)[^a]', '(([a-z])+.)+[A-Z]([a-z])+$'])(
    '%s takes no time on a name that makes backtracking explode',
    async (pattern) => {
      const matcher = await regexMatcher(pattern);
      const began = performance.now();
      matcher.matches('a'.repeat(5000));
      matcher.matches('x'.repeat(5000));
      expect(performance.now() - began).toBeLessThan(2000);
    }
  );
});

describe('where a pattern matches', () => {
  it.each([
    ['m.r', 'json.Marshal', 'Mar'],
    ['^json', 'json.Marshal', 'json'],
    ['(?i)É+', 'caféé.x', 'éé'],
    ['z*', 'json.Marshal', undefined],
    ['nothing', 'json.Marshal', undefined],
    ['', 'json.Marshal', undefined],
  ])('%s in %s: %s', async (pattern, name, expected) => {
    const found = (await regexFinder(pattern))(name);
    expect(found && name.slice(found.from, found.to)).toBe(expected);
  });
});

describe('sliced search', () => {
  it('finds the same', async () => {
    const matcher = await regexMatcher('a');
    expect(await matchSymbolsSliced(profile, matcher, { sliceMs: 0 })).toEqual(matchSymbols(profile, matcher));
  });

  it('lets other tasks run, and stops when aborted', async () => {
    const abort = new AbortController();
    const asked: string[] = [];
    const matches = (name: string) => {
      asked.push(name);
      return true;
    };
    const searching = matchSymbolsSliced(profile, { matches }, { signal: abort.signal, sliceMs: 0 });
    setTimeout(() => abort.abort(new Error('typed on')));
    await expect(searching).rejects.toThrow('typed on');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThan(profile.frames.names.length);
  });

  it('does not begin when aborted before', async () => {
    const matches = jest.fn(() => true);
    await expect(matchSymbolsSliced(profile, { matches }, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(matches).not.toHaveBeenCalled();
  });
});

describe('matches', () => {
  const set = matchSymbols(profile, literalMatcher('a'));

  it('counts nested matches once, the root never', () => {
    // All below main (10 of 12); reflect.Value is inside json.Marshal, total is the root.
    expect(matchedValue(profile, set)).toBe(10);
    expect(matchedValue(profile, matchSymbols(profile, literalMatcher('total')))).toBe(0);
  });

  it('finds the nodes in pre-order', () => {
    // 0 total, 1 gc, 2 main, 3 (*T).write,all, 4 json.Marshal, 5 reflect.Value, 6 json.Unmarshal
    const nodes = drained(matchNodesInSteps(profile, set));
    expect(Array.from(nodes)).toEqual([2, 3, 4, 5, 6]);
  });
});
