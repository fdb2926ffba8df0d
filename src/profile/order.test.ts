import fc from 'fast-check';
import { firstAtLeast, firstAtLeastNear } from './order';

const ascending = fc.array(fc.nat(50), { maxLength: 80 }).map((numbers) => numbers.sort((a, b) => a - b));

test('finds the first place that is large enough, as looking at one after the other does', () => {
  fc.assert(
    fc.property(ascending, fc.nat(51), fc.nat(80), fc.nat(80), (list, limit, a, b) => {
      const [from, to] = [a, b].map((place) => Math.min(place, list.length)).sort((x, y) => x - y);
      let slow = from;
      while (slow < to && list[slow] < limit) {
        slow++;
      }
      expect(firstAtLeast(list, limit, from, to)).toBe(slow);
      expect(firstAtLeastNear(list, limit, from, to)).toBe(slow);
    })
  );
});
