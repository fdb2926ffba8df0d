import fc from 'fast-check';
import { findGroups, type Groups } from './groups';
import { hitTest, type Hit } from './hit';
import type { NodeIndex, Profile } from './model';
import {
  anyChains,
  anyNarrowing,
  anyProfile,
  anyWide,
  refDisplayed,
  refGroups,
  type RefNode,
} from './testing/reference';
import { isVisible, layoutRows, placeNodes, type Rows } from './rows';
import { forEachDrawn, type DrawWindow, type Strip } from './visible';

const runs = { numRuns: 500 };

interface Scene {
  profile: Profile;
  groups: Groups;
  expanded: ReadonlySet<NodeIndex>;
  root: NodeIndex;
  window: DrawWindow;
}

// Not fc.double: it is uniform over bit patterns, so that nearly all of its numbers are tiny.
const anyShare = fc.nat(1000).map((n) => n / 1000);
const anyTenth = (max: number) => fc.integer({ min: 1, max }).map((n) => n / 10);

/** A profile, some groups expanded, any shown root, any window. */
const anyScene: fc.Arbitrary<Scene> = fc
  .tuple(
    fc.oneof(anyProfile, anyChains, anyNarrowing, anyWide, anyWide),
    fc.func(fc.boolean()),
    // Most nodes are leaves; below them there is nothing to see.
    fc.oneof(fc.constant(0), fc.nat(3), fc.nat()),
    anyShare,
    anyShare,
    fc.nat(4),
    fc.nat(12),
    fc.oneof(anyTenth(300), anyTenth(7000))
  )
  .map(([profile, expand, rootSeed, a, b, firstRow, rowCount, minWidth]) => {
    const groups = findGroups(profile);
    const root = rootSeed % profile.length;
    const { start, width } = placeNodes(profile, profile);
    const x = (share: number) => start[root] + share * width[root];
    return {
      profile,
      groups,
      expanded: new Set(Array.from(groups.head.keys()).filter((node) => expand(node))),
      root,
      window: { x0: x(Math.min(a, b)), x1: x(Math.max(a, b)), firstRow, endRow: firstRow + rowCount, minWidth },
    };
  });

function rowsOf({ profile, groups, expanded, root }: Scene): Rows {
  return layoutRows(placeNodes(profile, profile), { groups, root, isExpanded: (head) => expanded.has(head) });
}

function isHiddenIn({ groups, expanded }: Scene): (node: NodeIndex) => boolean {
  return (node) => groups.head[node] !== node && !expanded.has(groups.head[node]);
}

interface Drawn {
  boxes: Array<{ node: NodeIndex; row: number; x0: number; x1: number }>;
  strips: Strip[];
}

function draw(scene: Scene, window = scene.window): Drawn {
  const drawn: Drawn = { boxes: [], strips: [] };
  forEachDrawn(rowsOf(scene), window, {
    box: (node, row, x0, x1) => drawn.boxes.push({ node, row, x0, x1 }),
    strip: (strip) => drawn.strips.push(strip),
  });
  return drawn;
}

/** Ancestors, then the displayed tree by recursion, every sibling looked at. */
function refDraw(scene: Scene): Drawn {
  const { profile, root, window } = scene;
  const isHidden = isHiddenIn(scene);
  const drawn: Drawn = { boxes: [], strips: [] };
  if (!(window.x1 > window.x0)) {
    return drawn;
  }
  const inRows = (row: number) => row >= window.firstRow && row < window.endRow;
  const ancestors: NodeIndex[] = [];
  for (let i = profile.parent[root]; i >= 0; i = profile.parent[i]) {
    if (!isHidden(i)) {
      ancestors.unshift(i);
    }
  }
  const top = refDisplayed(profile, root, ancestors.length, isHidden);
  ancestors.forEach((node, row) => inRows(row) && drawn.boxes.push({ node, row, x0: top.x0, x1: top.x1 }));
  const visit = (siblings: RefNode[], parent: NodeIndex) => {
    let run: RefNode[] = [];
    const flush = () => {
      const value = run.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0);
      if (value > 0 && parent >= 0 && inRows(run[0].row)) {
        const [first, last] = [run[0], run[run.length - 1]];
        const { row } = first;
        const edges = { x0: first.x0, x1: last.x1 };
        drawn.strips.push({ row, parent, ...edges, count: run.length, value, first: first.node, last: last.node });
      }
      run = [];
    };
    for (const sibling of siblings.filter(({ x0, x1 }) => x1 > window.x0 && x0 < window.x1)) {
      const { node, row, x0, x1 } = sibling;
      if (x1 - x0 < window.minWidth) {
        run.push(sibling);
        continue;
      }
      flush();
      if (inRows(row)) {
        drawn.boxes.push({ node, row, x0, x1 });
      }
      visit(sibling.children, node);
    }
    flush();
  };
  visit([top], -1);
  return drawn;
}

const byPlace = (a: { row: number; x0: number }, b: { row: number; x0: number }) => a.row - b.row || a.x0 - b.x0;

describe('layout', () => {
  it('groups are as the slow definition finds them', () => {
    fc.assert(
      fc.property(fc.oneof(anyChains, anyNarrowing), (profile) => {
        expect(findGroups(profile)).toEqual(refGroups(profile));
      }),
      runs
    );
  });

  it('rows hold each displayed node once, ordered, hidden nodes not at all', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const rows = rowsOf(scene);
        const { profile, root } = scene;
        const isHidden = isHiddenIn(scene);
        const expected: number[][] = [];
        const collect = ({ node, row, children }: RefNode) => {
          (expected[row] ??= []).push(node);
          children.forEach(collect);
        };
        for (let i = profile.parent[root]; i >= 0; i = profile.parent[i]) {
          if (!isHidden(i)) {
            expected.unshift([i]);
          }
        }
        collect(refDisplayed(profile, root, expected.length, isHidden));
        const actual = Array.from({ length: rows.rowCount }, (_, r) =>
          Array.from(rows.nodes.subarray(rows.offset[r], rows.offset[r + 1]))
        );
        expect(actual).toEqual(expected);
        expect(actual[rows.rootRow]).toEqual([root]);
        const visible = Array.from(profile.level.keys()).filter((node) => isVisible(rows, node));
        expect(visible).toEqual(expected.flat().sort((a, b) => a - b));
        visible.forEach((node) => expect(expected[rows.depth[node]]).toContain(node));
      }),
      runs
    );
  });

  it('draws what the slow reference draws', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const actual = draw(scene);
        const expected = refDraw(scene);
        expect(actual.boxes.sort(byPlace)).toEqual(expected.boxes.sort(byPlace));
        expect(actual.strips.sort(byPlace)).toEqual(expected.strips.sort(byPlace));
      }),
      runs
    );
  });

  it('boxes and strips of a row never overlap and stay inside their parent', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { profile, root } = scene;
        const whole = { ...scene.window, x0: -Infinity, x1: Infinity, firstRow: 0, endRow: Infinity };
        const { boxes, strips } = draw(scene, whole);
        const all = [...boxes, ...strips].sort(byPlace);
        for (let k = 1; k < all.length; k++) {
          if (all[k].row === all[k - 1].row) {
            expect(all[k].x0).toBeGreaterThanOrEqual(all[k - 1].x1);
          }
        }
        for (const { node, x0, x1 } of boxes.filter(({ node }) => node > root)) {
          const parent = boxes.find((box) => box.node === profile.parent[node]);
          if (parent) {
            expect(x0).toBeGreaterThanOrEqual(parent.x0);
            expect(x1).toBeLessThanOrEqual(parent.x1);
          }
        }
        const { start } = rowsOf(scene);
        for (const strip of strips) {
          expect(strip.x0).toBeGreaterThanOrEqual(start[strip.parent]);
          expect(strip.x1).toBeLessThanOrEqual(start[strip.parent] + profile.total[strip.parent]);
        }
      }),
      runs
    );
  });

  it('the hit test finds what is drawn there, and nothing where nothing is drawn', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { window } = scene;
        const rows = rowsOf(scene);
        const drawn = draw(scene, { ...window, firstRow: 0, endRow: Infinity });
        const points = placesOf(scene).filter(({ x }) => x >= window.x0 && x < window.x1);
        const hits = points.map(({ row, x }) => hitTest(rows, row, x, window.minWidth, window));
        expect(hits).toEqual(points.map(({ row, x }) => drawnAt(drawn, row, x)));
      }),
      runs
    );
  });

  it('without a window the hit strip is the whole run', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { window } = scene;
        const rows = rowsOf(scene);
        const drawn = draw(scene, { ...window, x0: -Infinity, x1: Infinity, firstRow: 0, endRow: Infinity });
        const points = placesOf(scene);
        const hits = points.map(({ row, x }) => hitTest(rows, row, x, window.minWidth));
        expect(hits).toEqual(points.map(({ row, x }) => drawnAt(drawn, row, x)));
      }),
      runs
    );
  });
});

/** Both edges and the middle of every node, in its row, the one below it and one that does not exist. */
function placesOf(scene: Scene): Array<{ row: number; x: number }> {
  const { profile } = scene;
  const { depth, start } = rowsOf(scene);
  return Array.from(start, (x0, node) =>
    [x0, x0 + profile.total[node] / 2, x0 + profile.total[node]].flatMap((x) =>
      [depth[node], depth[node] + 1, 99].map((row) => ({ row, x }))
    )
  ).flat();
}

function drawnAt({ boxes, strips }: Drawn, row: number, x: number): Hit | undefined {
  const covers = (place: { row: number; x0: number; x1: number }) => place.row === row && place.x0 <= x && x < place.x1;
  const box = boxes.find(covers);
  const strip = strips.find(covers);
  return box ? { kind: 'node', node: box.node } : strip && { kind: 'strip', strip };
}
