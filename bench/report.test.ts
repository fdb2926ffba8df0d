import { belowFloors, rowsOf, tableOf } from './report.mjs';

const rows = rowsOf('64k', 65_536, {
  ours: [
    { search: 12.5, memory: 3 },
    { search: 10, memory: 4 },
  ],
  peer: [
    { search: 80, memory: 30 },
    { search: 75, memory: 24 },
  ],
});

it('rows hold the least of several runs, and how many times as much the library needs', () => {
  expect(rows).toEqual([
    { operation: 'search', input: '64k', nodes: 65_536, oursMs: 10, peerMs: 75, ratio: 7.5, unit: 'ms' },
    { operation: 'memory', input: '64k', nodes: 65_536, oursMs: 3, peerMs: 24, ratio: 8, unit: 'MB' },
  ]);
});

it('the table has a line a row', () => {
  const lines = tableOf(rows).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^64k +65,536 +search +10\.0 ms +75\.0 ms +7\.5x$/);
});

it('a ratio below its floor is named; one on it, or without one, is not', () => {
  expect(belowFloors(rows, { '64k': { search: 7.5, memory: 8.1 }, '16k': { search: 99 } })).toEqual([
    'memory at 64k: 8x, below the floor of 8.1x',
  ]);
});

it('nothing measurable is no division by zero', () => {
  expect(rowsOf('16k', 1, { ours: [{ hover: 0 }], peer: [{ hover: 1 }] })[0]).toMatchObject({ oursMs: 0.1, ratio: 10 });
});
