import fc from 'fast-check';
import { placeNodes } from '../../profile/rows';
import { buildProfile } from '../../profile/build';
import { drawn } from '../../profile/testing/drawn';
import type { Profile } from '../../profile/model';
import { profileFromStacks } from '../../profile/stacks';
import { collectBoxes, createBoxList, orderByStyle, STRIP, type Look } from './boxes';
import { DIMMED, NOT_LOADED, packageStyle, ROOT, DARK_PALETTE } from './colors';
import { createRows, createScene, type Range, type Scene, type Viewport } from './scene';

const LOOK: Look = { palette: DARK_PALETTE, colors: 'package' };
const NONE = { mode: 'none', toggled: new Set<number>() } as const;
const ALL = { mode: 'all', toggled: new Set<number>() } as const;
const EVERY_ROW = { firstRow: 0, endRow: 1000 };

interface Drawn {
  name: string;
  row: number;
  left: number;
  right: number;
  beyond: number;
}

function collect(scene: Scene, viewport: Viewport, look = LOOK, rows = EVERY_ROW): Drawn[] {
  const list = createBoxList(2);
  collectBoxes(list, scene, viewport, look, rows);
  const { frames, symbol } = scene.profile;
  return Array.from({ length: list.count }, (_, i) => ({
    name: list.node[i] < 0 ? 'strip' : frames.names[symbol[list.node[i]]],
    row: list.row[i],
    left: list.left[i],
    right: list.right[i],
    beyond: list.beyond[i],
  }));
}

const sceneOf = (profile: Profile, root = 0, range?: Range, collapse: Scene['collapse'] = NONE) =>
  createScene(profile, collapse, createRows(profile, collapse, root), range);

const text = (boxes: Drawn[]) => boxes.map(({ name, row, left, right }) => `${row} ${name} ${left}-${right}`);

describe('collectBoxes', () => {
  const profile = drawn(`
    [total                                ]
    [main            ][gc                 ]
         [read       ]
  `);
  const viewport = { width: 390, height: 100, dpr: 1 };

  it('places boxes by their offset and value', () => {
    expect(text(collect(sceneOf(profile), viewport))).toEqual([
      '0 total 0-390',
      '1 main 0-180',
      '1 gc 180-390',
      '2 read 50-180',
    ]);
  });

  it('uses every device pixel', () => {
    expect(text(collect(sceneOf(profile), { ...viewport, dpr: 2 }))[3]).toBe('2 read 100-360');
  });

  it('collects only the rows asked for', () => {
    expect(text(collect(sceneOf(profile), viewport, LOOK, { firstRow: 1, endRow: 2 }))).toEqual([
      '1 main 0-180',
      '1 gc 180-390',
    ]);
  });

  it('gives the focused frame and the path above it the full width', () => {
    expect(text(collect(sceneOf(profile, 2), viewport))).toEqual(['0 total 0-390', '1 main 0-390', '2 read 0-390']);
  });

  it('clips what a zoom shows a part of, and says where it goes on', () => {
    const boxes = collect(sceneOf(profile, 0, { x0: 10, x1: 20 }), viewport);
    expect(text(boxes)).toEqual(['0 total 0-390', '1 main 0-312', '1 gc 312-390', '2 read 0-312']);
    expect(boxes.map(({ beyond }) => beyond)).toEqual([3, 1, 2, 1]);
  });

  it('dims what is not lit, and lights the group that hides a lit frame', () => {
    const chain = drawn(`
      [total                ]
      [main][gc             ]
            [mark           ]
    `);
    const lit = Uint8Array.from(chain.frames.names, (name) => (name === 'mark' ? 1 : 0));
    const list = createBoxList();
    collectBoxes(list, sceneOf(chain, 0, undefined, ALL), viewport, { ...LOOK, lit }, EVERY_ROW);
    expect(Array.from(list.style.subarray(0, list.count))).toEqual([
      DIMMED,
      DIMMED,
      packageStyle(chain, 2, DARK_PALETTE),
    ]);
  });

  it('paints the root, and what is not loaded, unlike any function', () => {
    const other = drawn(`
      [total      ]
      [f   ][other]
    `);
    const list = createBoxList();
    collectBoxes(list, sceneOf(other), viewport, LOOK, EVERY_ROW);
    expect(Array.from(list.style.subarray(0, 3))).toEqual([ROOT, packageStyle(other, 1, DARK_PALETTE), NOT_LOADED]);
  });
});

describe('strips', () => {
  it('stand for 500,000 siblings, which take no list of their own', () => {
    const n = 500_000;
    const profile = buildProfile({
      level: Uint8Array.from({ length: n + 2 }, (_, i) => Math.min(i, 2)),
      value: Float64Array.from({ length: n + 2 }, (_, i) => (i < 2 ? n : 1)),
      self: Float64Array.from({ length: n + 2 }, (_, i) => (i < 2 ? 0 : 1)),
      label: Int32Array.from({ length: n + 2 }, (_, i) => i),
      symbols: Array.from({ length: n + 2 }, (_, i) => `f${i}`),
    });
    const list = createBoxList();
    collectBoxes(list, sceneOf(profile), { width: 1000, height: 100, dpr: 1 }, LOOK, EVERY_ROW);
    expect(list.count).toBe(3);
    expect(list.style[2]).toBe(STRIP);
    expect([list.left[2], list.right[2]]).toEqual([0, 1000]);
  });
});

/** Stacks of a few names, so that there is recursion, with values from far apart. */
const profiles = fc
  .array(
    fc.record({
      frames: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 }),
      value: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20_000 })),
    }),
    { minLength: 1, maxLength: 40 }
  )
  .map(profileFromStacks);

describe('for any profile', () => {
  /** Slow and obvious: every child of every drawn node, one after the other. */
  function reference(profile: Profile, { width, dpr }: Viewport, { x0, x1 }: Range): string[] {
    const device = width * dpr;
    const least = ((x1 - x0) * 0.5) / device;
    const at = (x: number) => Math.round(((x - x0) * device) / (x1 - x0));
    const edges = (from: number, to: number) => {
      const left = Math.min(device - 1, Math.max(0, at(from)));
      return `${left}-${Math.max(left + 1, Math.min(device, at(to)))}`;
    };
    const boxes: string[] = [];
    const visit = (node: number) => {
      const { total: value, end, level, frames, symbol } = profile;
      const { start } = placeNodes(profile, profile);
      const name = frames.names[symbol[node]];
      boxes.push(`${level[node]} ${name} ${edges(start[node], start[node] + value[node])}`);
      let run: number[] = [];
      const endRun = () => {
        if (run.length > 0) {
          const last = run[run.length - 1];
          boxes.push(`${level[run[0]]} strip ${edges(start[run[0]], start[last] + value[last])}`);
        }
        run = [];
      };
      for (let child = node + 1; child < end[node]; child = end[child]) {
        if (start[child] + value[child] <= x0 || start[child] >= x1) {
          continue;
        }
        if (value[child] < least) {
          run.push(child);
        } else {
          endRun();
          visit(child);
        }
      }
      endRun();
    };
    visit(0);
    return boxes.sort();
  }

  const viewports = fc.record({ width: fc.integer({ min: 20, max: 300 }), dpr: fc.constantFrom(1, 2) });
  const parts = fc.tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.05, max: 1, noNaN: true }));

  it('the boxes are those of a slow reference, at any size and zoom', () => {
    fc.assert(
      fc.property(profiles, viewports, parts, (profile, size, [from, width]) => {
        const viewport = { ...size, height: 100 };
        const x0 = from * profile.total[0];
        const range = { x0, x1: x0 + width * (profile.total[0] - x0) };
        expect(text(collect(sceneOf(profile, 0, range), viewport)).sort()).toEqual(reference(profile, viewport, range));
      })
    );
  });

  it('boxes lie on the canvas, in order, and overlap by no more than the pixel a narrow one is given', () => {
    fc.assert(
      fc.property(profiles, viewports, fc.nat(), fc.boolean(), (profile, size, focus, grouped) => {
        const viewport = { ...size, height: 100 };
        const scene = sceneOf(profile, focus % profile.length, undefined, grouped ? ALL : NONE);
        const rows = new Map<number, number>();
        for (const { row, left, right } of collect(scene, viewport)) {
          expect(left).toBeGreaterThanOrEqual((rows.get(row) ?? 0) - 1);
          expect(right).toBeGreaterThan(left);
          expect(right).toBeLessThanOrEqual(size.width * size.dpr);
          rows.set(row, right);
        }
      })
    );
  });
});

describe('orderByStyle', () => {
  it('lists each box once, by style', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (styles) => {
        const list = { ...createBoxList(64), count: styles.length };
        list.style.set(styles);
        const { order, from } = orderByStyle(list);
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from(styles, (_, i) => i));
        const sorted = Array.from(order, (i) => styles[i]);
        expect(sorted).toEqual([...styles].sort((a, b) => a - b));
        expect(Array.from(from, (start) => start)).toEqual(
          Array.from(from, (_, style) => styles.filter((s) => s < style).length)
        );
      })
    );
  });
});
