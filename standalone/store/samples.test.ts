import fc from 'fast-check';

import { encodeSamples, StackSums } from './samples';

it('sums profiles by stack as a map of each value does, and names the stacks that have one, ascending', () => {
  const profile = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(3)), { selector: ([id]) => id });
  const profiles = fc.array(fc.tuple(profile, fc.integer({ min: 1, max: 3 })), { maxLength: 5 });
  fc.assert(
    fc.property(profiles, (all) => {
      const sums = new StackSums(50);
      const expected = new Map<number, number>();
      for (const [samples, times] of all) {
        sums.add(encodeSamples(new Map(samples)), times);
        samples.forEach(([id, value]) => expected.set(id, (expected.get(id) ?? 0) + value * times));
      }
      const found = [...expected].filter(([, value]) => value > 0).sort(([a], [b]) => a - b);
      expect([...sums.stacks].map((id) => [id, sums.values[id]])).toEqual(found);
    })
  );
});
