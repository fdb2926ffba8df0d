import fc from 'fast-check';
import { seeded } from './change/random';
import { beyondChance } from './change/student';
import { normal } from './change/testing/runs';
import { functionShare, partIntervals, shareOfOthers } from './functionByLabel';
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

describe('partIntervals', () => {
  const share = (least: number, whole: number, most = least) => ({ least, most, whole });

  /** By halving: the part that is farthest off and still within the score of what was seen. */
  function slowEnd(part: number, count: number, score: number, towards: 0 | 1): number {
    let [inside, outside] = [part, towards as number];
    for (let i = 0; i < 200; i++) {
      const middle = (inside + outside) / 2;
      const isWithin = Math.abs(part - middle) <= score * Math.sqrt((middle * (1 - middle)) / count);
      [inside, outside] = isWithin ? [middle, outside] : [inside, middle];
    }
    return inside;
  }

  it('ends where what was seen is no longer within the score', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, part) => {
        const [interval] = partIntervals([share(part * count, count)], 1);
        const score = beyondChance(0.05, 1000);
        expect(interval!.part).toBeCloseTo(part, 9);
        expect(interval!.low).toBeCloseTo(slowEnd(part, count / 1.3, score, 0), 6);
        expect(interval!.high).toBeCloseTo(slowEnd(part, count / 1.3, score, 1), 6);
      })
    );
  });

  it('holds for all of ten values together in 95 of a hundred services', () => {
    const random = seeded(7);
    const truth = 0.08;
    const service = () =>
      Array.from({ length: 10 }, (_, i) => {
        const count = 300 * (i + 1);
        const seen = count * truth + Math.sqrt(1.2 * count * truth * (1 - truth)) * normal(random);
        return share(Math.max(0, Math.round(seen)), count);
      });
    const hold = Array.from({ length: 1000 }, () =>
      partIntervals(service(), 1).every((interval) => interval!.low <= truth && truth <= interval!.high)
    );
    expect(hold.filter(Boolean).length).toBeGreaterThanOrEqual(950);
  });

  it('is wider by what was not loaded, and only that where samples cannot be counted', () => {
    const [plain, cut] = [share(10, 100), share(10, 100, 30)].map((one) => partIntervals([one], 10)[0]!);
    expect([cut.part, cut.low]).toEqual([plain.part, plain.low]);
    expect(cut.high).toBeGreaterThan(0.3);
    expect(partIntervals([share(10, 100, 30), share(0, 0)], undefined)).toEqual([
      { part: 0.1, low: 0.1, high: 0.3 },
      undefined,
    ]);
  });
});
