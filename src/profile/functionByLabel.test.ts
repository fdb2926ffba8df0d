import fc from 'fast-check';
import { functionShare, shareOfOthers } from './functionByLabel';
import { profileFromStacks, type Stack } from './stacks';
import { drawn } from './testing/drawn';

const stack: fc.Arbitrary<Stack> = fc.record({
  frames: fc.array(fc.constantFrom('main', 'read', 'json', 'gc'), { minLength: 1, maxLength: 5 }),
  value: fc.integer({ min: 1, max: 50 }),
});
const values = fc.array(fc.array(stack, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

const sumOf = (stacks: readonly Stack[], name: string) =>
  stacks.reduce((sum, { frames, value }) => sum + (frames.includes(name) ? value : 0), 0);
const all = (stacks: readonly Stack[]) => stacks.reduce((sum, { value }) => sum + value, 0);

it('is what the stacks with the function have, once each; what is left is that of the values not asked about', () => {
  fc.assert(
    fc.property(values, fc.nat({ max: 4 }), (each, count) => {
      const asked = each.slice(0, count);
      const others = each.slice(count).flat();
      const shares = asked.map((stacks) => functionShare(profileFromStacks(stacks), 'json'));
      expect(shares).toEqual(
        asked.map((stacks) => ({ least: sumOf(stacks, 'json'), most: sumOf(stacks, 'json'), whole: all(stacks) }))
      );
      const rest = shareOfOthers(functionShare(profileFromStacks(each.flat()), 'json'), shares);
      expect(rest).toEqual({ least: sumOf(others, 'json'), most: sumOf(others, 'json'), whole: all(others) });
    })
  );
});

it('has a bound above where something was not loaded, and so has what is left', () => {
  // json may be in the 7 that were not loaded beside it, not in the 7 below it, which it has already.
  const cut = drawn(`
    [main                  ]
    [json    ][other][idle ]
       [other]
  `);
  expect(functionShare(cut, 'json')).toEqual({ least: 10, most: 17, whole: 24 });
  expect(functionShare(cut, 'unknown')).toEqual({ least: 0, most: 14, whole: 24 });
  const [whole, part] = [
    { least: 20, most: 30, whole: 100 },
    { least: 9, most: 16, whole: 24 },
  ];
  expect(shareOfOthers(whole, [part])).toEqual({ least: 4, most: 21, whole: 76 });
});

it('of a profile without frames is nothing', () => {
  expect(functionShare(profileFromStacks([]), 'json')).toEqual({ least: 0, most: 0, whole: 0 });
});
