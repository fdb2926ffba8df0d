import { profileFromStacks } from '../../../profile/stacks';
import { compareSides, shifted } from './sides';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const HEAP = 'memory:inuse_space:bytes:space:bytes';

const side = (value: number, covered: number | undefined) => ({
  profile: profileFromStacks([{ frames: ['main', 'work'], value }]),
  covered,
});
const whole = ({ changes }: ReturnType<typeof compareSides>) => changes.whole;

it('looks at the same time, so much earlier', () => {
  expect(shifted({ from: 10_000, to: 20_000 }, 3_000)).toEqual({ from: 7_000, to: 17_000 });
});

it('compares CPU per second that profiles cover: half of the profiles missing is no half of the load', () => {
  const sides = { before: side(60e9, 60), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger' });
  expect(compared).toMatchObject({ norm: 'second', unit: 'cores' });
  expect(whole(compared)).toEqual({ before: 1, after: 1, kind: 'same' });
});

it('compares shares where nobody knows the time covered, and by choice', () => {
  const sides = { before: side(60e9, undefined), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger' });
  expect(compared).toMatchObject({ norm: 'share', unit: 'share' });
  expect(whole(compared)).toMatchObject({ before: 1, after: 1 });
});

it('compares totals by choice', () => {
  const sides = { before: side(60e9, 60), after: side(30e9, 30) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'after', norm: 'none' });
  expect(compared).toMatchObject({ norm: 'none', unit: 'ns' });
  expect(whole(compared)).toEqual({ before: 60e9, after: 30e9, kind: 'changed' });
  expect(compared.profile.total[0]).toBe(30e9);
});

it('compares snapshots as they are, never by seconds', () => {
  const sides = { before: side(1000, 60), after: side(3000, 60) };
  for (const norm of [undefined, 'second'] as const) {
    const compared = compareSides(HEAP, 'bytes', sides, { width: 'larger', norm });
    expect(compared).toMatchObject({ norm: 'none', unit: 'bytes' });
    expect(whole(compared)).toMatchObject({ before: 1000, after: 3000 });
  }
});
