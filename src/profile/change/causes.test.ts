import { compareProfiles } from '../comparison/compare';
import { profileFromStacks, type Stack } from '../stacks';
import { causesOf } from './causes';
import type { FunctionChange } from './changes';
import { symbolTable } from '../table';

/** Both sides as one tree, and every function whose self changed as one that is surely found. */
function causes(before: Stack[], after: Stack[], { unchanged = [] as string[], growth = 1 } = {}) {
  const side = (stacks: Stack[]) => ({ profile: profileFromStacks(stacks), samples: undefined, factor: 1 });
  const { sides, ...tree } = compareProfiles(side(before), side(after), 'larger');
  const selves = {
    before: symbolTable({ ...tree, ...sides.before }).self,
    after: symbolTable({ ...tree, ...sides.after }).self,
  };
  const changes = tree.frames.names.map((name, row): FunctionChange => {
    const mix = selves.after[row] - growth * selves.before[row];
    return {
      row,
      before: selves.before[row],
      after: selves.after[row],
      load: 0,
      mix,
      interval: [mix - 1, mix + 1],
      verdict: mix === 0 || unchanged.includes(name) ? 'unchanged' : 'clear',
      within: undefined,
      needs: undefined,
      onset: undefined,
    };
  });
  const name = (node: number) => tree.frames.names[tree.symbol[node]];
  return causesOf(tree, sides, changes, growth).map((cause) => ({
    name: tree.frames.names[cause.symbol],
    everywhere: cause.node === undefined,
    mix: cause.mix,
    change: cause.after - cause.before,
    functions: cause.functions.map((row) => tree.frames.names[row]),
    folded: cause.folded.map(name),
    moved: cause.moved,
  }));
}

const stack = (path: string, value: number): Stack => ({ frames: path.split(' '), value });

test('one row for a callee that became slower, its callers folded under it', () => {
  const before = [
    stack('main load json scan', 40),
    stack('main load json alloc', 30),
    stack('main load', 20),
    stack('main send', 900),
  ];
  const after = [
    stack('main load json scan', 80),
    stack('main load json alloc', 60),
    stack('main load', 20),
    stack('main send', 900),
  ];
  expect(causes(before, after)).toEqual([
    {
      name: 'json',
      everywhere: false,
      mix: 70,
      change: 70,
      functions: ['scan', 'alloc'],
      folded: ['load', 'main'],
      moved: false,
    },
  ]);
});

test('two handlers of one server are two causes, the larger first', () => {
  const rest = [stack('main serve c', 800), stack('main serve d', 800)];
  const found = causes(
    [stack('main serve a read', 100), stack('main serve b write', 100), ...rest],
    [stack('main serve a read', 150), stack('main serve b write', 190), ...rest]
  );
  expect(found.map(({ name, mix, folded }) => ({ name, mix, folded }))).toEqual([
    { name: 'write', mix: 90, folded: ['b'] },
    { name: 'read', mix: 50, folded: ['a'] },
  ]);
});

test('what one callee lost and its sibling gained has moved, and comes after what costs', () => {
  const found = causes(
    [stack('main serve marshal old', 300), stack('main log', 50), stack('main other', 900)],
    [stack('main serve marshal2 new', 310), stack('main log', 90), stack('main other', 900)]
  );
  expect(found.map(({ name, mix, moved }) => ({ name, mix, moved }))).toEqual([
    { name: 'log', mix: 40, moved: false },
    { name: 'serve', mix: 10, moved: true },
  ]);
});

test('a gain and a loss that only the root has in common are no move', () => {
  const found = causes(
    [stack('a x', 100), stack('b y', 200), stack('c', 900)],
    [stack('a x', 200), stack('b y', 100), stack('c', 900)]
  );
  expect(found.map(({ name, mix, moved }) => ({ name, mix, moved }))).toEqual([
    { name: 'x', mix: 100, moved: false },
    { name: 'y', mix: -100, moved: false },
  ]);
});

test('a function that became slower wherever it is called is told once', () => {
  const stacks = (value: number) =>
    Array.from({ length: 500 }, (_, i) => [stack(`main caller${i} copy`, value), stack(`main caller${i}`, 20)]).flat();
  expect(causes(stacks(2), stacks(3))).toEqual([
    { name: 'copy', everywhere: true, mix: 500, change: 500, functions: ['copy'], folded: [], moved: false },
  ]);
});

test('what the load explains is no cause', () => {
  const twice = (value: number) => [stack('main a', 100 * value), stack('main b', 50 * value)];
  expect(causes(twice(1), twice(2), { growth: 2 })).toEqual([]);
});
