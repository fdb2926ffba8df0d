import { drained, inSlices, pauses } from './steps';

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

describe('a range in slices', () => {
  it('is handled whole and in order, with a pause between each two', () => {
    const handled: number[][] = [];
    const steps = inSlices(3, 20, (from, to) => handled.push([from, to]), 8);
    expect(steps.next().done).toBe(false);
    expect(handled).toEqual([[3, 11]]);
    expect(steps.next().done).toBe(false);
    expect(steps.next().done).toBe(true);
    expect(handled).toEqual([
      [3, 11],
      [11, 19],
      [19, 20],
    ]);
  });

  it('that is empty is not handled', () => {
    const handle = jest.fn();
    drained(inSlices(5, 5, handle));
    expect(handle).not.toHaveBeenCalled();
  });
});
