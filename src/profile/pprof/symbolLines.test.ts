import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { drained } from '../steps';
import { linedStacks, type LinedStacks } from './lines';
import { symbolLinesInSteps } from './symbolLines';
import { encode, fields, packed, type Field } from './testing/encode';

const FOLDER = join(__dirname, 'testdata/list');

type Line = readonly [func: number, line: number];

const NAMES = ['outer', 'inner', 'leaf'];

/** Functions 1 outer, 2 inner and 3 leaf, in a.go, a.go and b.go; a location is its lines, the innermost first. */
function stacksOf(locations: readonly Line[][], samples: ReadonlyArray<{ stack: number[]; value: number }>) {
  const bytes = encode([
    ...['', 'cpu', ...NAMES, 'a.go', 'b.go'].map((text): Field => [6, text]),
    [1, fields({ 1: 1 })],
    ...NAMES.map((_, f): Field => [5, fields({ 1: f + 1, 2: f + 2, 4: f === 2 ? 6 : 5 })]),
    ...locations.map((lines, l): Field => [
      4,
      [[1, l + 1], ...lines.map(([f, line]): Field => [4, fields({ 1: f, 2: line })])],
    ]),
    ...samples.map(({ stack, value }): Field => [
      2,
      fields({ 1: packed(stack.map((l) => l + 1)), 2: packed([value]) }),
    ]),
  ]);
  return linedStacks(bytes, 'cpu');
}

const symbolOf = (stacks: LinedStacks, symbol: string) => drained(symbolLinesInSteps(stacks, symbol));
const linesOf = (stacks: LinedStacks, symbol: string) => symbolOf(stacks, symbol).lines;

describe('the lines of a symbol', () => {
  const text = readFileSync(join(FOLDER, 'list.txt'), 'utf8');
  const bytes = new Uint8Array(gunzipSync(readFileSync(join(FOLDER, 'cpu.pb.gz'))));
  const routines = text.split('ROUTINE ======================== ').slice(1);

  it.each(routines.map((routine): [string, string] => [routine.split(' ', 1)[0], routine]))(
    '%s: equal go tool pprof -list, line by line',
    (symbol, routine) => {
      //   120ms      510ms     33:		left = mix(left, right)
      const listed = routine.split('\n').flatMap((row) => {
        const match = /^ *(\d+ms|\.) +(\d+ms|\.) +(\d+):/.exec(row);
        const ns = (value: string) => (value === '.' ? 0 : Number.parseInt(value, 10) * 1e6);
        return match && match[2] !== '.' ? [[Number(match[3]), ns(match[1]), ns(match[2])]] : [];
      });
      const lines = linesOf(linedStacks(bytes, 'cpu'), symbol);
      expect(listed.length).toBeGreaterThan(0);
      expect(lines.map(({ line, self, total }) => [line, self, total])).toEqual(listed);
      expect(new Set(lines.map(({ file }) => file))).toEqual(new Set(['list/main.go']));
    }
  );

  it('are those of a program with inlined functions and recursion', () => {
    expect(routines.map((routine) => routine.split(' ', 1)[0])).toEqual(
      expect.arrayContaining(['main.mix', 'main.tree', 'main.main'])
    );
    const [mixed] = linesOf(linedStacks(bytes, 'cpu'), 'main.tree').filter(({ inlined }) => inlined.length > 0);
    expect(mixed.inlined[0].name).toBe('main.mix');
    const [mix] = linesOf(linedStacks(bytes, 'cpu'), 'main.mix');
    expect(mix.callers[0]).toMatchObject({ name: 'main.tree', line: mixed.line, inlined: true });
  });

  it('say what is inlined there, and from where they are called; recursion counts once', () => {
    // leaf is called by inner, which is inlined into outer at line 10; outer calls itself at 20.
    const stacks = stacksOf(
      [
        [[3, 7]],
        [
          [2, 5],
          [1, 10],
        ],
        [[1, 20]],
      ],
      [
        { stack: [0, 1, 2, 2], value: 100 },
        { stack: [1, 1, 2], value: 10 },
        { stack: [2], value: 1 },
      ]
    );
    expect(linesOf(stacks, 'outer')).toEqual([
      {
        ...{ file: 'a.go', line: 10, self: 0, total: 110 },
        inlined: [{ name: 'inner', total: 110 }],
        callers: [
          { name: 'outer', file: 'a.go', line: 20, total: 110, inlined: false },
          { name: 'inner', file: 'a.go', line: 5, total: 10, inlined: false },
        ],
      },
      {
        ...{ file: 'a.go', line: 20, self: 1, total: 111 },
        inlined: [],
        callers: [{ name: 'outer', file: 'a.go', line: 20, total: 100, inlined: false }],
      },
    ]);
    expect(linesOf(stacks, 'leaf')).toEqual([
      {
        ...{ file: 'b.go', line: 7, self: 100, total: 100, inlined: [] },
        callers: [{ name: 'inner', file: 'a.go', line: 5, total: 100, inlined: false }],
      },
    ]);
    expect(linesOf(stacks, 'inner')[0].callers).toEqual([
      { name: 'outer', file: 'a.go', line: 10, total: 110, inlined: true },
    ]);
    const { self, total } = symbolOf(stacks, 'outer');
    // Not 110 + 111: the lines of one sample are one sample of the function.
    expect([self, total]).toEqual([1, 111]);
    expect(symbolOf(stacks, 'nobody')).toEqual({ self: 0, total: 0, lines: [] });
  });

  it('has none of what has no lines, and no caller where the caller has none', () => {
    const stacks = stacksOf([[[3, 7]], []], [{ stack: [0, 1], value: 3 }]);
    expect(linesOf(stacks, 'leaf')).toEqual([{ file: 'b.go', line: 7, self: 3, total: 3, inlined: [], callers: [] }]);
  });

  it('equal a slow reference on any stacks', () => {
    const line = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
    const locations = fc.array(fc.array(line, { maxLength: 3 }), { minLength: 1, maxLength: 4 });
    const input = locations.chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.array(
          fc.record({
            stack: fc.array(fc.nat(made.length - 1), { minLength: 1, maxLength: 5 }),
            value: fc.integer({ min: 1, max: 9 }),
          }),
          { maxLength: 6 }
        )
      )
    );
    fc.assert(
      fc.property(input, fc.constantFrom(...NAMES), ([made, samples], symbol) => {
        const found = linesOf(stacksOf(made, samples), symbol);
        expect(new Map(found.map((row) => [row.line, plain(row)]))).toEqual(reference(made, samples, symbol));
      })
    );
  });
});

interface Row {
  self: number;
  total: number;
  inlined: Record<string, number>;
  callers: Record<string, number>;
}

function plain({ self, total, inlined, callers }: ReturnType<typeof linesOf>[number]): Row {
  return {
    ...{ self, total },
    inlined: Object.fromEntries(inlined.map((part) => [part.name, part.total])),
    callers: Object.fromEntries(
      callers.map((caller) => [`${caller.name}:${caller.line}${caller.inlined ? ' inlined' : ''}`, caller.total])
    ),
  };
}

/** Frame by frame, with a set of what each sample has counted. */
function reference(
  locations: readonly Line[][],
  samples: ReadonlyArray<{ stack: number[]; value: number }>,
  symbol: string
): Map<number, Row> {
  const rows = new Map<number, Row>();
  for (const { stack, value } of samples) {
    const frames = stack.flatMap((l) => [
      ...locations[l].map(([f, line], i) => ({ name: NAMES[f - 1], line, into: i + 1 < locations[l].length })),
      // A location without lines is a frame that nothing is known of.
      ...(locations[l].length === 0 ? [{ name: '', line: 0, into: false }] : []),
    ]);
    const seen = new Set<string>();
    frames.forEach(({ name, line, into }, i) => {
      if (name !== symbol) {
        return;
      }
      const row = rows.get(line) ?? { self: 0, total: 0, inlined: {}, callers: {} };
      rows.set(line, row);
      const once = (key: string, add: () => void) => seen.has(`${line} ${key}`) || (seen.add(`${line} ${key}`), add());
      row.self += i === 0 ? value : 0;
      once('total', () => (row.total += value));
      const inner = frames[i - 1];
      if (inner?.into === true) {
        once(`in ${inner.name}`, () => (row.inlined[inner.name] = (row.inlined[inner.name] ?? 0) + value));
      }
      const outer = frames[i + 1];
      if (outer !== undefined && outer.name !== '') {
        const key = `${outer.name}:${outer.line}${into ? ' inlined' : ''}`;
        once(`by ${key}`, () => (row.callers[key] = (row.callers[key] ?? 0) + value));
      }
    });
  }
  return rows;
}
