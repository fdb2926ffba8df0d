import { moveCursor, rangeOfDrag, rangeOfPoints } from './selection';

describe('the keyboard on the timeline', () => {
  it('comes in at the newest point and goes on from there, never outside', () => {
    const first = moveCursor(undefined, 'ArrowLeft', false, 5);
    expect(first).toEqual({ at: 4 });
    expect(moveCursor(first, 'ArrowLeft', false, 5)).toEqual({ at: 3 });
    expect(moveCursor(first, 'ArrowRight', false, 5)).toEqual({ at: 4 });
    expect(moveCursor({ at: 3 }, 'PageUp', false, 5)).toEqual({ at: 0 });
    expect(moveCursor({ at: 3 }, 'Home', false, 5)).toEqual({ at: 0 });
    expect(moveCursor({ at: 0 }, 'End', false, 5)).toEqual({ at: 4 });
  });

  it('extends a selection with Shift, from where it was', () => {
    const one = moveCursor({ at: 3 }, 'ArrowLeft', true, 5);
    expect(one).toEqual({ at: 2, anchor: 3 });
    expect(moveCursor(one, 'ArrowLeft', true, 5)).toEqual({ at: 1, anchor: 3 });
    expect(moveCursor(one, 'ArrowLeft', false, 5)).toEqual({ at: 1 });
  });

  it('leaves other keys alone, and does nothing without points', () => {
    expect(moveCursor({ at: 3 }, 'a', false, 5)).toBeUndefined();
    expect(moveCursor(undefined, 'ArrowLeft', false, 0)).toBeUndefined();
  });
});

describe('a selection', () => {
  const times = [15_000, 30_000, 45_000, 60_000];

  it('is the steps that its points end', () => {
    expect(rangeOfPoints(times, { at: 1, anchor: 2 }, 15_000)).toEqual({ from: 15_000, to: 45_000 });
    expect(rangeOfPoints(times, { at: 3 }, 15_000)).toEqual({ from: 45_000, to: 60_000 });
  });

  it('by dragging stays inside the range, either way, and a click is none', () => {
    const range = { from: 10_000, to: 60_000 };
    expect(rangeOfDrag(50_000.4, 5_000, range)).toEqual({ from: 10_000, to: 50_000 });
    expect(rangeOfDrag(50_000, 50_400, range)).toBeUndefined();
  });
});
