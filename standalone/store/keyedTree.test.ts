import fc from 'fast-check';

import { KeyedTree } from './keyedTree';

describe('KeyedTree', () => {
  it('gives each node one id, through growth and storage', () => {
    // A node is added below any that is there already, with one of few keys, so that many come again.
    const additions = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), { maxLength: 6000 });
    fc.assert(
      fc.property(additions, fc.nat(), (steps, split) => {
        const table = new KeyedTree();
        const loaded = new KeyedTree();
        const expected = new Map<string, number>();
        let stored = 0;
        steps.forEach(([any, childKey], index) => {
          const parent = any % (expected.size + 1);
          const key = `${parent} ${childKey}`;
          const id = expected.get(key) ?? expected.size + 1;
          expected.set(key, id);
          expect(table.child(parent, childKey)).toBe(id);
          if (index === split % steps.length) {
            loaded.append(table.encodeFrom(0));
            stored = table.size;
          }
        });
        loaded.append(table.encodeFrom(stored));
        expect(loaded.size).toBe(expected.size);
        for (const [key, id] of expected) {
          const [parent, childKey] = key.split(' ').map(Number);
          expect(loaded.child(parent, childKey)).toBe(id);
          expect([table.parents[id], table.keys[id]]).toEqual([parent, childKey]);
        }
      }),
      { numRuns: 20 }
    );
  });
});
