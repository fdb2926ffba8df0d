import { symbolTable } from '../table';
import { profileInSteps } from './profile';
import { drained } from '../steps';
import { encode, fields, packed, type Field } from './testing/encode';

const NAMES = [
  ...['main', 'ns::(anonymous namespace)::load(int)', '.tc_malloc', 'MallocHook::Invoke(void const*)'],
  ...['operator new(unsigned long)', 'operator()(int)', 'keepme', 'std::vector<int>::push_back(int)'],
];

/** Functions 1 to 8 at locations of their numbers; in 20 is 5 inlined into 8, in 21 is 8 inlined into 2. */
function heap(drop: string, keep: string): Uint8Array {
  const location = (id: number, ...functions: number[]): Field => [
    4,
    [[1, id], ...functions.map((f): Field => [4, fields({ 1: f, 2: f * 10 })])],
  ];
  const stacks: Array<[number[], number]> = [
    [[4, 3, 5, 2, 1], 100],
    [[20, 2, 1], 30],
    [[4, 3], 7],
    [[6, 21, 1], 11],
    [[5], 3],
    [[7, 6, 1], 1],
    [[3, 7, 1], 13],
  ];
  return encode([
    [1, fields({ 1: 9, 2: 10 })],
    ...stacks.map(([stack, value]): Field => [2, fields({ 1: packed(stack), 2: packed([value]) })]),
    ...NAMES.map((_, i) => location(i + 1, i + 1)),
    location(20, 5, 8),
    location(21, 8, 2),
    ...NAMES.map((_, i): Field => [5, fields({ 1: i + 1, 2: i + 1 })]),
    ...['', ...NAMES, 'space', 'bytes', drop, keep].map((text): Field => [6, text]),
    [7, 11],
    [8, keep === '' ? 0 : 12],
  ]);
}

// Each as `go tool pprof -top -cum` has it of the same file.
it.each([
  [
    '.*malloc|operator new',
    '',
    { main: 155, load: 141, tc_malloc: 7, Invoke: 7, new: 3, '()': 12, keepme: 14, push: 41 },
  ],
  [
    'tc_malloc|MallocHook::.*|operator new',
    'operator new',
    { main: 155, load: 141, tc_malloc: 7, Invoke: 7, new: 133, '()': 12, keepme: 14, push: 41 },
  ],
  [
    String.raw`ns::\(anonymous namespace\)::load`,
    '',
    { main: 155, tc_malloc: 20, Invoke: 7, new: 3, '()': 1, keepme: 14 },
  ],
  [
    String.raw`operator\(\)|std::vector<int>::push_back`,
    '',
    { main: 155, load: 141, tc_malloc: 120, Invoke: 107, new: 103, keepme: 13 },
  ],
  // The root's own frames stay, and so does everything where the expression is none.
  ['main', '', { main: 155, load: 141, tc_malloc: 120, Invoke: 107, new: 133, '()': 12, keepme: 14, push: 41 }],
  ['(bad', '', { main: 155, load: 141, tc_malloc: 120, Invoke: 107, new: 133, '()': 12, keepme: 14, push: 41 }],
])('without %j, but for %j, a heap has what go tool pprof shows of it', (drop, keep, expected) => {
  const profile = drained(profileInSteps([heap(drop, keep)], 0, { dropped: true }));
  const { total } = symbolTable(profile);
  const short = ['main', 'load', 'tc_malloc', 'Invoke', 'new', '()', 'keepme', 'push'];
  const found = NAMES.flatMap((name, i) => {
    const at = profile.frames.names.indexOf(name);
    return at >= 0 && total[at] > 0 ? [[short[i], total[at]]] : [];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
  expect(profile.total[0]).toBe(165);
});

it('drops nothing by an expression that would take forever', () => {
  const long = `${'a'.repeat(60)}!`;
  const file = (drop: string) =>
    encode([
      [1, fields({ 1: 3, 2: 4 })],
      [2, fields({ 1: packed([2, 1]), 2: packed([5]) })],
      ...[1, 2].map((f): Field => [
        4,
        [
          [1, f],
          [4, fields({ 1: f, 2: 1 })],
        ],
      ]),
      ...[1, 2].map((f): Field => [5, fields({ 1: f, 2: f })]),
      ...['', 'main', long, 'space', 'bytes', drop].map((text): Field => [6, text]),
      [7, 5],
    ]);
  const nodesOf = (drop: string) => drained(profileInSteps([file(drop)], 'space', { dropped: true })).length;
  expect(nodesOf('(a+)+')).toBe(3);
  expect(nodesOf('a*a*a*a*a*a*a*a*')).toBe(3);
  expect(nodesOf('a+.*')).toBe(2);
});
