import fc from 'fast-check';

import { planWindows } from './windows';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('cuts minutes into 12, hours into 24, days into 48 windows of whole profile intervals', () => {
  const count = (length: number, interval = 15_000) => planWindows({ from: 0, to: length - 1 }, interval, false).length;
  expect([count(12 * MINUTE), count(HOUR), count(24 * HOUR)]).toEqual([12, 24, 48]);
  // No window is shorter than an interval.
  expect(count(2 * MINUTE, MINUTE)).toBe(2);
});

const range = fc
  .tuple(fc.integer({ min: 1.7e12, max: 1.8e12 }), fc.integer({ min: MINUTE, max: 48 * HOUR }))
  .map(([from, length]) => ({ from, to: from + length }));
const interval = fc.constantFrom(10_000, 15_000, MINUTE);

it('leaves nothing out and counts nothing twice', () => {
  fc.assert(
    fc.property(range, interval, (all, ms) => {
      const windows = planWindows(all, ms, false);
      expect(windows[0].from).toBe(all.from);
      expect(windows.at(-1)!.to).toBe(all.to);
      windows.slice(1).forEach(({ from }, i) => expect(from).toBe(windows[i].to + 1));
      expect(windows.length).toBeLessThanOrEqual(Math.max(60, 2));
    })
  );
});

it('keeps all but the newest window of a range that moves on', () => {
  fc.assert(
    fc.property(range, interval, fc.integer({ min: 1, max: 5_000 }), (all, ms, later) => {
      const key = ({ from, to }: { from: number; to: number }) => `${from} ${to}`;
      const before = new Set(planWindows(all, ms, true).map(key));
      const after = planWindows({ from: all.from + later, to: all.to + later }, ms, true);
      // The one that was cut short by the present, and the next where a window has just ended.
      expect(after.filter((window) => !before.has(key(window))).length).toBeLessThanOrEqual(2);
    })
  );
});
