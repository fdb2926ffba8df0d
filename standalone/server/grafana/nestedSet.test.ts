import * as fc from 'fast-check';

import type { Flamebearer } from '../../store/querier';
import { toNestedSet, type NestedSet } from './nestedSet';

interface Node {
  name: string;
  self: number;
  children: Node[];
}

const totalOf = (node: Node): number => node.children.reduce((sum, child) => sum + totalOf(child), node.self);

/** Pyroscope's encoding, the obvious way: a bar's own part is drawn first, then its children. */
function encode(root: Node): Flamebearer {
  const names: string[] = [];
  const levels: number[][] = [];
  const ends: number[] = [];
  const draw = (node: Node, level: number, x: number) => {
    if (!names.includes(node.name)) {
      names.push(node.name);
    }
    levels[level] ??= [];
    levels[level].push(x - (ends[level] ?? 0), totalOf(node), node.self, names.indexOf(node.name));
    ends[level] = x + totalOf(node);
    node.children.reduce((at, child) => (draw(child, level + 1, at), at + totalOf(child)), x + node.self);
  };
  draw(root, 0, 0);
  return { names, levels, total: totalOf(root), maxSelf: 0 };
}

/** The tree that the rows say, by their levels alone. */
function decode(rows: NestedSet): Node {
  const path: Node[] = [];
  rows.level.forEach((level, row) => {
    const node = { name: rows.names[rows.label[row]], self: rows.self[row], children: [] };
    path[level - 1]?.children.push(node);
    path[level] = node;
    path.length = level + 1;
    expect(rows.value[row]).toBeGreaterThanOrEqual(node.self);
  });
  return path[0];
}

// Few names, so that they repeat along a path and between siblings.
const name = fc.constantFrom('total', 'other', 'main', 'a', 'b', '');
const { tree } = fc.letrec<{ tree: Node; children: Node[] }>((tie) => ({
  tree: fc
    .record({ name, self: fc.nat({ max: 5 }), children: tie('children') })
    // A bar without width could stand on the border of two parents, and then belongs to neither for certain.
    .map((node) => (totalOf(node) > 0 ? node : { ...node, self: 1 })),
  children: fc.oneof({ depthSize: 'small' }, fc.constant<Node[]>([]), fc.array(tie('tree'), { maxLength: 4 })),
}));

describe('toNestedSet', () => {
  it('gives the rows that Grafana gives for the golden stacks', () => {
    // main;b;c 10, main;a 5, main 3, zz;other;q 2, total;x 1
    const flamebearer = {
      names: ['total', 'zz', 'other', 'x', 'main', 'b', 'c', 'a'],
      levels: [
        [0, 21, 0, 0],
        [0, 18, 3, 4, 0, 1, 0, 0, 0, 2, 0, 1],
        [3, 5, 5, 7, 0, 10, 0, 5, 0, 1, 1, 3, 0, 2, 2, 2],
        [8, 10, 10, 6],
      ],
      total: 21,
      maxSelf: 10,
    };
    expect(toNestedSet(flamebearer)).toEqual({
      level: [0, 1, 2, 2, 3, 1, 2, 1, 2],
      value: [21, 18, 5, 10, 10, 1, 1, 2, 2],
      self: [0, 3, 5, 0, 10, 0, 1, 0, 2],
      label: [0, 1, 2, 3, 4, 0, 5, 6, 7],
      names: ['total', 'main', 'a', 'b', 'c', 'x', 'zz', 'other'],
    });
  });

  it('gives back any tree', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const rows = toNestedSet(encode(root));
        expect(decode(rows)).toEqual(root);
        const totals: number[] = [];
        const visit = (node: Node) => {
          totals.push(totalOf(node));
          node.children.forEach(visit);
        };
        visit(root);
        expect(rows.value).toEqual(totals);
        expect(new Set(rows.names).size).toBe(rows.names.length);
      }),
      { numRuns: 300 }
    );
  });

  it('has one row of zeros for a profile without data, and none without levels', () => {
    const empty = { names: ['total'], levels: [[0, 0, 0, 0]], total: 0, maxSelf: 0 };
    expect(toNestedSet(empty)).toEqual({ level: [0], value: [0], self: [0], label: [0], names: ['total'] });
    expect(toNestedSet({ ...empty, levels: [] }).level).toEqual([]);
  });

  it('leaves out bars that stand over nothing', () => {
    const flamebearer = {
      names: ['total', 'main', 'lost'],
      levels: [
        [0, 10, 0, 0],
        [0, 4, 4, 1, 8, 5, 5, 2],
      ],
      total: 10,
      maxSelf: 5,
    };
    expect(toNestedSet(flamebearer).names).toEqual(['total', 'main']);
  });

  it('takes 200,000 bars, wide and deep', () => {
    const wide = Array.from({ length: 100_000 }, () => [0, 1, 1, 1]).flat();
    const levels = [[0, 100_000, 0, 0], wide];
    expect(toNestedSet({ names: ['total', 'f'], levels, total: 100_000, maxSelf: 1 }).level).toHaveLength(100_001);
    const deep = Array.from({ length: 100_000 }, () => [0, 1, 0, 0]);
    expect(toNestedSet({ names: ['total'], levels: deep, total: 1, maxSelf: 1 }).level[99_999]).toBe(99_999);
  });
});
