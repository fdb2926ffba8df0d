import fc from 'fast-check';
import type { NodeIndex, Profile } from './model';
import { pathOf } from './path';
import { carryNode, carrySymbol } from './place';
import { mergeCalleesInSteps } from './sandwich';
import { profileFromStacks, type Stack } from './stacks';
import { drained } from './steps';
import { folded } from './testing/drawn';
import { anyStacks } from './testing/reference';

/** Two profiles that share some stacks, their names in another order. */
const anyPair: fc.Arbitrary<[Profile, Profile]> = fc
  .tuple(anyStacks, anyStacks, anyStacks)
  .map(([shared, left, right]) => {
    const build = (stacks: Stack[]) => profileFromStacks(stacks.filter(({ value }) => value > 0));
    return [build([...shared, ...left]), build([...right, ...shared].reverse())];
  });

const nodes = (profile: Profile): NodeIndex[] => Array.from({ length: profile.length }, (_, i) => i);

describe('a place', () => {
  it('is carried to the same path, or nowhere, and back to itself', () => {
    fc.assert(
      fc.property(anyPair, ([from, to]) => {
        const paths = new Set(nodes(to).map((node) => JSON.stringify(pathOf(to, node))));
        for (const node of nodes(from)) {
          const carried = carryNode({ tree: from, node }, to);
          const path = pathOf(from, node);
          expect(carried === undefined ? undefined : pathOf(to, carried)).toEqual(
            paths.has(JSON.stringify(path)) ? path : undefined
          );
          if (carried !== undefined) {
            expect(carryNode({ tree: to, node: carried }, from)).toBe(node);
          }
        }
      })
    );
  });

  it('of a symbol is carried by name and kind', () => {
    const from = folded('other;x 3\na;other 2\ntotal 1');
    const to = folded('total 1\nother;x 3');
    const nameAndKind = (profile: Profile, s: number) => [profile.frames.names[s], profile.frames.kinds[s]];
    const carried = from.frames.names.map((_, symbol) => {
      const s = carrySymbol({ tree: from, symbol }, to);
      return s === undefined ? undefined : nameAndKind(to, s);
    });
    expect(carried).toEqual(
      from.frames.names.map((name, s) =>
        // What was cut, and a, are not in the second one.
        name === 'a' || from.frames.kinds[s] === 2 ? undefined : nameAndKind(from, s)
      )
    );
  });

  it('goes into a sandwich by the row that its node went into', () => {
    const profile = folded('main;read;decode 4\nwork;read 2');
    // 0 total, 1 main, 2 read, 3 decode, 4 work, 5 read
    const merge = drained(mergeCalleesInSteps(profile, profile.frames.names.indexOf('read')));
    expect([2, 3, 5, 1].map((node) => carryNode({ tree: profile, node }, merge))).toEqual([0, 1, 0, undefined]);
  });

  it("of one symbol's callees is not carried into another's", () => {
    const profile = folded('a;x 1\nb;x 2');
    const [a, b] = ['a', 'b'].map(
      (name) => drained(mergeCalleesInSteps(profile, profile.frames.names.indexOf(name))).tree
    );
    expect(carryNode({ tree: a, node: 1 }, b)).toBeUndefined();
    expect(carryNode({ tree: a, node: 1 }, a)).toBe(1);
  });

  it('of a tree of 50,000 levels is carried', () => {
    const frames = Array.from({ length: 50_000 }, (_, i) => `f${i % 100}`);
    const [from, to] = [1, 2].map((value) => profileFromStacks([{ frames, value }]));
    expect(carryNode({ tree: from, node: 50_000 }, to)).toBe(50_000);
  });
});
