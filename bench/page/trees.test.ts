import { buildProfile } from '../../src/profile/build';
import { symbolTable } from '../../src/profile/table';
import { makeDeep, makeTree, makeWide } from './trees';

const profileOf = (rows: ReturnType<typeof makeTree>) => buildProfile(rows);

describe('a made tree', () => {
  const rows = makeTree(16_384);
  const profile = profileOf(rows);

  it('has as many nodes as asked for, is a valid flame graph, and the same every time', () => {
    expect(profile.length).toBe(16_384);
    expect(rows.self.reduce((sum, self) => sum + self)).toBe(profile.total[0]);
    expect(makeTree(16_384)).toEqual(rows);
    expect(new Set(rows.symbols).size).toBe(rows.symbols.length);
  });

  it('is like profiles: heavy children, only children, recursion, no stack too deep for a canvas', () => {
    let onlyChildren = 0;
    let inner = 0;
    for (let i = 0; i < profile.length; i++) {
      const isInner = profile.end[i] > i + 1;
      inner += isInner ? 1 : 0;
      onlyChildren += isInner && profile.end[i + 1] === profile.end[i] ? 1 : 0;
    }
    expect(onlyChildren / inner).toBeGreaterThan(0.3);
    const sumOfValues = profile.total.reduce((sum, value, i) => (i > 0 ? sum + value : sum), 0);
    const sumOfTotals = symbolTable(profile).total.reduce((sum, total) => sum + total);
    expect(sumOfTotals).toBeLessThan(0.97 * sumOfValues);
    const depth = Math.max(...profile.level);
    expect(depth).toBeGreaterThan(20);
    expect(depth).toBeLessThan(500);
  });
});

it('extremes are as deep and as wide as they say', () => {
  const deep = profileOf(makeDeep(1_000));
  expect([deep.length, deep.level[999], deep.self[999]]).toEqual([1_000, 999, 1e9]);
  const wide = profileOf(makeWide(1_000));
  expect([wide.length, wide.level[1_000], wide.total[0], wide.total[1]]).toEqual([1_001, 1, 1_998, 999]);
});
