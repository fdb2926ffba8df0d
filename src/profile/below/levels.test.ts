import { profileOfLevels } from './levels';
import { pathsOf } from '../testing/reference';
import { FrameKind } from '../model';

it('reads the bars of each level below the one that they stand under', () => {
  const profile = profileOfLevels({
    names: ['total', 'main', 'gc', 'read', 'other', 'sweep'],
    levels: [
      { values: ['0', '100', '0', '0'] },
      { values: ['0', '70', '10', '1', '0', '30', '5', '2'] },
      // 10 of main is its own, 5 of gc.
      { values: ['10', '40', '40', '3', '0', '20', '20', '4', '5', '25', '25', '5'] },
    ],
  });
  expect(pathsOf(profile)).toEqual([
    { path: '', value: 100, self: 0 },
    { path: 'main', value: 70, self: 10 },
    { path: 'main;read', value: 40, self: 40 },
    { path: 'main;other', value: 20, self: 20 },
    { path: 'gc', value: 30, self: 5 },
    { path: 'gc;sweep', value: 25, self: 25 },
  ]);
  expect(profile.frames.kinds[4]).toBe(FrameKind.notLoaded);
});

it('is empty without levels, and refuses a bar that stands under none', () => {
  expect(profileOfLevels({}).length).toBe(0);
  const names = ['total', 'main'];
  const outside = { names, levels: [{ values: [0, 10, 0, 0] }, { values: [5, 6, 6, 1] }] };
  expect(() => profileOfLevels(outside)).toThrow('Level 1 of the flame graph has a bar below no other.');
  const unnamed = { names, levels: [{ values: [0, 10, 10, 2] }] };
  expect(() => profileOfLevels(unnamed)).toThrow('has the label 2, but there are 2 names');
});
