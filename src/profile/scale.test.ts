import { buildProfile, type ProfileColumns } from './build';
import { findGroups } from './groups';
import { hitTest } from './hit';
import type { Profile } from './model';
import { findPath, pathOf } from './path';
import { layoutRows, placeNodes } from './rows';

import { literalMatcher, matchedValue, matchNodesInSteps, matchSymbols } from './search';
import { drained } from './steps';
import { profileFromStacks } from './stacks';
import { sortSymbols, symbolTable } from './table';
import { applyTransforms, callees, callers } from './testing/merged';
import { forEachDrawn, type Strip } from './visible';

const DEEP = 50_000;
const WIDE = 500_000;

/** One stack of 50,000 levels, each with self 1; names repeat every 100 levels. */
function deep(): Profile {
  const columns: ProfileColumns = {
    level: Int32Array.from({ length: DEEP }, (_, i) => i),
    value: Float64Array.from({ length: DEEP }, (_, i) => DEEP - i),
    self: new Float64Array(DEEP).fill(1),
    label: Int32Array.from({ length: DEEP }, (_, i) => (i === 0 ? 0 : 1 + (i % 100))),
    symbols: ['total', ...Array.from({ length: 100 }, (_, s) => `f${s}`)],
  };
  return buildProfile(columns);
}

/** 500,000 children of one node, of value 1; one of them, in the middle, has 100,000. */
function wide(): Profile {
  const big = WIDE / 2;
  const value = new Float64Array(WIDE + 1).fill(1);
  value[big] = 100_000;
  value[0] = WIDE - 1 + 100_000;
  const self = value.slice();
  self[0] = 0;
  const level = new Int32Array(WIDE + 1).fill(1);
  level[0] = 0;
  const label = Int32Array.from({ length: WIDE + 1 }, (_, i) => i);
  const symbols = Array.from({ length: WIDE + 1 }, (_, i) => `f${i}`);
  return buildProfile({ level, value, self, label, symbols });
}

describe('50,000 levels', () => {
  const profile = deep();

  it('lay out, draw and hit-test at any depth', () => {
    const rows = layoutRows(placeNodes(profile, profile));
    expect(rows.rowCount).toBe(DEEP);
    const boxes: number[] = [];
    const window = { x0: 0, x1: DEEP, firstRow: 40_000, endRow: 40_030, minWidth: 10 };
    forEachDrawn(rows, window, { box: (node) => boxes.push(node), strip: () => {} });
    expect(boxes).toEqual(Array.from({ length: 30 }, (_, i) => 40_000 + i));
    expect(hitTest(rows, 49_980, DEEP - 5, 10)).toEqual({ kind: 'node', node: 49_980 });
    expect(hitTest(rows, 49_991, DEEP - 5, 10)).toMatchObject({ kind: 'strip', strip: { first: 49_991 } });
    expect(hitTest(rows, 49_992, DEEP - 5, 10)).toBeUndefined();
  });

  it('collapse into groups and focus at the bottom', () => {
    const groups = findGroups(profile);
    const collapsed = layoutRows(placeNodes(profile, profile), { groups });
    expect(collapsed.rowCount).toBeLessThan(2000);
    const focused = layoutRows(placeNodes(profile, profile), { root: DEEP - 1 });
    expect(focused.rootRow).toBe(DEEP - 1);
    expect(focused.nodes).toHaveLength(DEEP);
  });

  it('count, search, sandwich and follow paths', () => {
    const table = symbolTable(profile);
    const f7 = profile.frames.names.indexOf('f7');
    expect([table.self[f7], table.total[f7]]).toEqual([500, DEEP - 7]);
    expect(callees(profile, f7)).toHaveLength(DEEP - 7);
    expect(callers(profile, f7)).toHaveLength(7);
    const set = matchSymbols(profile, literalMatcher('F7'));
    expect(matchedValue(profile, set)).toBe(DEEP - 7);
    expect(drained(matchNodesInSteps(profile, set))).toHaveLength(500 * 11);
    expect(findPath(profile, pathOf(profile, DEEP - 1))).toEqual({ node: DEEP - 1, matched: DEEP - 1 });
  });

  it('transform and come from stacks', () => {
    // The root, f1 to f6, one f7, and what is between two of them, which the last one's callees merge with.
    expect(applyTransforms(profile, [{ kind: 'flatten', about: 'f7' }])).toHaveLength(107);
    expect(applyTransforms(profile, [{ kind: 'hide', about: 'f99' }])).toHaveLength(99);
    const frames = pathOf(profile, DEEP - 1);
    expect(
      profileFromStacks([
        { frames, value: 2 },
        { frames: frames.slice(0, -1), value: 1 },
      ])
    ).toHaveLength(DEEP);
  });
});

describe('500,000 siblings', () => {
  const profile = wide();

  it('are crossed by searching, not one by one', () => {
    const rows = layoutRows(placeNodes(profile, profile));
    const boxes: number[] = [];
    const strips: Strip[] = [];
    let reads = 0;
    const counted = new Proxy(rows.width, {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const minWidth = profile.total[0] / 1600 / 2;
    const window = { x0: 0, x1: profile.total[0], firstRow: 0, endRow: 10, minWidth };
    forEachDrawn({ ...rows, width: counted }, window, {
      box: (node) => boxes.push(node),
      strip: (strip) => strips.push(strip),
    });
    expect(boxes).toEqual([0, WIDE / 2]);
    expect(strips.map(({ count, value }) => [count, value])).toEqual([
      [WIDE / 2 - 1, WIDE / 2 - 1],
      [WIDE / 2, WIDE / 2],
    ]);
    // 3,200 half pixels, 19 steps of a search each.
    expect(reads).toBeLessThan(100_000);
    const hit = hitTest(rows, 1, 1000, minWidth);
    expect(hit).toEqual({ kind: 'strip', strip: strips[0] });
  });

  it('count, sort, search and merge', () => {
    const table = symbolTable(profile);
    expect(sortSymbols(profile, table, 'self', 'desc')[0]).toBe(WIDE / 2);
    expect(matchedValue(profile, matchSymbols(profile, literalMatcher('f')))).toBe(profile.total[0]);
    expect(applyTransforms(profile, [{ kind: 'hide', about: 'f1' }])).toHaveLength(WIDE);
    expect(applyTransforms(profile, [{ kind: 'packages' }])).toHaveLength(WIDE + 1);
    expect(findPath(profile, [`f${WIDE}`])).toEqual({ node: WIDE, matched: 1 });
  });
});

it('a million nodes take at most 80 bytes each, all layouts and tables included', () => {
  const n = 1_000_000;
  // Ten children each.
  const level = new Int32Array(n);
  const value = new Float64Array(n);
  const self = new Float64Array(n);
  const label = new Int32Array(n);
  const symbols = Array.from({ length: 1000 }, (_, s) => `f${s}`);
  for (let i = 1; i < n; i++) {
    level[i] = 1 + ((i - 1) % 10);
    label[i] = i % 1000;
  }
  for (let i = n - 1, below = 0; i >= 0; i--) {
    self[i] = i % 3;
    value[i] = self[i] + (level[i] === 10 ? 0 : below);
    below = value[i];
  }
  value[0] = value.filter((_, i) => level[i] === 1).reduce((a, b) => a + b, self[0]);
  const profile = buildProfile({ level, value, self, label, symbols });
  const groups = findGroups(profile);
  const rows = layoutRows(placeNodes(profile, profile), { groups });
  const arrays = [...Object.values(profile), ...Object.values(groups), ...Object.values(rows)] as unknown[];
  const bytes = arrays.reduce<number>((sum, array) => sum + (ArrayBuffer.isView(array) ? array.byteLength : 0), 0);
  expect(bytes / n).toBeLessThanOrEqual(80);
  expect(callees(profile, 1).total[0]).toBe(symbolTable(profile).total[1]);
});
