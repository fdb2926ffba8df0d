import fc from 'fast-check';
import type { NodeIndex, Profile } from '../model';
import { drained } from '../steps';
import { profileFromStacks } from '../stacks';
import { folded } from '../testing/drawn';
import { anyProfile, pathsOf, stacksOf } from '../testing/reference';
import { Largest } from './largest';
import { bottomUpInSteps, topDown, type Line, type LineTree } from './lines';
import { carriedRows, depthOf, followed, revealed, stackOf, toggled, topRows, withMore, type Row } from './rows';

const runs = { numRuns: 100 };

const bottomUp = (profile: Profile, root: NodeIndex) => drained(bottomUpInSteps(profile, root));

/** Every line of a tree, everything opened. */
function all(tree: LineTree): Line[] {
  const found: Line[] = [];
  const waiting: Array<Line | undefined> = [undefined];
  while (waiting.length > 0) {
    const parent = waiting.pop();
    let { lines, rest, cut } = tree.below(parent);
    for (let left = rest; left !== undefined; left = rest) {
      const more = tree.more(left);
      lines = [...lines, ...more.lines];
      rest = more.rest;
    }
    const below = cut ? [...lines, cut] : [...lines];
    expect(lines.map(({ total }) => total)).toEqual(lines.map(({ total }) => total).sort((a, b) => b - a));
    expect(below.length > 0).toBe(parent === undefined ? tree.profile.total[0] > 0 : parent.opens);
    found.push(...below);
    waiting.push(...below.filter(({ opens }) => opens));
  }
  return found;
}

/** Names from the top, by which lines are told apart; '' for samples without frames. */
const wayTo = ({ symbol, frames }: Profile, line: Line): string =>
  line.symbol === symbol[0]
    ? ''
    : stackOf(line)
        .map((each) => frames.names[each.symbol])
        .join(';');

const numbers = (tree: LineTree) =>
  Object.fromEntries(all(tree).map((line) => [wayTo(tree.profile, line), [line.total, line.self]]));

/** A profile and one of its nodes. */
const anyPlace = fc
  .tuple(anyProfile, fc.nat())
  .map(([profile, n]): [Profile, NodeIndex] => [profile, n % profile.length]);

describe('a call tree', () => {
  it('from the top has the nodes of the profile with their numbers', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const expected = pathsOf(profile)
          .map(({ path, value, self }) => (path === '' ? { path, value: self, self } : { path, value, self }))
          .filter(({ path, self }) => path !== '' || self > 0);
        expect(numbers(topDown(profile, 0))).toEqual(
          Object.fromEntries(expected.map(({ path, value, self }) => [path, [value, self]]))
        );
      }),
      runs
    );
  });

  it('from the bottom charges each caller with the self of the stacks that it led to', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const expected: Record<string, [number, number]> = {};
        for (const { frames, value } of stacksOf(profile)) {
          const up = frames.length === 0 ? [''] : [...frames].reverse();
          up.forEach((_, depth) => {
            const way = up.slice(0, depth + 1).join(';');
            expected[way] ??= [0, 0];
            expected[way][0] += value;
            expected[way][1] += depth === 0 ? value : 0;
          });
        }
        expect(numbers(bottomUp(profile, 0))).toEqual(expected);
      }),
      runs
    );
  });

  it('of a part has what is below its node, and nothing of what leads there', () => {
    fc.assert(
      fc.property(anyPlace, ([profile, root]) => {
        fc.pre(root > 0);
        const names = (way: string) => way.split(';');
        const depth = profile.level[root];
        const path = pathsOf(profile)[root].path;
        const inside = (each: string) => names(each).slice(0, depth).join(';') === path;
        const down = pathsOf(profile).filter((each) => inside(each.path));
        expect(numbers(topDown(profile, root))).toEqual(
          Object.fromEntries(
            down.map(({ path: each, value, self }) => [
              names(each)
                .slice(depth - 1)
                .join(';'),
              [value, self],
            ])
          )
        );
        const up = all(bottomUp(profile, root));
        const tops = up.filter((line) => line.depth === 0);
        expect(tops.reduce((sum, { self }) => sum + self, 0)).toBe(profile.total[root]);
        expect(Math.max(0, ...up.filter(({ opens }) => !opens).map((line) => line.depth))).toBeLessThanOrEqual(
          Math.max(...profile.level) - depth
        );
        const outermost = profile.frames.names[profile.symbol[root]];
        expect(up.filter(({ opens }) => !opens).every((line) => profile.frames.names[line.symbol] === outermost)).toBe(
          true
        );
      }),
      runs
    );
  });

  it('keeps the largest, whatever comes first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (values, limit) => {
        const sorted = values.map((value, id) => ({ id, value })).sort((a, b) => b.value - a.value || a.id - b.id);
        const first = new Largest(limit, 3);
        values.forEach((value, id) => first.offer(id, value));
        const large = sorted.filter(({ value }) => value >= 3).slice(0, limit);
        const rest = sorted.slice(large.length);
        expect(first.sorted()).toEqual(large);
        expect([first.restCount, first.restTotal]).toEqual([
          rest.length,
          rest.reduce((sum, { value }) => sum + value, 0),
        ]);
        const second = new Largest(limit, 0, large.at(-1));
        values.forEach((value, id) => second.offer(id, value));
        expect(second.sorted()).toEqual(rest.slice(0, limit));
        expect(second.restCount).toBe(Math.max(0, rest.length - limit));
      })
    );
  });
});

const profile = folded(`
  main;serve;json 50
  main;serve;sql 30
  main;gc 15
  main;other 3
  tick 20
`);

/** Rows as text: indented, with their totals, and a mark on what is open. */
const drawing = (tree: LineTree, rows: readonly Row[]) =>
  rows.map((row) => {
    const text =
      row.kind === 'rest'
        ? `… ${row.rest.count} smaller ${row.rest.total}`
        : `${row.open ? 'v ' : row.line.opens ? '> ' : ''}${tree.profile.frames.names[row.line.symbol]} ${row.line.total}`;
    return '  '.repeat(depthOf(row)) + text;
  });

describe('the rows of a call tree', () => {
  const down = topDown(profile, 0);

  it('open and close, the largest first and what is not loaded last', () => {
    const top = topRows(down);
    expect(drawing(down, top)).toEqual(['> main 98', 'tick 20']);
    const open = toggled(down, toggled(down, top, 0), 1);
    expect(drawing(down, open)).toEqual([
      'v main 98',
      '  v serve 80',
      '    json 50',
      '    sql 30',
      '  gc 15',
      '  other 3',
      'tick 20',
    ]);
    expect(drawing(down, toggled(down, open, 1))).toEqual(drawing(down, toggled(down, top, 0)));
    expect(drawing(down, toggled(down, open, 0))).toEqual(drawing(down, top));
    expect(toggled(down, open, 2)).toBe(open);
  });

  it('from the bottom up', () => {
    const up = bottomUp(profile, 0);
    expect(drawing(up, toggled(up, topRows(up), 0))).toEqual([
      'v json 50',
      '  v serve 50',
      '    main 50',
      '> sql 30',
      'tick 20',
      '> gc 15',
      '> other 3',
    ]);
  });

  it('open an only line with the one above it', () => {
    const chain = topDown(folded('a;b;c;d 3\na;b;c;e 2'), 0);
    expect(drawing(chain, topRows(chain))).toEqual(['v a 5', '  v b 5', '    v c 5', '      d 3', '      e 2']);
  });

  it('have one for what is below 1/16384 of the whole, which shows it a thousand at a time', () => {
    const small = Array.from({ length: 1500 }, (_, i) => `main;small${String(i).padStart(4, '0')} ${(i % 3) + 1}`);
    const wide = topDown(folded([`main;big 100000`, ...small].join('\n')), 0);
    const rows = topRows(wide);
    expect(drawing(wide, rows)).toEqual(['v main 103000', '  big 100000', '  … 1500 smaller 3000']);
    const more = withMore(wide, rows, 2);
    expect(more).toHaveLength(1003);
    expect(drawing(wide, more.slice(2, 4))).toEqual(['  small0002 3', '  small0005 3']);
    expect(drawing(wide, more.slice(-2))).toEqual(['  small1498 2', '  … 500 smaller 500']);
    expect(withMore(wide, more, 1002)).toHaveLength(1502);
  });

  const follow = (tree: LineTree, rows: readonly Row[], index: number) => drained(followed(tree, rows, index));

  it('follow the heaviest to the end, beside what is open already', () => {
    const all = follow(down, topRows(down), 0);
    expect(drawing(down, all.rows)).toEqual([
      'v main 98',
      '  v serve 80',
      '    json 50',
      '    sql 30',
      '  gc 15',
      '  other 3',
      'tick 20',
    ]);
    expect(all.index).toBe(2);
    // A second time there is nothing left to open.
    expect(follow(down, all.rows, 0)).toEqual({ rows: all.rows, index: 2 });
    const half = toggled(down, topRows(down), 0);
    expect(follow(down, half, 0)).toEqual(all);
    const up = bottomUp(profile, 0);
    const followedUp = follow(up, topRows(up), 0);
    const end = followedUp.rows[followedUp.index];
    expect(end.kind === 'line' && stackOf(end.line).map(({ symbol }) => profile.frames.names[symbol])).toEqual([
      'json',
      'serve',
      'main',
    ]);
  });

  it('never follow into what is not loaded', () => {
    const cut = topDown(folded('main;other 9\nmain 1'), 0);
    expect(follow(cut, topRows(cut), 0).index).toBe(0);
  });

  it('lead to any node', () => {
    fc.assert(
      fc.property(anyPlace, ([some, node]) => {
        const tree = topDown(some, 0);
        const found = revealed(tree, topRows(tree), node);
        const row = found?.rows[found.index];
        expect(row?.kind === 'line' ? row.line.id : 0).toBe(node);
      }),
      runs
    );
    const wide = topDown(
      profileFromStacks(Array.from({ length: 4000 }, (_, i) => ({ frames: ['a', `f${i}`], value: i + 1 }))),
      0
    );
    const before = topRows(wide);
    const found = revealed(wide, before, 2)!;
    const row = found.rows[found.index];
    expect(row.kind === 'line' && row.line.id).toBe(2);
    // It alone, out of its turn, and not once more when its turn comes.
    expect(found.rows).toHaveLength(before.length + 1);
    let all = found.rows;
    for (let rest = all.length - 1; all[rest].kind === 'rest'; rest = all.length - 1) {
      all = withMore(wide, all, rest);
    }
    expect(all).toHaveLength(4001);
    expect(new Set(all.map((each) => each.kind === 'line' && each.line.id)).size).toBe(4001);
  });

  it('lead to no node beside the part that is shown', () => {
    const part = topDown(profile, profile.frames.names.indexOf('tick') === profile.symbol[1] ? 2 : 1);
    const rows = topRows(part);
    const outside = Array.from({ length: profile.length }, (_, node) => node).filter(
      (node) => revealed(part, rows, node) === undefined
    );
    expect(outside.map((node) => profile.frames.names[profile.symbol[node]]).sort()).toEqual(['tick', 'total']);
  });

  it('stay open in the next profile', () => {
    const next = topDown(folded('main;serve;json 10\nmain;serve;xml 70\nmain;gc 15\ntick 200'), 0);
    const { rows } = follow(down, topRows(down), 0);
    expect(drawing(next, carriedRows(rows, profile, next))).toEqual([
      'tick 200',
      'v main 95',
      '  v serve 80',
      '    xml 70',
      '    json 10',
      '  gc 15',
    ]);
  });

  it('do 50,000 levels', () => {
    const deep = topDown(folded(`${Array.from({ length: 50_000 }, (_, i) => `f${i % 7}`).join(';')} 1`), 0);
    const { rows, index } = follow(deep, topRows(deep), 0);
    expect(index).toBe(49_999);
    expect(carriedRows(rows, deep.profile, deep)).toHaveLength(50_000);
    const found = revealed(deep, topRows(deep), 50_000)!;
    expect(found.index).toBe(49_999);
  });
});
