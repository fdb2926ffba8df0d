import fc from 'fast-check';

import { planCloser, planSides, planWindows, type SideWindows } from './windows';

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

it('keeps all but the newest window of a day that grows, but for some steps', () => {
  const midnight = 1_700_006_400_000;
  const at = (minutes: number) => planWindows({ from: midnight, to: midnight + minutes * MINUTE }, 15_000, false);
  const changes = Array.from({ length: 20 * 60 }, (_, i) => {
    const before = new Set(at(200 + i).map(({ from, to }) => `${from} ${to}`));
    return at(201 + i).filter(({ from, to }) => !before.has(`${from} ${to}`)).length;
  });
  // The one that grows, and the next. All anew, with longer windows, a dozen times in twenty hours.
  expect(changes.filter((count) => count > 2).length).toBeLessThanOrEqual(12);
});

describe('the windows of both sides of a comparison', () => {
  const hour = (at: number) => ({ from: at * HOUR, to: (at + 1) * HOUR });

  it('are six of ten minutes an hour, and six hours of them before', () => {
    const { history, before, after, adjacent, partial } = planSides(hour(10), hour(11), 15_000, false)!;
    expect([history.length, before.length, after.length]).toEqual([36, 6, 6]);
    expect([adjacent, partial]).toEqual([true, false]);
    expect(history[0]).toEqual({ from: 4 * HOUR, to: 4 * HOUR + 10 * MINUTE - 1 });
    const all = [...history, ...before, ...after];
    all.slice(1).forEach(({ from }, i) => expect(from).toBe(all[i].to + 1));
    expect(after.at(-1)!.to).toBe(12 * HOUR - 1);
  });

  it('are a minute long at least, and touch the change where they do not fill the sides', () => {
    const [first, second] = [
      { from: 0, to: 2.5 * MINUTE },
      { from: 30 * MINUTE, to: 32.5 * MINUTE },
    ];
    const { before, after, history, adjacent } = planSides(first, second, 15_000, false)!;
    expect([history.length, before.length, after.length, adjacent]).toEqual([12, 2, 2, false]);
    expect([before.at(-1)!.to, after[0].from]).toEqual([2.5 * MINUTE - 1, 30 * MINUTE]);
  });

  it('are no more on a side of many hours than on one of a single hour: the nearest, and that is said', () => {
    const { before, after, history, partial } = planSides({ from: 0, to: 5 * HOUR }, hour(5), 15_000, false)!;
    expect([history.length, before.length, after.length, partial]).toEqual([36, 6, 6, true]);
    expect(before.at(-1)!.to).toBe(5 * HOUR - 1);
  });

  it('are the same a moment later but for the newest, where the times go on with the clock', () => {
    const at = (now: number) =>
      planSides({ from: now - 2 * HOUR, to: now - HOUR }, { from: now - HOUR, to: now }, 15_000, true)!;
    const keysOf = ({ history, before, after }: SideWindows) =>
      [...history, ...before, ...after].map(({ from, to }) => `${from} ${to}`);
    fc.assert(
      fc.property(
        fc.integer({ min: 100 * HOUR, max: 200 * HOUR }),
        fc.integer({ min: 1, max: 8 * MINUTE }),
        (now, later) => {
          const [first, second] = [at(now), at(now + later)];
          const known = new Set(keysOf(first));
          expect(keysOf(second).filter((key) => !known.has(key)).length).toBeLessThanOrEqual(1);
          for (const { history, before, after, adjacent, partial } of [first, second]) {
            const step = after[0].to + 1 - after[0].from;
            expect(step).toBe(8.5 * MINUTE);
            expect([6, 7]).toContain(before.length);
            expect([6, 7]).toContain(after.length);
            expect(history).toHaveLength(42);
            expect([...history, ...before, ...after].every(({ from }) => from % step === 0)).toBe(true);
            expect(after[0].from).toBe(before.at(-1)!.to + 1);
            expect([adjacent, partial]).toEqual([true, false]);
          }
          expect(second.after[0].from).toBeLessThanOrEqual(now + later - HOUR);
          expect(second.after[0].from).toBeGreaterThan(now + later - HOUR - 8.5 * MINUTE);
          expect(second.after.at(-1)!.to).toBeLessThanOrEqual(now + later);
        }
      )
    );
  });

  it('are none where the other time is not over before this one begins', () => {
    expect(planSides(hour(11), hour(10), 15_000, false)).toBeUndefined();
    expect(planSides({ from: 0, to: HOUR }, { from: HOUR / 2, to: 1.5 * HOUR }, 15_000, false)).toBeUndefined();
  });
});

describe('the windows around a moment', () => {
  const step = 10 * MINUTE;

  it('are a tenth as long, and three more on either side of where it may be', () => {
    const windows = planCloser({ from: HOUR, to: HOUR + step }, step, 15_000, 2 * HOUR);
    expect([windows[0].from, windows.at(-1)!.to + 1]).toEqual([HOUR - step - 3 * MINUTE, HOUR + 2 * step + 4 * MINUTE]);
    windows.slice(1).forEach(({ from }, i) => expect(from).toBe(windows[i].to + 1));
    expect(windows.every(({ from, to }) => to + 1 - from === MINUTE && from % MINUTE === 0)).toBe(true);
  });

  it('are over by now', () => {
    expect(planCloser({ from: HOUR, to: HOUR }, step, 15_000, HOUR + 5.5 * MINUTE).at(-1)!.to + 1).toBe(
      HOUR + 5 * MINUTE
    );
  });

  it('are none where they could not be shorter, or where the moment may be anywhere', () => {
    expect(planCloser({ from: HOUR, to: HOUR }, MINUTE, 15_000, 2 * HOUR)).toEqual([]);
    expect(planCloser({ from: HOUR, to: HOUR }, step, 5 * MINUTE, 2 * HOUR)).toEqual([]);
    expect(planCloser({ from: 0, to: HOUR }, step, 15_000, 2 * HOUR)).toEqual([]);
  });
});
