import { buildProfile } from '../../profile/build';
import { hitTest } from '../../profile/hit';
import { createRows, createScene, minDrawnWidth, type Range } from './scene';
import { revealRange, stripRange } from './zoom';

const NONE = { mode: 'none', toggled: new Set<number>() } as const;
const viewport = { width: 1000, height: 100, dpr: 1 };

/** A root with children of these values. */
function family(values: number[]) {
  const sum = values.reduce((a, b) => a + b, 0);
  return buildProfile({
    level: [0, ...values.map(() => 1)],
    value: [sum, ...values],
    self: [0, ...values],
    label: [0, ...values.map((_, i) => i + 1)],
    symbols: ['total', ...values.map((_, i) => `f${i}`)],
  });
}

function sceneOf(values: number[], range?: Range) {
  const profile = family(values);
  return createScene(profile, NONE, createRows(profile, NONE, 0), range);
}

function stripAt(scene: ReturnType<typeof sceneOf>, x: number) {
  const hit = hitTest(scene.rows, 1, x, minDrawnWidth(scene, viewport), scene);
  return hit?.kind === 'strip' ? hit.strip : undefined;
}

describe('stripRange', () => {
  it('fills the width with the strip', () => {
    const scene = sceneOf([100_000, ...Array<number>(40).fill(20), 100_000]);
    const strip = stripAt(scene, 100_400)!;
    expect(strip.count).toBe(40);
    expect(stripRange(scene, viewport, strip, 100_400)).toEqual({ x0: 100_000, x1: 100_800 });
  });

  it('leaves neighbors beside a strip of two frames', () => {
    const scene = sceneOf([100_000, 20, 20, 100_000]);
    const range = stripRange(scene, viewport, stripAt(scene, 100_001)!, 100_001);
    // A frame of 20 is 48 px of 1,000 wide.
    expect(range.x1 - range.x0).toBeCloseTo((20 * 1000) / 48);
    expect((range.x0 + range.x1) / 2).toBeCloseTo(100_020);
  });

  it('comes closer to the pointer where the strip fills the width already, until frames show', () => {
    const n = 500_000;
    const at = 123_456;
    let scene = sceneOf(Array<number>(n).fill(1));
    let clicks = 0;
    for (let strip = stripAt(scene, at); strip; strip = stripAt(scene, at)) {
      const { profile, rows, collapse } = scene;
      const range = stripRange(scene, viewport, strip, at);
      expect(range.x0).toBeLessThanOrEqual(at);
      expect(range.x1).toBeGreaterThan(at);
      scene = createScene(profile, collapse, rows, range);
      clicks++;
    }
    expect(clicks).toBe(2);
    expect(1000 / (scene.x1 - scene.x0)).toBeGreaterThan(2);
  });
});

describe('revealRange', () => {
  it('is not needed for what can be seen', () => {
    expect(revealRange(sceneOf([500, 500]), viewport, 1)).toBeUndefined();
  });

  it('makes a tiny frame wide enough to read, in the middle', () => {
    const scene = sceneOf([1_000_000, 1, 1_000_000]);
    const range = revealRange(scene, viewport, 2)!;
    expect(range.x1 - range.x0).toBeCloseTo(25);
    expect((range.x0 + range.x1) / 2).toBeCloseTo(1_000_000.5);
  });

  it('brings back what a zoom left outside, at its scale', () => {
    const values = Array<number>(100).fill(10);
    const range = revealRange(sceneOf(values, { x0: 0, x1: 100 }), viewport, 51)!;
    expect(range).toEqual({ x0: 455, x1: 555 });
  });
});
