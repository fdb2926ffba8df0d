import { fitBadges } from './fitBadges';

const GROUPS = ['CPU', 'Memory', 'Block', 'Mutex', 'Goroutines'];

describe('the badges of a row', () => {
  it('are all there where there is room, and before the room is known', () => {
    expect(fitBadges(GROUPS, 600)).toBe(5);
    expect(fitBadges(GROUPS, 0)).toBe(5);
    expect(fitBadges(['CPU'], 45)).toBe(1);
  });

  it('leave room for the number of those that are not shown', () => {
    const counts = [300, 250, 200, 150, 100, 50].map((width) => fitBadges(GROUPS, width));
    expect(counts).toEqual([5, 4, 3, 2, 1, 0]);
  });
});
