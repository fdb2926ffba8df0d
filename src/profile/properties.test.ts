import fc from 'fast-check';
import type { Profile } from './model';
import { anyProfile, anyStacks, childrenOf, pathsOf, pathsOfStacks, stacksOf } from './testing/reference';
import { placeNodes } from './rows';
import { callees, callers } from './testing/merged';
import { matchedValue, matchNodesInSteps, matchSymbols } from './search';
import { drained } from './steps';
import { profileFromStacks } from './stacks';
import { symbolTable } from './table';

const runs = { numRuns: 200 };

/** All columns recomputed from level and self; compared at once, which is far quicker than cell by cell. */
function checkModel(profile: Profile): void {
  const nodes = Array.from({ length: profile.length }, (_, i) => i);
  const { start } = placeNodes(profile, profile);
  const expected = nodes.map((i) => {
    const children = childrenOf(profile, i);
    const before = (child: number) => children.filter((sibling) => sibling < child);
    const starts = children.map((child) => start[i] + profile.self[i] + valueOf(profile, before(child)));
    const last = children.at(-1);
    return {
      value: profile.self[i] + valueOf(profile, children),
      level: i === 0 ? 0 : profile.level[profile.parent[i]] + 1,
      end: last === undefined ? i + 1 : profile.end[last],
      starts,
    };
  });
  const actual = nodes.map((i) => ({
    value: profile.total[i],
    level: profile.level[i],
    end: profile.end[i],
    starts: childrenOf(profile, i).map((child) => start[child]),
  }));
  expect(actual).toEqual(expected);
  expect(profile.self.reduce((a, b) => a + b, 0)).toBe(profile.total[0]);
}

function valueOf(profile: Profile, nodes: readonly number[]): number {
  return nodes.reduce((sum, node) => sum + profile.total[node], 0);
}

describe('properties', () => {
  it('the model: value is self + children, self adds up to the root, siblings stand side by side', () => {
    fc.assert(fc.property(anyProfile, checkModel), runs);
  });

  it('stacks merge as the sum of all their prefixes, siblings in byte order', () => {
    fc.assert(
      fc.property(anyStacks, (stacks) => {
        expect(pathsOf(profileFromStacks(stacks))).toEqual(pathsOfStacks(stacks));
      }),
      runs
    );
  });

  it('the symbol table counts a stack once for each symbol in it', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const table = symbolTable(profile);
        const stacks = stacksOf(profile);
        const [, ...names] = profile.frames.names;
        const own = (name: string) => stacks.filter(({ frames }) => frames.at(-1) === name);
        const containing = (name: string) => stacks.filter(({ frames }) => frames.includes(name));
        // A stack without frames is the root's own self.
        const ofRoot = profile.self[0];
        expect(Array.from(table.self)).toEqual([ofRoot, ...names.map((name) => sum(own(name)))]);
        expect(Array.from(table.total)).toEqual([ofRoot, ...names.map((name) => sum(containing(name)))]);
        expect(Math.max(...table.total)).toBeLessThanOrEqual(profile.total[0]);
        expect(table.self.reduce((a, b) => a + b, 0)).toBe(profile.total[0]);
      }),
      runs
    );
  });

  it('callees are the stacks from the outermost occurrence down', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        profile.frames.names.forEach((name, s) => {
          if (s === 0) {
            return;
          }
          const below = stacksOf(profile)
            .filter(({ frames }) => frames.includes(name))
            .map(({ frames, value }) => ({ frames: frames.slice(frames.indexOf(name) + 1), value }));
          const merged = callees(profile, s);
          expect(pathsOf(merged)).toEqual(pathsOfStacks(below));
          checkModel(merged);
        });
      }),
      runs
    );
  });

  it('callers are the stacks from the outermost occurrence up, with its value', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        profile.frames.names.forEach((name, s) => {
          if (s === 0) {
            return;
          }
          const above = stacksOf(profile)
            .filter(({ frames }) => frames.includes(name))
            .map(({ frames, value }) => ({ frames: frames.slice(0, frames.indexOf(name)).reverse(), value }));
          const merged = callers(profile, s);
          expect(pathsOf(merged)).toEqual(pathsOfStacks(above));
          checkModel(merged);
        });
      }),
      runs
    );
  });

  it("callers' and callees' value is the table's total", () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const { total } = symbolTable(profile);
        // The root's own self is no occurrence.
        const expected = [0, ...total.subarray(1)];
        expect(profile.frames.names.map((_, s) => callers(profile, s).total[0])).toEqual(expected);
        expect(profile.frames.names.map((_, s) => callees(profile, s).total[0])).toEqual(expected);
      }),
      runs
    );
  });

  it('the matched value is that of the stacks with a match', () => {
    fc.assert(
      fc.property(anyProfile, fc.subarray(['a', 'b', 'c', 'total', 'é']), (profile, wanted) => {
        const set = matchSymbols(profile, { matches: (name) => wanted.includes(name) });
        const matching = stacksOf(profile).filter(({ frames }) => frames.some((name) => wanted.includes(name)));
        expect(matchedValue(profile, set)).toBe(sum(matching));
        const names = Array.from(
          drained(matchNodesInSteps(profile, set)),
          (node) => profile.frames.names[profile.symbol[node]]
        );
        const all = Array.from(profile.symbol.subarray(1), (s) => profile.frames.names[s]);
        expect(names).toEqual(all.filter((name) => wanted.includes(name)));
      }),
      runs
    );
  });
});

function sum(stacks: ReadonlyArray<{ value: number }>): number {
  return stacks.reduce((total, { value }) => total + value, 0);
}
