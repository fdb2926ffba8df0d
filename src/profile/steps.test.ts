import fc from 'fast-check';
import { drained, pauses, sortInSteps } from './steps';

describe('sortInSteps', () => {
  it('sorts as the platform does, equal ones by number, for any count', () => {
    const counts = fc.oneof(fc.nat(20), fc.nat(10_000), fc.constantFrom(2048, 2049, 4096, 6000, 8192));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 100_000 }), fc.integer(), (count, distinct, seed) => {
        const keys = Array.from({ length: count }, (_, i) => Math.imul(i + 1, seed | 1) % distinct);
        const expected = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b);
        expect([...drained(sortInSteps(count, (a, b) => keys[a] - keys[b]))]).toEqual(expected);
      }),
      { numRuns: 60 }
    );
  });

  it('pauses after every two thousand of them, in each round', () => {
    const count = 100_000;
    const steps = sortInSteps(count, (a, b) => b - a);
    let pauses = 0;
    while (!steps.next().done) {
      pauses++;
    }
    const rounds = 1 + Math.ceil(Math.log2(count / 2048));
    expect(pauses).toBeGreaterThanOrEqual((rounds * count) / 2048 - rounds);
  });
});

describe('pauses', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are due after a slice, again and again, and let other work in', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const pauseIfDue = pauses(12);
    const done: string[] = [];
    for (const round of ['first', 'second']) {
      now += 11;
      expect(pauseIfDue()).toBeUndefined();
      now += 1;
      setTimeout(() => done.push(round));
      await pauseIfDue();
      expect(done.at(-1)).toBe(round);
    }
  });
});
