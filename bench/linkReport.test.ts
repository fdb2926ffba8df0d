import { aboveBounds, linkTable, summarize } from './linkReport.mjs';

const run = (bare: number, link: number, query: number, asked = bare) => ({ bare, link, query, asked });
const runs = {
  link: [run(1100, 1500, 90), run(1000, 1240, 80), run(1020, 1234, 95)],
  compared: [
    { single: 1000, compared: 1300 },
    { single: 1100, compared: 1250 },
  ],
  windows: [{ whole: 50, windows: 140, alike: { whole: 60, windows: 330 } }],
};

it('sums up the least and the middle of several runs, and what remains beyond page and query', () => {
  expect(summarize(runs)).toEqual({
    least: { bare: 1000, link: 1234, query: 80, asked: 1000, rest: 154, ratio: 1.14 },
    median: { bare: 1020, link: 1240, query: 90, asked: 1020, rest: 130, ratio: 1.12 },
    compared: { single: 1000, compared: 1250, ratio: 1.25 },
    windows: { whole: 50, windows: 140, ratio: 2.8 },
    alike: { whole: 60, windows: 330, ratio: 5.5 },
  });
});

it('the table says bare page, link, query and what remains', () => {
  const lines = linkTable(summarize(runs)).split('\n');
  expect(lines).toHaveLength(15);
  expect(lines[1]).toMatch(/^bare page of the app +1000 ms +1020 ms$/);
  expect(lines[2]).toMatch(/^link to painted flame graph +1234 ms +1240 ms$/);
  expect(lines[4]).toMatch(/^ +its query took +80 ms +90 ms$/);
  expect(lines[5]).toMatch(/^link - bare page +234 ms +220 ms$/);
  expect(lines[10]).toMatch(/^ +the one by the other +1\.25x$/);
  expect(lines[13]).toMatch(/^ +the one by the other +2\.80x$/);
  expect(lines[14]).toMatch(/^ +the same where all windows are alike +5\.50x$/);
  expect(lines[6]).toMatch(/^remains beyond page and query \(aim: 150 ms\) +154 ms +130 ms$/);
});

it('a ratio above its bound is named; one on it is not', () => {
  expect(aboveBounds(summarize(runs), { ratio: 1.14, compared: 1.25, windows: 2.8 })).toEqual([]);
  expect(aboveBounds(summarize(runs), { ratio: 1.13, compared: 1.24, windows: 2.7 })).toEqual([
    'The picture takes 1.14x the bare page and its query (154 ms more), above the bound of 1.13x',
    "A comparison's picture takes 1.25x a single one's, above the bound of 1.24x",
    'Twelve windows take 2.8x the whole, above the bound of 2.7x',
  ]);
});
