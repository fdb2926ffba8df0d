import { matrixOf, windowTable } from '../../../profile/matrix';
import { profileFromStacks } from '../../../profile/stacks';
import { drawn } from '../../../profile/testing/drawn';
import { courseIn } from './courses';

const table = (json: number, idle: number) =>
  windowTable(
    profileFromStacks([
      { frames: ['main', 'json'], value: json },
      { frames: ['idle'], value: idle },
    ])
  );
const windows = [
  { from: 0, to: 59_999 },
  { from: 60_000, to: 119_999 },
];
/** A core, then two. */
const rates = { line: { labels: {}, times: [30_000, 60_000, 90_000, 120_000], values: [1, 1, 2, 2] }, stepMs: 30_000 };

it('draws the share of each window times the rate there, whatever number of profiles it holds', () => {
  // The second window holds five profiles, the first three of four.
  const matrix = matrixOf(windows, [table(30, 30), table(25, 75)]);
  expect(courseIn(matrix, 'json', 'self', rates)).toEqual({
    name: 'json',
    line: { labels: { function: 'json' }, times: [30_000, 90_000], values: [0.5, 0.5] },
    most: undefined,
  });
  expect(courseIn(matrix, 'main', 'self', rates).line.values).toEqual([0, 0]);
  expect(courseIn(matrix, 'main', 'total-share', undefined).line.values).toEqual([0.5, 0.25]);
});

it('finds the rate where buckets are wider than windows, and of a profile just where a window begins', () => {
  const matrix = matrixOf(windows, [table(30, 30), table(30, 30)]);
  const wide = { line: { labels: {}, times: [120_000], values: [2] }, stepMs: 120_000 };
  expect(courseIn(matrix, 'json', 'self', wide).line.values).toEqual([1, 1]);
  const edge = { line: { labels: {}, times: [60_000], values: [2] }, stepMs: 15_000 };
  expect(courseIn(matrix, 'json', 'self', edge).line).toMatchObject({ times: [30_000, 90_000], values: [1, 1] });
});

it('has a second line for what it may be at most where a window was cut', () => {
  const cut = windowTable(
    drawn(`
      [total             ]
      [json      ][other ]
    `)
  );
  const { line, most } = courseIn(matrixOf(windows, [cut, table(10, 10)]), 'json', 'total', rates);
  expect(line.values).toEqual([0.6, 1]);
  expect(most!.values).toEqual([1, 1]);
});

it('leaves out windows without profiles and those that are not there yet', () => {
  const matrix = matrixOf(windows, [undefined, table(10, 30)]);
  expect(courseIn(matrix, 'json', 'total', rates).line).toMatchObject({ times: [90_000], values: [0.5] });
  expect(courseIn(matrix, 'json', 'total', undefined).line.times).toEqual([]);
});
