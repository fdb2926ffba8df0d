import fc from 'fast-check';

import { seeded } from '../change/random';
import { FrameKind, type CallTree } from '../model';
import { profileFromStacks, type Stack } from '../stacks';
import { symbolTable } from '../table';
import { cutAsServer } from '../testing/cut';
import { drawn } from '../testing/drawn';
import { differenceBetween, isUnclear, kindOfChange } from './bounds';
import { openOfNodes, openOfSymbols } from './open';
import { uniteTrees, weighSide } from './unite';

const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 40 }
);
const blocks = fc.array(stacks, { minLength: 1, maxLength: 3 });
const maxNodes = fc.constantFrom(2, 4, 8, 16, 64);

/** So many stacks of a server: deep, with few heavy functions and many light ones, recursion among them. */
function serverStacks(count: number, random: () => number): Stack[] {
  const frames: string[] = [];
  return Array.from({ length: count }, () => {
    frames.length = Math.floor(frames.length * random());
    const depth = frames.length + 1 + Math.floor(random() * 12);
    while (frames.length < depth) {
      frames.push(`f${Math.floor(400 * random() ** 3)}`);
    }
    return { frames: [...frames], value: 1 + Math.floor(1000 * random() ** 4) };
  });
}

/** A profile in three blocks, and how many nodes the server keeps: from the least to the most that are asked for. */
const LARGE: Array<[number, Stack[][]]> = (() => {
  const random = seeded(7);
  const blocks = [9_000, 6_000, 3_000].map((count) => serverStacks(count, random));
  return [16, 128, 1024, 4096, 16_384].map((most) => [most, blocks]);
})();

/** Each node of the whole profile has its total in the bounds of the cut one. @returns how many nodes are not shown */
function expectNodesInBounds(all: readonly Stack[][], most: number): number {
  const whole = profileFromStacks(all.flat());
  const shown = cutAsServer(all, most);
  const united = uniteTrees(shown, whole);
  const before = weighSide(united, 'before', shown);
  const after = weighSide(united, 'after', whole);
  const open = openOfNodes(united.tree, before);
  const rows = rowsByPath(united.tree);
  const wrong = [...rows].filter(
    ([, row]) => after.total[row] < before.total[row] || after.total[row] > before.total[row] + open[row]
  );
  expect(wrong).toEqual([]);
  expect(rows.size).toBeGreaterThanOrEqual(whole.length - 1);
  return [...rows.values()].filter((row) => before.total[row] === 0).length;
}

/** The same for self and total of each symbol. */
function expectSymbolsInBounds(all: readonly Stack[][], most: number): void {
  const whole = profileFromStacks(all.flat());
  const shown = cutAsServer(all, most);
  const table = symbolTable(shown);
  const open = openOfSymbols(shown, shown);
  const truth = symbolTable(whole);
  const rows = new Map(
    shown.frames.names.flatMap((name, s): Array<[string, number]> =>
      shown.frames.kinds[s] === FrameKind.function ? [[name, s]] : []
    )
  );
  const wrong = whole.frames.names.filter((name, symbol) => {
    if (whole.frames.kinds[symbol] !== FrameKind.function) {
      return false;
    }
    const same = rows.get(name);
    const [self, total] = same === undefined ? [0, 0] : [table.self[same], table.total[same]];
    return (
      truth.self[symbol] < self ||
      truth.self[symbol] > self + open.self ||
      truth.total[symbol] < total ||
      truth.total[symbol] > total + (same === undefined ? open.self : open.total[same])
    );
  });
  expect(wrong).toEqual([]);
}

/** "a;b": the row, with the function frames only. */
function rowsByPath(tree: CallTree): Map<string, number> {
  const rows = new Map<string, number>();
  const path: string[] = [];
  for (let i = 1; i < tree.length; i++) {
    path.length = tree.level[i] - 1;
    path.push(tree.frames.names[tree.symbol[i]]);
    if (tree.frames.kinds[tree.symbol[i]] === FrameKind.function) {
      rows.set(path.join(';'), i);
    }
  }
  return rows;
}

describe('what a cut graph leaves open', () => {
  it('is what its ancestors sum up as other', () => {
    const profile = drawn(`
      [total                ]
      [main         ][other ]
      [read  ][other]
          [xy]
    `);
    const rows = rowsByPath(profile);
    const open = openOfNodes(profile, profile);
    // 8 at the root, 7 more below main.
    expect(['main', 'main;read', 'main;read;xy'].map((path) => open[rows.get(path)!])).toEqual([8, 15, 15]);
  });

  it('holds the true total of every node that is shown, and of every one that is not', () => {
    fc.assert(
      fc.property(blocks, maxNodes, (all, most) => void expectNodesInBounds(all, most)),
      { numRuns: 300 }
    );
  });

  it('holds the true self and total of every symbol, recursion counted once', () => {
    fc.assert(
      fc.property(blocks, maxNodes, (all, most) => expectSymbolsInBounds(all, most)),
      { numRuns: 300 }
    );
  });

  it.each(LARGE)('holds them all of a large profile cut at %i nodes', (most, all) => {
    const hidden = expectNodesInBounds(all, most);
    // It is cut, and not to nothing.
    expect(hidden).toBeGreaterThan(1000);
    expectSymbolsInBounds(all, most);
  });

  it('never hides a true difference of two cut graphs, nor calls a frame new that was there', () => {
    fc.assert(
      fc.property(blocks, blocks, maxNodes, (one, other, most) => {
        const [a, b] = [cutAsServer(one, most), cutAsServer(other, most)];
        const united = uniteTrees(a, b);
        const [before, after] = [weighSide(united, 'before', a), weighSide(united, 'after', b)];
        const [openBefore, openAfter] = [openOfNodes(united.tree, before), openOfNodes(united.tree, after)];
        const truth = uniteTrees(profileFromStacks(one.flat()), profileFromStacks(other.flat()));
        const [trueBefore, trueAfter] = [
          weighSide(truth, 'before', profileFromStacks(one.flat())),
          weighSide(truth, 'after', profileFromStacks(other.flat())),
        ];
        const trueRows = rowsByPath(truth.tree);
        rowsByPath(united.tree).forEach((row, path) => {
          const trueRow = trueRows.get(path)!;
          const difference = trueAfter.total[trueRow] - trueBefore.total[trueRow];
          const { low, high } = differenceBetween(before.total[row], openBefore[row], after.total[row], openAfter[row]);
          expect(difference).toBeGreaterThanOrEqual(low);
          expect(difference).toBeLessThanOrEqual(high);
        });
      }),
      { numRuns: 200 }
    );
  });
});

describe('the kind of a change', () => {
  const whole = { samples: 1000, complete: true };
  const interval = (low: number, high = low) => ({ low, high });

  it('is new only with 20 samples here, none there, and a complete and comparable other side', () => {
    const onlyAfter = (share: number, before = whole, after = whole) =>
      kindOfChange({ before: 0, after: share }, interval(share), before, after);
    expect(onlyAfter(0.02)).toBe('new');
    expect(onlyAfter(0.019)).toBe('unseen-before');
    expect(onlyAfter(0.5, { samples: 1000, complete: false })).toBe('unseen-before');
    expect(onlyAfter(0.5, { samples: 499, complete: true })).toBe('unseen-before');
    expect(onlyAfter(0.5, whole, { samples: 499, complete: true })).toBe('new');
    expect(kindOfChange({ before: 0.02, after: 0 }, interval(-0.02), whole, whole)).toBe('gone');
    expect(kindOfChange({ before: 0.5, after: 0 }, interval(-0.5), { samples: undefined, complete: true }, whole)).toBe(
      'unseen-after'
    );
  });

  it('is unclear where what was not loaded may be more than the difference', () => {
    const cut = { samples: 1000, complete: false };
    expect(kindOfChange({ before: 0.1, after: 0.2 }, interval(-0.1, 0.3), cut, cut)).toBe('unclear');
    expect(kindOfChange({ before: 0.1, after: 0.2 }, interval(0.05, 0.3), cut, cut)).toBe('changed');
    expect(kindOfChange({ before: 0.1, after: 0.1 }, interval(0), whole, whole)).toBe('same');
    expect(isUnclear(interval(0, 5))).toBe(true);
    expect(isUnclear(interval(0))).toBe(false);
  });
});
