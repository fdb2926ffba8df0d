import fc from 'fast-check';
import { profileFromStacks } from '../../profile/stacks';
import { collectBoxes, createBoxList } from './boxes';
import { DARK_PALETTE } from './colors';
import { hitAt, pointBelow, type Surface } from './pointing';
import { createRows, createScene } from './scene';
import { contentTop, ROW_HEIGHT, rowTop } from './scroll';

const ORIGIN = { left: 30, top: 50 };

function surfaceOf(
  stacks: Array<{ frames: string[]; value: number }>,
  width: number,
  direction: 'down' | 'up'
): Surface {
  const profile = profileFromStacks(stacks);
  const collapse = { mode: 'none', toggled: new Set<number>() } as const;
  const scene = createScene(profile, collapse, createRows(profile, collapse, 0));
  const viewport = { width, height: 60, dpr: 1 };
  const scroll = { rowCount: scene.rows.rowCount, viewHeight: 60, direction };
  const scroller = { scrollTop: 17, getBoundingClientRect: () => ORIGIN } as unknown as HTMLElement;
  return { scene, viewport, scroll, scroller };
}

const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 }),
    value: fc.integer({ min: 1, max: 2000 }),
  }),
  { minLength: 1, maxLength: 20 }
);

describe('hitAt', () => {
  it('finds each drawn box under its own pixels, scrolled or not, whichever way it grows', () => {
    fc.assert(
      fc.property(stacks, fc.constantFrom('down', 'up'), (input, direction) => {
        const surface = surfaceOf(input, 400, direction);
        const { scene, viewport, scroll, scroller } = surface;
        const list = createBoxList();
        const look = { palette: DARK_PALETTE, colors: 'package' } as const;
        collectBoxes(list, scene, viewport, look, { firstRow: 0, endRow: scroll.rowCount });
        for (let i = 0; i < list.count; i++) {
          // A box of a pixel is where its neighbors' edges are rounded to: ask for wider ones only.
          if (list.right[i] - list.left[i] >= 3) {
            const x = ORIGIN.left + (list.left[i] + list.right[i]) / 2;
            const y = ORIGIN.top + rowTop(scroll, list.row[i]) - contentTop(scroll, scroller.scrollTop) + 3;
            const hit = hitAt(surface, x, y);
            expect(hit?.kind === 'node' ? hit.node : -1).toBe(list.node[i]);
          }
        }
      })
    );
  });

  it('finds a box of less than a pixel, which is drawn, under a whole pixel', () => {
    // 1000 px: a to 500.3, b to 500.9, c the rest.
    const surface = surfaceOf(
      [
        { frames: ['a'], value: 5003 },
        { frames: ['b'], value: 6 },
        { frames: ['c'], value: 4991 },
      ],
      1000,
      'down'
    );
    const nameAt = (x: number) => {
      const hit = hitAt(surface, ORIGIN.left + x, ORIGIN.top + ROW_HEIGHT);
      const { frames, symbol } = surface.scene.profile;
      return hit?.kind === 'node' ? frames.names[symbol[hit.node]] : undefined;
    };
    expect([499, 500, 501].map(nameAt)).toEqual(['a', 'b', 'c']);
  });

  it('finds nothing beside the boxes', () => {
    const surface = surfaceOf([{ frames: ['a'], value: 1 }], 400, 'down');
    expect(hitAt(surface, ORIGIN.left + 10, ORIGIN.top + 3 * ROW_HEIGHT)).toBeUndefined();
  });
});

describe('pointBelow', () => {
  it('is below the box, near its name', () => {
    const surface = surfaceOf([{ frames: ['a'], value: 1 }], 400, 'down');
    expect(pointBelow(surface, 1)).toEqual({ x: ORIGIN.left + 100, y: ORIGIN.top + 2 * ROW_HEIGHT - 17 });
  });
});
