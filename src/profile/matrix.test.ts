import fc from 'fast-check';

import { bytesOf, comparableColumns, courseOf, matrixOf, movedMost, restOfFunction, windowTable } from './matrix';
import { profileFromStacks } from './stacks';
import { symbolTable } from './table';
import { drawn } from './testing/drawn';

const windowsOf = (count: number) => Array.from({ length: count }, (_, i) => ({ from: i * 10, to: i * 10 + 9 }));
const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 1, max: 1000 }),
  }),
  { maxLength: 20 }
);

it('adds up to the whole, to the unit, recursion counted once', () => {
  fc.assert(
    fc.property(fc.array(stacks, { minLength: 1, maxLength: 6 }), (parts) => {
      const matrix = matrixOf(
        windowsOf(parts.length),
        parts.map((part) => windowTable(profileFromStacks(part)))
      );
      const whole = profileFromStacks(parts.flat());
      const table = symbolTable(whole);
      const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
      expect(sum(matrix.whole)).toBe(whole.length > 0 ? whole.total[0] : 0);
      for (const name of matrix.names) {
        const symbol = whole.frames.names.indexOf(name);
        const { self, total } = courseOf(matrix, name);
        expect([sum(self), sum(total)]).toEqual([table.self[symbol], table.total[symbol]]);
      }
    })
  );
});

it('leaves of a function what the stacks have that are in no part', () => {
  const byWindow = fc.array(stacks, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(byWindow, { minLength: 1, maxLength: 4 }), byWindow, (parts, others) => {
      const matrix = (each: ReadonlyArray<(typeof others)[number]>) =>
        matrixOf(
          windowsOf(3),
          each.map((one) => windowTable(profileFromStacks(one)))
        );
      const whole = matrix(others.map((one, window) => [...one, ...parts.flatMap((part) => part[window])]));
      const rest = courseOf(restOfFunction(whole, parts.map(matrix), 'a'), 'a');
      expect(rest).toEqual(courseOf(matrix(others), 'a'));
    })
  );
});

it('leaves at least what is there if the parts have all that was not loaded, and at most as much more', () => {
  const table = (total: number, whole: number, cut: number) => ({
    names: ['json'],
    self: Float64Array.of(total),
    total: Float64Array.of(total),
    whole,
    cut,
  });
  const matrix = (first: ReturnType<typeof table>, second?: ReturnType<typeof table>) =>
    matrixOf(windowsOf(2), [first, second]);
  const rest = restOfFunction(
    matrix(table(20, 100, 10), table(20, 100, 0)),
    [matrix(table(5, 30, 4)), matrix(table(6, 40, 2), table(1, 1, 0))],
    'json'
  );
  // The second window was not answered for the first part.
  expect(courseOf(rest, 'json')).toEqual({
    windows: windowsOf(1),
    self: [3],
    total: [3],
    whole: [30],
    cut: [16],
  });
});

it('leaves out windows that are not there yet, and says what was cut of the others', () => {
  const cut = windowTable(
    drawn(`
      [total             ]
      [main      ][other ]
    `)
  );
  const matrix = matrixOf(windowsOf(3), [cut, undefined, windowTable(profileFromStacks([]))]);
  expect(matrix.names).toEqual(['main']);
  expect(courseOf(matrix, 'main')).toEqual({
    windows: [windowsOf(3)[0], windowsOf(3)[2]],
    self: [12, 0],
    total: [12, 0],
    whole: [20, 0],
    cut: [8, 0],
  });
  expect(courseOf(matrix, 'nowhere').total).toEqual([0, 0]);
});

it('finds what moved most, as a share: a load that doubles moves nothing', () => {
  const part = (json: number, read: number, idle: number) =>
    windowTable(
      profileFromStacks([
        { frames: ['main', 'json'], value: json },
        { frames: ['main', 'read'], value: read },
        { frames: ['idle'], value: idle },
      ])
    );
  const names = (matrix: ReturnType<typeof matrixOf>) => movedMost(matrix, 2).map((row) => matrix.names[row]);
  expect(names(matrixOf(windowsOf(3), [part(10, 40, 50), part(20, 80, 100), part(20, 80, 100)]))).toEqual([]);
  expect(names(matrixOf(windowsOf(3), [part(10, 40, 50), part(10, 40, 50), part(40, 38, 50)]))).toEqual([
    'json',
    'idle',
  ]);
});

it('does not count as moved what only the short windows at the ends of a range have', () => {
  const part = (json: number, idle: number) =>
    windowTable(
      profileFromStacks([
        { frames: ['json'], value: json },
        { frames: ['idle'], value: idle },
      ])
    );
  const windows = [
    { from: 7, to: 9 },
    { from: 10, to: 19 },
    { from: 20, to: 29 },
    { from: 30, to: 31 },
  ];
  const steady = matrixOf(windows, [part(1, 0), part(20, 80), part(20, 80), part(0, 1)]);
  expect(comparableColumns(steady)).toEqual([1, 2]);
  expect(movedMost(steady, 2)).toEqual([]);
  // Half as long is enough.
  const half = matrixOf(
    [{ from: 5, to: 9 }, ...windows.slice(1)],
    [part(1, 0), part(20, 80), part(20, 80), part(0, 1)]
  );
  expect(comparableColumns(half)).toEqual([0, 1, 2]);
});

it('takes under 3 MB for 3,000 functions in 60 windows', () => {
  const profile = profileFromStacks(
    Array.from({ length: 3000 }, (_, i) => ({ frames: ['main', `function${i}`], value: i + 1 }))
  );
  const table = windowTable(profile);
  const matrix = matrixOf(windowsOf(60), Array(60).fill(table));
  expect(matrix.self.byteLength + matrix.total.byteLength).toBeLessThan(3e6);
  expect(60 * bytesOf(table)).toBeLessThan(5e6);
  expect(matrix.whole[59]).toBe((3000 * 3001) / 2);
});
