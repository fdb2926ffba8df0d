import fc from 'fast-check';

import { FrameKind, type Profile } from '../model';
import { profileFromStacks, type Stack } from '../stacks';
import { symbolTable } from '../table';
import { drawn } from '../testing/drawn';
import { layoutWeights } from './layoutWeights';
import { uniteTrees, weighSide, type UnitedTree } from './unite';

/** "main;read" with the weights of both sides, for each united row but the root. */
function pathsOf({ tree }: UnitedTree, before: Float64Array, after: Float64Array): Record<string, [number, number]> {
  const path: string[] = [];
  const found: Record<string, [number, number]> = {};
  for (let i = 1; i < tree.length; i++) {
    path[tree.level[i] - 1] = tree.frames.names[tree.symbol[i]];
    path.length = tree.level[i];
    found[path.join(';')] = [before[i], after[i]];
  }
  return found;
}

it('has a row for each path of either side, with the totals of both', () => {
  const before = drawn(`
    [total         ]
    [main    ][gc  ]
    [read][pr]
  `);
  const after = drawn(`
    [total              ]
    [main      ][zip    ]
      [read][se]
  `);
  const united = uniteTrees(before, after);
  const a = weighSide(united, 'before', before);
  const b = weighSide(united, 'after', after);
  expect(pathsOf(united, a.total, b.total)).toEqual({
    gc: [6, 0],
    main: [10, 12],
    'main;pr': [4, 0],
    'main;read': [6, 6],
    'main;se': [0, 4],
    zip: [0, 9],
  });
  expect([a.total[0], b.total[0]]).toEqual([16, 21]);
});

it('has one root, whatever the sides name theirs', () => {
  const before = drawn(`
    [total ]
    [main  ]
    [read  ]
  `);
  const after = drawn(`
    [all   ]
    [main  ]
    [read  ]
  `);
  const { tree } = uniteTrees(before, after);
  expect(tree.length).toBe(before.length);
  expect([...tree.frames.kinds].filter((kind) => kind === FrameKind.root)).toHaveLength(1);
  expect(tree.frames.kinds[tree.symbol[0]]).toBe(FrameKind.root);
});

it('tells frames of one name apart by their kind: a cut leaf is no function named other', () => {
  const cut = drawn(`
    [total     ]
    [main      ]
    [other][rd ]
  `);
  const real = drawn(`
    [total     ]
    [main      ]
    [other][rd ]
    [deep ]
  `);
  const { tree } = uniteTrees(cut, real);
  const others = [...tree.symbol].filter((symbol) => tree.frames.names[symbol] === 'other');
  expect(others.map((symbol) => tree.frames.kinds[symbol]).sort()).toEqual([FrameKind.function, FrameKind.notLoaded]);
});

const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c', 'total', 'd'), { maxLength: 5 }),
    value: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 12 }
);

const selfByPath = (list: readonly Stack[]) => {
  const sums = new Map<string, number>();
  list.forEach(({ frames, value }) => sums.set(frames.join(';'), (sums.get(frames.join(';')) ?? 0) + value));
  return sums;
};

it('keeps each self of each side at its path, as a table of paths does', () => {
  fc.assert(
    fc.property(stacks, stacks, (one, other) => {
      const before = profileFromStacks(one);
      const after = profileFromStacks(other);
      const united = uniteTrees(before, after);
      const a = weighSide(united, 'before', before);
      const b = weighSide(united, 'after', after);
      const found = pathsOf(united, a.self, b.self);
      const expected = [selfByPath(one), selfByPath(other)];
      const leaves = Object.keys(found).filter((path) => found[path][0] > 0 || found[path][1] > 0);
      const paths = new Set([...expected[0].keys(), ...expected[1].keys()].filter((path) => path !== ''));
      expect(new Set(leaves)).toEqual(paths);
      paths.forEach((path) => expect(found[path]).toEqual([expected[0].get(path) ?? 0, expected[1].get(path) ?? 0]));
    })
  );
});

it('gives each side the symbol table that it has alone', () => {
  fc.assert(
    fc.property(stacks, stacks, (one, other) => {
      const before = profileFromStacks(one);
      const after = profileFromStacks(other);
      const united = uniteTrees(before, after);
      const alone = symbolTable(after);
      const together = symbolTable({ ...united.tree, ...weighSide(united, 'after', after) });
      after.frames.names.forEach((_, symbol) => {
        const same = united.symbolOf.after[symbol];
        expect([together.self[same], together.total[same]]).toEqual([alone.self[symbol], alone.total[symbol]]);
      });
    })
  );
});

it('finds no difference between a profile and itself', () => {
  fc.assert(
    fc.property(stacks, (list) => {
      const profile = profileFromStacks(list);
      const united = uniteTrees(profile, profile);
      expect(united.tree.length).toBe(profile.length);
      expect(weighSide(united, 'after', profile)).toEqual(weighSide(united, 'before', profile));
    })
  );
});

it('lays out children inside their parents, whatever a width means', () => {
  fc.assert(
    fc.property(stacks, stacks, fc.constantFrom('before', 'after', 'larger', 'churn'), (one, other, mode) => {
      const [before, after] = [one, other].map((list): Profile => profileFromStacks(list));
      const united = uniteTrees(before, after);
      const [a, b] = [weighSide(united, 'before', before), weighSide(united, 'after', after)];
      const { total } = layoutWeights(united.tree, a, b, mode as 'before');
      const { parent } = united.tree;
      const children = new Float64Array(total.length);
      for (let i = 1; i < total.length; i++) {
        children[parent[i]] += total[i];
      }
      total.forEach((width, i) => {
        expect(width).toBeGreaterThanOrEqual(children[i]);
        if (mode === 'larger') {
          expect(width).toBeGreaterThanOrEqual(Math.max(a.total[i], b.total[i]));
        }
      });
    })
  );
});

it('is as wide as all increases and decreases together with churn, as wide as a side by choice', () => {
  const before = profileFromStacks([
    { frames: ['main', 'read'], value: 10 },
    { frames: ['main', 'send'], value: 4 },
  ]);
  const after = profileFromStacks([
    { frames: ['main', 'read'], value: 6 },
    { frames: ['main', 'send'], value: 8 },
  ]);
  const united = uniteTrees(before, after);
  const [a, b] = [weighSide(united, 'before', before), weighSide(united, 'after', after)];
  const root = (mode: Parameters<typeof layoutWeights>[3]) => layoutWeights(united.tree, a, b, mode).total[0];
  // The totals are equal, and yet 8 of 14 moved.
  expect([root('before'), root('after'), root('larger'), root('churn')]).toEqual([14, 14, 18, 8]);
  expect(weighSide(united, 'after', after, 0.5).total[0]).toBe(7);
});
