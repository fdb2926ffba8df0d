import fc from 'fast-check';

import { KeyedTree } from './keyedTree';

describe('KeyedTree', () => {
  it('gives each node one id, through growth and storage', () => {
    // A node is added below any that is there already, with one of few keys, so that many come again.
    const additions = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), { maxLength: 6000, size: 'max' });
    fc.assert(
      fc.property(additions, fc.nat(), (steps, split) => {
        const table = new KeyedTree();
        const loaded = new KeyedTree();
        const ids = new Map<string, number>();
        const found: number[] = [];
        const expected: number[] = [];
        let stored = 0;
        steps.forEach(([any, childKey], index) => {
          const parent = any % (ids.size + 1);
          const place = `${parent} ${childKey}`;
          const id = ids.get(place) ?? ids.size + 1;
          ids.set(place, id);
          expected.push(id);
          found.push(table.child(parent, childKey));
          if (index === split % steps.length) {
            loaded.append(table.encodeFrom(0));
            stored = table.size;
          }
        });
        loaded.append(table.encodeFrom(stored));
        expect(found).toEqual(expected);
        expect(loaded.size).toBe(ids.size);
        const places = [...ids.keys()].map((place) => place.split(' ').map(Number));
        expect(places.map(([parent, childKey]) => loaded.child(parent, childKey))).toEqual([...ids.values()]);
        expect(places).toEqual(places.map((_, index) => [table.parents[index + 1], table.keys[index + 1]]));
      }),
      { numRuns: 20 }
    );
  });
});
