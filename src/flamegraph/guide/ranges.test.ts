import fc from 'fast-check';
import { createRows, createScene } from '../canvas/scene';
import { folded } from '../../profile/testing/drawn';
import { isSamePart, panned, partOf, rangeOf, zoomed } from './ranges';

/** 1,000 wide; the narrowest frame is 4. */
const profile = folded('a 700\nb 296\nc 4');
const NONE = { mode: 'none', toggled: new Set<number>() } as const;
const rows = createRows(profile, NONE, 0);
const sceneOf = (x0: number, x1: number) => createScene(profile, NONE, rows, { x0, x1 });

const ranges = fc
  .tuple(fc.integer({ min: 0, max: 990 }), fc.integer({ min: 4, max: 1000 }))
  .map(([x0, width]) => ({ x0, x1: Math.min(1000, x0 + width) }));

describe('panned', () => {
  it('moves, keeps its width, and stays inside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.double({ min: -3000, max: 3000, noNaN: true }), (x0, by) => {
        const range = panned(sceneOf(x0, x0 + 100), by);
        expect(range.x1 - range.x0).toBeCloseTo(100);
        expect(range.x0).toBeCloseTo(Math.min(900, Math.max(0, x0 + by)));
      })
    );
  });
});

describe('zoomed', () => {
  it('keeps the point where it is, unless an edge of the whole is in the way', () => {
    fc.assert(
      fc.property(
        ranges,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.3, 0.8, 1.5, 9),
        (before, share, factor) => {
          const at = before.x0 + share * (before.x1 - before.x0);
          const after = zoomed(sceneOf(before.x0, before.x1), at, factor);
          expect(after.x0).toBeGreaterThanOrEqual(0);
          expect(after.x1).toBeLessThanOrEqual(1000 + 1e-9);
          const isInside = after.x0 > 1e-9 && after.x1 < 1000 - 1e-9;
          const shareAfter = (at - after.x0) / (after.x1 - after.x0);
          if (isInside) {
            expect(shareAfter).toBeCloseTo(share);
          }
        }
      )
    );
  });

  it('ends where the narrowest frame fills the width, and where all is shown', () => {
    expect(zoomed(sceneOf(990, 1000), 998, 0.001)).toEqual({ x0: expect.closeTo(994.8), x1: expect.closeTo(998.8) });
    expect(zoomed(sceneOf(400, 500), 450, 1000)).toEqual({ x0: 0, x1: 1000 });
    // A click on a strip may have come closer: it is not thrown back.
    const closer = zoomed(sceneOf(996, 998), 997, 0.5);
    expect(closer.x1 - closer.x0).toBe(2);
  });
});

describe('a part of the width', () => {
  it('is two shares of the shown root, none of all of it', () => {
    expect(partOf(sceneOf(250, 500))).toEqual([0.25, 0.5]);
    expect(partOf(createScene(profile, NONE, rows))).toBeUndefined();
    expect(rangeOf(sceneOf(0, 1), [0.25, 0.5])).toEqual({ x0: 250, x1: 500 });
  });

  it('comes back from a link as it went into it', () => {
    fc.assert(
      fc.property(ranges, ({ x0, x1 }) => {
        const part = partOf(sceneOf(x0, x1));
        const again = part && rangeOf(sceneOf(0, 10), part);
        expect(isSamePart(partOf(createScene(profile, NONE, rows, again)), part)).toBe(true);
      })
    );
  });
});
