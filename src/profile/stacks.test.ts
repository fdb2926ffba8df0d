import { mergedInSteps } from './stacks';

it('Stacks are merged with pauses, in each round of their sorting', () => {
  const count = 50_000;
  const frames = { names: ['total', 'a', 'b'], kinds: Uint8Array.of(1, 0, 0) };
  const stacks = {
    symbols: Int32Array.from({ length: count }, (_, s) => 1 + (s % 2)),
    start: Int32Array.from({ length: count + 1 }, (_, s) => s),
    values: new Float64Array(count).fill(1),
  };
  const steps = mergedInSteps(frames, stacks);
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    pauses++;
  }
  expect([...step.value.total]).toEqual([count, count / 2, count / 2]);
  const rounds = Math.ceil(Math.log2(count));
  expect(pauses).toBeGreaterThanOrEqual(rounds * Math.floor(count / 4096));
});
