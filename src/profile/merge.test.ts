import fc from 'fast-check';
import { mergeNodesInSteps } from './merge';
import { mergedProfile, type TreeMerge } from './treeMerge';
import type { NodeIndex, Profile, Weights } from './model';
import { pathOf } from './path';
import { mergeCalleesInSteps, mergeCallersInSteps } from './sandwich';
import { drained } from './steps';
import { symbolTable } from './table';
import { applyTransforms, CONTEXT } from './testing/merged';
import { anyProfile, anyStacks, pathsOf, stacksOf } from './testing/reference';
import { profileFromStacks } from './stacks';
import { weightsOfSelf } from './tree';
import { transformTree, type Transform } from './transforms/transforms';

const runs = { numRuns: 200 };

const mergeCallees = (tree: Profile, symbol: number) => drained(mergeCalleesInSteps(tree, symbol));
const mergeCallers = (tree: Profile, symbol: number) => drained(mergeCallersInSteps(tree, symbol));

/** A tree with two sets of weights: either may be empty where the other is not. */
const anySides: fc.Arbitrary<{ tree: Profile; sides: [Weights, Weights] }> = fc
  .tuple(anyStacks, fc.array(fc.constantFrom('left', 'right', 'both'), { minLength: 25, maxLength: 25 }))
  .map(([stacks, of]) => {
    const tree = profileFromStacks(stacks);
    const side = (wanted: string) =>
      weightsOfSelf(
        tree,
        tree.self.map((own, i) => (of[i % 25] === wanted || of[i % 25] === 'both' ? own : 0))
      );
    return { tree, sides: [side('left'), side('right')] };
  });

const anyTransform: fc.Arbitrary<Transform> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('keep', 'hide', 'merge', 'drop-above', 'drop-below', 'flatten'),
    about: fc.constantFrom('a', 'b', 'total', 'other'),
  }),
  fc.constantFrom<Transform>({ kind: 'flatten' }, { kind: 'packages' }, { kind: 'own' })
);

/** Paths with a value, as the one side alone gives them. */
const withValue = (profile: Profile) => pathsOf(profile).filter(({ value }) => value > 0);

/** Every row of the source that has a merged row, with both paths. */
function carried(source: Profile, merge: TreeMerge): Array<[from: string[], to: string[]]> {
  const nodes: NodeIndex[] = Array.from({ length: source.length }, (_, i) => i);
  return nodes
    .filter((node) => merge.rowOf(node) >= 0)
    .map((node) => [pathOf(source, node), pathOf(merge.tree, merge.rowOf(node))]);
}

describe('merges of two sides', () => {
  it('transforms give each side what it would have alone, over one tree', () => {
    fc.assert(
      fc.property(anySides, fc.array(anyTransform, { maxLength: 3 }), ({ tree, sides }, transforms) => {
        const both = transformTree(tree, sides, transforms, CONTEXT);
        both.sides.forEach((side, i) => {
          const alone = applyTransforms({ ...tree, ...sides[i] }, transforms);
          expect(withValue({ ...both.tree, ...side })).toEqual(withValue(alone));
          expect(drained(both.weighInSteps(sides[i]))).toEqual(side);
        });
      }),
      runs
    );
  });

  it("sandwiches give each side its table's total", () => {
    fc.assert(
      fc.property(anySides, ({ tree, sides }) => {
        for (let s = 1; s < tree.frames.names.length; s++) {
          const merges = [mergeCallees(tree, s), mergeCallers(tree, s)];
          const totals = merges.map((merge) => sides.map((side) => drained(merge.weighInSteps(side)).total[0]));
          const expected = sides.map((side) => symbolTable({ ...tree, ...side }).total[s]);
          expect(totals).toEqual([expected, expected]);
        }
      }),
      runs
    );
  });
});

describe('where rows go', () => {
  it('callees: a row below an outermost occurrence goes to its path from there', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        profile.frames.names.forEach((name, s) => {
          for (const [from, to] of s === 0 ? [] : carried(profile, mergeCallees(profile, s))) {
            expect(to).toEqual(from.slice(from.indexOf(name) + 1));
          }
          const below = stacksOf(profile).filter(({ frames }) => s > 0 && frames.includes(name));
          const went = carried(profile, mergeCallees(profile, s)).map(([from]) => from.join(';'));
          expect(below.filter(({ frames }) => !went.includes(frames.join(';')))).toEqual([]);
        });
      }),
      runs
    );
  });

  it('callers: a row above an occurrence goes to its path up from the first one', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        profile.frames.names.forEach((name, s) => {
          if (s === 0) {
            return;
          }
          const merge = mergeCallers(profile, s);
          for (let node = 1; node < profile.length; node++) {
            const path = pathOf(profile, node);
            const first = firstBelow(profile, node, s);
            const expected = first && first.slice(path.length - 1, -1).reverse();
            const row = merge.rowOf(node);
            expect(row < 0 ? undefined : pathOf(merge.tree, row)).toEqual(expected);
          }
        });
      }),
      runs
    );
  });

  it('transforms: what is kept goes to itself, what is merged to its caller, what is dropped nowhere', () => {
    const profile = profileFromStacks([
      { frames: ['a', 'b', 'c'], value: 2 },
      { frames: ['a', 'd'], value: 3 },
    ]);
    // 0 total, 1 a, 2 b, 3 c, 4 d
    const rowsOf = (...transforms: Transform[]) => {
      const { rowOf } = transformTree(profile, [profile], transforms, CONTEXT);
      return [0, 1, 2, 3, 4].map(rowOf);
    };
    expect(rowsOf({ kind: 'hide', about: 'd' })).toEqual([0, 1, 2, 3, -1]);
    expect(rowsOf({ kind: 'drop-above', about: 'b' })).toEqual([0, -1, 1, 2, -1]);
    expect(rowsOf({ kind: 'merge', about: 'b' })).toEqual([0, 1, 1, 2, 3]);
    expect(rowsOf({ kind: 'drop-below', about: 'a' })).toEqual([0, 1, 1, 1, 1]);
    expect(rowsOf({ kind: 'keep', about: 'd' }, { kind: 'drop-above', about: 'd' })).toEqual([0, -1, -1, -1, 1]);
  });

  it('mergedProfile has the weights of the merged rows', () => {
    const profile = profileFromStacks([{ frames: ['a', 'b', 'a'], value: 2 }]);
    const merged = mergedProfile(mergeCallees(profile, profile.frames.names.indexOf('b')), profile);
    expect([Array.from(merged.total), Array.from(merged.self)]).toEqual([
      [2, 2],
      [0, 2],
    ]);
  });
});

/** The path of the first outermost occurrence of a symbol at or below a node, if the node is not below another one. */
function firstBelow(profile: Profile, node: NodeIndex, symbol: number): string[] | undefined {
  for (let above = profile.parent[node]; above > 0; above = profile.parent[above]) {
    if (profile.symbol[above] === symbol) {
      return undefined;
    }
  }
  for (let i = node; i < profile.end[node]; i++) {
    if (profile.symbol[i] === symbol) {
      return pathOf(profile, i);
    }
  }
  return undefined;
}

it('pauses by the children that it comes to, too: a few callers may have them all', () => {
  const [callers, callees] = [100, 2000];
  const nodes = 1 + callers * (1 + callees);
  const frames = {
    names: ['total', ...Array.from({ length: callees }, (_, i) => `f${i}`)],
    kinds: new Uint8Array(1 + callees),
  };
  const steps = mergeNodesInSteps(frames, 0, [0], true, new Int32Array(nodes), (node, origin, into) => {
    into.put(node);
    const [first, count] =
      node === 0 ? [1, callers] : node <= callers ? [1 + callers + (node - 1) * callees, callees] : [0, 0];
    for (let i = 0; i < count; i++) {
      into.child(first + i, 1 + (i % callees), origin);
    }
    return undefined;
  });
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    count++;
  }
  expect(step.value.length).toBe(nodes);
  // As children, as sources, and in their places: each time one pause for 8,192 or a few more (a caller's are not parted).
  expect(count).toBeGreaterThan((2.4 * nodes) / 8192);
});
