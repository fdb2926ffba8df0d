import { moveDivider, shareAt } from './SplitPane';

describe('divider', () => {
  it.each([
    [500, 100, 1000, 40],
    [100, 100, 1000, 15],
    [1100, 100, 1000, 85],
    [50, 0, 0, 15],
  ])('at %p of %p + %p px the first pane has %p %%', (position, start, size, percent) => {
    expect(shareAt(position, start, size)).toBe(percent);
  });

  it.each([
    ['ArrowRight', false, 42],
    ['ArrowLeft', false, 38],
    ['ArrowDown', true, 42],
    ['ArrowUp', true, 38],
    ['Home', false, 15],
    ['End', true, 85],
    ['ArrowDown', false, undefined],
    ['ArrowLeft', true, undefined],
  ])('%s (stacked: %p) moves it from 40 to %p', (key, stacked, expected) => {
    expect(moveDivider(key, 40, stacked)).toBe(expected);
  });

  it('keeps both panes in sight', () => {
    expect(moveDivider('ArrowLeft', 15, false)).toBe(15);
    expect(moveDivider('ArrowRight', 85, false)).toBe(85);
  });
});
