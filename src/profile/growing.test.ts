import fc from 'fast-check';
import { Integers } from './growing';

describe('a column that grows', () => {
  it('holds what was pushed, however much room it began with and whatever was cut off in between', () => {
    const anyStep = fc.record({ pushed: fc.nat(2_000), cutOff: fc.nat(1_000) });
    fc.assert(
      fc.property(fc.nat(3_000), fc.array(anyStep, { maxLength: 20 }), (room, steps) => {
        const column = new Integers(room);
        const expected: number[] = [];
        for (const { pushed, cutOff } of steps) {
          for (let i = 0; i < pushed; i++) {
            column.push(i);
            expected.push(i);
          }
          expected.length = Math.max(0, expected.length - cutOff);
          column.truncate(expected.length);
        }
        expect([...column.view()]).toEqual(expected);
        expect(expected.length === 0 ? undefined : column.last()).toBe(expected.at(-1));
      }),
      { numRuns: 100 }
    );
  });
});
