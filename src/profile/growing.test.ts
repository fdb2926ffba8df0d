import fc from 'fast-check';
import { Integers } from './growing';

describe('a column that grows', () => {
  it('holds what was pushed, whatever was copied ahead and cut off in between', () => {
    const anyStep = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 300_000 }).map((count) => ({ kind: 'push' as const, count })) },
      { weight: 4, arbitrary: fc.constant({ kind: 'ahead' as const, count: 0 }) },
      { weight: 1, arbitrary: fc.nat(400_000).map((count) => ({ kind: 'cut' as const, count })) }
    );
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => {
        const column = new Integers();
        const expected: number[] = [];
        let next = 0;
        for (const { kind, count } of steps) {
          if (kind === 'ahead') {
            column.growAhead();
          } else if (kind === 'cut') {
            expected.length = Math.max(0, expected.length - count);
            column.truncate(expected.length);
          } else {
            for (let i = 0; i < count; i++, next++) {
              column.push(next);
              expected.push(next);
            }
          }
        }
        const view = column.view();
        expect(view.length).toBe(expected.length);
        expect(expected.every((value, i) => view[i] === value)).toBe(true);
      }),
      { numRuns: 40 }
    );
  });

  it('copies little at once where it is asked to grow ahead', () => {
    const column = new Integers();
    const copies: number[] = [];
    const set = jest.spyOn(Int32Array.prototype, 'set').mockImplementation(function (this: Int32Array, from) {
      copies.push(from.length);
      for (let i = 0; i < from.length; i++) {
        this[i] = from[i];
      }
    });
    for (let i = 0; i < 3_000_000; i++) {
      column.push(1);
      if (i % 60_000 === 0) {
        column.growAhead();
      }
    }
    set.mockRestore();
    expect(Math.max(...copies)).toBeLessThanOrEqual(1 << 19);
    // Without growing ahead it would be 2,097,152 at once.
    expect(column.length).toBe(3_000_000);
  });
});
