import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { profileFromPprof } from '../pprof/profile';
import { literalMatcher, matchedValue, matchSymbols } from '../search';
import { symbolTable } from '../table';
import { nameAt } from './nameAt';

function readCase(name: string) {
  const bytes = gunzipSync(readFileSync(join(__dirname, '../pprof/testdata/fieldcases', `${name}.pb.gz`)));
  return profileFromPprof(bytes, 'cpu');
}

/** Label, package and self in milliseconds of all functions with self. */
function labels(name: string) {
  const profile = readCase(name);
  const { self } = symbolTable(profile);
  return profile.frames.names
    .map((_, s) => ({ ...nameAt(profile.frames, s), self: self[s] / 1e6 }))
    .filter((each) => each.self > 0)
    .map((each) => `${each.label} | ${each.package} | ${each.self}`)
    .sort();
}

/** The share of what a search finds, in milliseconds. */
const found = (name: string, text: string) => {
  const profile = readCase(name);
  return matchedValue(profile, matchSymbols(profile, literalMatcher(text))) / 1e6;
};

describe('the field cases', () => {
  it('java-hidden-classes: class and method, one package', () => {
    expect(labels('java-hidden-classes')).toEqual([
      'Cart$$Lambda.apply | com.example.shop | 100',
      'Cart.total | com.example.shop | 130',
      'LambdaForm$MH.invoke | java.lang.invoke | 140',
      'Order$$Lambda.apply | com.example.shop | 110',
      'Tax$$Lambda.apply | com.example.shop | 120',
    ]);
    expect(found('java-hidden-classes', 'Cart$$Lambda.apply')).toBe(100);
    expect(found('java-hidden-classes', 'com.example.shop')).toBe(460);
    expect(found('java-hidden-classes', 'com/example/shop/Cart')).toBe(230);
  });

  it("node-anonymous-names: anonymous functions have their file's package", () => {
    expect(labels('node-anonymous-names')).toEqual([
      '(anonymous) cart.js:42 | ./dist | 130',
      '(anonymous) layer.js:12 | express | 110',
      'handle layer.js:86 | express | 100',
      'total cart.js:10 | ./dist | 120',
    ]);
    expect(found('node-anonymous-names', 'cart.js:42')).toBe(130);
    expect(found('node-anonymous-names', 'handle layer.js')).toBe(100);
  });

  it('cpp-argument-types: a function belongs where its own name says', () => {
    expect(labels('cpp-argument-types')).toEqual([
      'Cart::total | shop | 130',
      'parse_order |  | 100',
      'run |  | 120',
      'tax |  | 110',
      'vector<…>::push_back | std | 140',
    ]);
  });

  it('empty-function-names: told by binary and address, searched by that', () => {
    const shown = labels('empty-function-names');
    expect(shown).toContain('leaf |  | 100');
    expect(shown).toContain('shop.total | shop | 50');
    const unnamed = labels('empty-function-names').filter((label) => /^(\[shop\]|\(unknown\))/.test(label));
    expect(unnamed).toEqual(['[shop] 0x401000 | shop | 300']);
    // 0x401040 calls `leaf`.
    expect(found('empty-function-names', '[shop] 0x4010')).toBe(400);
    expect(found('empty-function-names', '[shop] 0x401040')).toBe(100);
  });
});
