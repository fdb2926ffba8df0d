import fc from 'fast-check';

import { compareNames, nameOrder } from './order';

describe('the order of names', () => {
  it('orders as the UTF-8 bytes do', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('a', 'b', '\uD7FF', '\uE000', '\uFFFF', '\u{10000}', '\u{10FFFF}')),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareNames(a, b))).toBe(expected);
        expect(Math.sign(nameOrder([a, b])(a, b))).toBe(expected);
      }),
      { numRuns: 1000 }
    );
  });
});
