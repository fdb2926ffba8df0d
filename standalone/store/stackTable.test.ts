import fc from 'fast-check';

import { StackTable } from './stackTable';

describe('StackTable', () => {
  it('gives each stack one id, through growth and storage', () => {
    // A stack is added below any that is there already, with one of few locations, so that many come again.
    const additions = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), { maxLength: 6000 });
    fc.assert(
      fc.property(additions, fc.nat(), (steps, split) => {
        const table = new StackTable();
        const loaded = new StackTable();
        const expected = new Map<string, number>();
        let stored = 0;
        steps.forEach(([any, location], index) => {
          const parent = any % (expected.size + 1);
          const key = `${parent} ${location}`;
          const id = expected.get(key) ?? expected.size + 1;
          expected.set(key, id);
          expect(table.child(parent, location)).toBe(id);
          if (index === split % steps.length) {
            loaded.append(table.encodeFrom(0));
            stored = table.size;
          }
        });
        loaded.append(table.encodeFrom(stored));
        expect(loaded.size).toBe(expected.size);
        for (const [key, id] of expected) {
          const [parent, location] = key.split(' ').map(Number);
          expect(loaded.child(parent, location)).toBe(id);
          expect([table.parents[id], table.locations[id]]).toEqual([parent, location]);
        }
      }),
      { numRuns: 20 }
    );
  });
});
