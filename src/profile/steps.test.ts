import { pauses } from './steps';

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
