import { askAtOnce } from './atOnce';

const tick = () => new Promise((resolve) => setTimeout(resolve));

it('asks about each once, in order, never more than four at a time', async () => {
  const asked: number[] = [];
  let [running, most] = [0, 0];
  const ask = async (item: number) => {
    asked.push(item);
    most = Math.max(most, ++running);
    await tick();
    running--;
  };
  await askAtOnce(4, [...Array(11).keys()], ask);
  expect(asked).toEqual([...Array(11).keys()]);
  expect(most).toBe(4);
});

it('ends the others with the first that fails, and asks about no more', async () => {
  const signals: AbortSignal[] = [];
  const ask = async (item: number, signal: AbortSignal) => {
    signals.push(signal);
    if (item === 2) {
      throw new Error('refused');
    }
    return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  };
  await expect(askAtOnce(4, [1, 2, 3, 4, 5, 6], ask)).rejects.toThrow('refused');
  expect(signals).toHaveLength(4);
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});

it('ends all with its signal', async () => {
  const controller = new AbortController();
  const signals: AbortSignal[] = [];
  const ask = (_: number, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<void>(() => {});
  };
  void askAtOnce(4, [1, 2], ask, controller.signal);
  controller.abort();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});
