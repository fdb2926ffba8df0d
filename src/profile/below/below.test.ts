import fc from 'fast-check';
import { openOfNodes } from '../comparison/open';
import { FrameKind, type NodeIndex, type Profile } from '../model';
import { notLoadedValue } from '../notLoaded';
import { findPath, pathOf } from '../path';
import { profileFromStacks, type Stack } from '../stacks';
import { cutAsServer } from '../testing/cut';
import { folded } from '../testing/drawn';
import { pathsOf } from '../testing/reference';
import { planBelow } from './plan';
import { NODES_A_SLICE } from '../steps';
import { isSame, spliceDetail, spliceDetailInSteps } from './splice';

const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 40 }
);
const maxNodes = fc.constantFrom(2, 4, 8, 16);

/** The stacks that begin with the path: what a server takes for a call site. */
const under = (path: readonly string[], all: readonly Stack[]) =>
  all.filter(({ frames }) => path.every((name, i) => frames[i] === name));

/** Every function in the graph. */
const functionsOf = ({ length, frames, symbol }: Profile): NodeIndex[] =>
  Array.from({ length }, (_, i) => i).filter((i) => frames.kinds[symbol[i]] === FrameKind.function);

const nodeAt = (profile: Profile, path: readonly string[]) => {
  const { node, matched } = findPath(profile, path);
  return matched === path.length ? node : undefined;
};

/** Path, value and self of all below and at a path. */
const subtree = (profile: Profile, path: readonly string[]) =>
  pathsOf(profile)
    .filter(({ path: each }) => each === path.join(';') || each.startsWith(`${path.join(';')};`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

describe('a detail in its place', () => {
  it('is the subtree of the whole profile, and the totals of all others are as they were', () => {
    fc.assert(
      fc.property(stacks, maxNodes, fc.nat(), (all, most, pick) => {
        const graph = cutAsServer([all], most);
        const nodes = functionsOf(graph);
        fc.pre(nodes.length > 0);
        const node = nodes[pick % nodes.length];
        const path = pathOf(graph, node);
        const detail = cutAsServer([under(path, all)], 1000);
        expect(isSame(graph, node, detail)).toBe(true);
        const spliced = spliceDetail(graph, node, detail)!;
        expect(subtree(spliced, path)).toEqual(subtree(profileFromStacks(all), path));
        const beside = (profile: Profile) =>
          pathsOf(profile).filter((one) => !subtree(profile, path).some((o) => o.path === one.path));
        expect(beside(spliced)).toEqual(beside(graph));
        expect(notLoadedValue(spliced)).toBeLessThanOrEqual(notLoadedValue(graph));
      }),
      { numRuns: 300 }
    );
  });

  it('keeps the total of all, and every true value in its bounds, however blocks were cut', () => {
    fc.assert(
      fc.property(
        fc.array(stacks, { minLength: 1, maxLength: 3 }),
        maxNodes,
        fc.array(fc.nat(), { maxLength: 4 }),
        (blocks, most, picks) => {
          const whole = profileFromStacks(blocks.flat());
          let graph = cutAsServer(blocks, most);
          const { total } = graph;
          for (const pick of picks) {
            const nodes = functionsOf(graph);
            if (nodes.length > 0) {
              const node = nodes[pick % nodes.length];
              const path = pathOf(graph, node);
              const detail = cutAsServer(
                blocks.map((block) => under(path, block)),
                most + path.length + 1
              );
              graph = spliceDetail(graph, node, detail) ?? graph;
            }
          }
          expect(graph.total[0]).toBe(total[0]);
          const open = openOfNodes(graph, graph);
          for (const node of functionsOf(whole)) {
            const path = pathOf(whole, node);
            const shown = nodeAt(graph, path);
            if (shown !== undefined) {
              expect(whole.total[node]).toBeGreaterThanOrEqual(graph.total[shown]);
              expect(whole.total[node]).toBeLessThanOrEqual(graph.total[shown] + open[shown]);
            }
          }
        }
      ),
      { numRuns: 300 }
    );
  });

  const graph = folded('main;run;a 50\nmain;run;other 30\nmain;other 4\ngc 15\nother 1');
  const run = nodeAt(graph, ['main', 'run'])!;
  const lines = (profile: Profile | undefined) =>
    profile &&
    pathsOf(profile)
      .map(({ path, value }) => `${path} ${value}`)
      .sort();

  it('takes what is more than was shown out of the nearest other', () => {
    // Of the 5 that are more, 4 stood in main's, so that its total is as before, and 1 in the root's.
    const all = lines(spliceDetail(graph, run, folded('main;run;a 52\nmain;run;b 33')));
    expect(all).toEqual([' 100', 'gc 15', 'main 85', 'main;run 85', 'main;run;a 52', 'main;run;b 33']);
    expect(lines(spliceDetail(graph, run, folded('main;run;a 51\nmain;run;b 30')))).toEqual(
      expect.arrayContaining(['main 84', 'main;run 81', 'main;other 3', 'other 1'])
    );
  });

  it('leaves open what it has too little of', () => {
    const large = folded('main;a 600\nmain;other 400');
    const spliced = spliceDetail(large, nodeAt(large, ['main'])!, folded('main;a 599\nmain;b 399'));
    expect(lines(spliced)).toEqual([' 1000', 'main 1000', 'main;a 599', 'main;b 399', 'main;other 2']);
  });

  it('is none where it cannot be of the same profiles', () => {
    expect(spliceDetail(graph, run, folded('main;run;a 87'))).toBeUndefined();
    expect(spliceDetail(graph, run, folded('main;run;a 79'))).toBeUndefined();
    expect(spliceDetail(graph, run, folded('gc 80'))).toBeUndefined();
    expect(isSame(graph, run, folded('main;run;a 81'))).toBe(false);
    const large = folded('main;a 600\nmain;other 400');
    const main = nodeAt(large, ['main'])!;
    expect([995, 994].map((value) => isSame(large, main, folded(`main;a ${value}`)))).toEqual([true, false]);
  });
});

describe('what is asked for', () => {
  const graph = folded(
    'main;run;a;x 50\nmain;run;a;other 20\nmain;run;b;other 19\nmain;run;c 9\nmain;run;other 2\ngc 900'
  );
  const at = (...path: string[]) => nodeAt(graph, path)!;
  const plan = (path: string[], asked: string[][] = [], most = 16) =>
    planBelow(graph, at(...path), new Set(asked.map((one) => at(...one))), most).map((node) =>
      pathOf(graph, node).join(';')
    );

  it('is the focused frame where more than a hundredth of it is cut, and nothing of the root', () => {
    expect(plan(['main', 'run'])).toEqual(['main;run']);
    expect(plan(['main', 'run', 'c'])).toEqual([]);
    expect(plan(['gc'])).toEqual([]);
    expect(plan([])).toEqual([]);
    expect(plan(['main', 'run', 'other'])).toEqual([]);
    const little = folded('main;a 99\nmain;other 1');
    expect(planBelow(little, 1, new Set(), 16)).toEqual([]);
  });

  it('is what hides the most below a frame that was asked, never one twice, and not more than may be', () => {
    expect(plan(['main', 'run'], [['main', 'run']])).toEqual(['main;run;a', 'main;run;b']);
    expect(plan(['main', 'run'], [['main', 'run']], 1)).toEqual(['main;run;a']);
    expect(
      plan(
        ['main', 'run'],
        [
          ['main', 'run'],
          ['main', 'run', 'a'],
        ]
      )
    ).toEqual(['main;run;b']);
    expect(
      plan(
        ['main', 'run'],
        [
          ['main', 'run'],
          ['main', 'run', 'a'],
          ['main', 'run', 'b'],
        ]
      )
    ).toEqual([]);
  });

  it('goes past frames that have nearly all of their caller', () => {
    expect(plan(['main'], [['main']])).toEqual(['main;run;a', 'main;run;b']);
  });

  it('is no more than it takes to leave a hundredth', () => {
    const wide = folded('m;a;other 500\nm;b;other 480\nm;c;other 9\nm;d;other 8');
    const names = planBelow(wide, 1, new Set([1]), 16).map((node) => pathOf(wide, node)[1]);
    expect(names).toEqual(['a', 'b', 'c']);
  });

  it('comes to an end, however a profile is made, with nothing asked twice', () => {
    fc.assert(
      fc.property(stacks, maxNodes, fc.nat(), (all, most, pick) => {
        let cut = cutAsServer([all], most);
        const nodes = functionsOf(cut);
        fc.pre(nodes.length > 0);
        const focus = pathOf(cut, nodes[pick % nodes.length]);
        const asked = new Set<string>();
        for (;;) {
          const rows = new Set([...asked].map((path) => nodeAt(cut, path.split(';'))!));
          const wanted = planBelow(cut, nodeAt(cut, focus)!, rows, 2).map((node) => pathOf(cut, node));
          if (wanted.length === 0) {
            break;
          }
          for (const path of wanted) {
            expect(asked.has(path.join(';'))).toBe(false);
            asked.add(path.join(';'));
            const detail = cutAsServer([under(path, all)], most + path.length + 1);
            cut = spliceDetail(cut, nodeAt(cut, path)!, detail)!;
          }
        }
      }),
      { numRuns: 200 }
    );
  });
});

it('of a graph of many nodes is put in their place in steps, none of which goes over all of them', () => {
  const many = 300_000;
  const beside = Array.from({ length: many }, (_, i) => ({ frames: ['main', `f${i % 1000}`, `g${i}`], value: 1 }));
  const graph = profileFromStacks([{ frames: ['main', 'run', 'other'], value: 90 }, ...beside]);
  const steps = spliceDetailInSteps(graph, nodeAt(graph, ['main', 'run'])!, folded('main;run;a 60\nmain;run;b 30'));
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    count++;
  }
  // Its rows are gone over to copy them, to link them and to sum them up; its names are read.
  expect(count).toBeGreaterThan(many / NODES_A_SLICE + 3 * Math.floor(many / 2 ** 17));
  expect(subtree(step.value!, ['main', 'run'])).toEqual([
    { path: 'main;run', value: 90, self: 0 },
    { path: 'main;run;a', value: 60, self: 60 },
    { path: 'main;run;b', value: 30, self: 30 },
  ]);
  expect([step.value!.length, step.value!.total[0]]).toEqual([graph.length + 1, graph.total[0]]);
});
