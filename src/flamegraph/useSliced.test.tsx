import { renderHook, waitFor } from '@testing-library/react';
import { isLarge } from '../profile/derived';
import { useSliced } from './useSliced';

const LARGE = { length: 1 << 21 };
const SMALL = { length: 1000 };

/** Counts its steps, and how many of them were taken before it was left. */
function counting(name: string) {
  const count = { steps: 0, left: false };
  const make = function* () {
    try {
      for (; count.steps < 5; count.steps++) {
        // Longer than a slice, so that each step is one.
        for (const end = performance.now() + 13; performance.now() < end;) {}
        yield;
      }
      return name;
    } finally {
      count.left = count.steps < 5;
    }
  };
  return { make, count };
}

type Props = { tree: { length: number }; make: (() => Generator<void, string>) | undefined; inSlices?: boolean };
const render = (initialProps: Props) =>
  renderHook(({ tree, make, inSlices }: Props) => useSliced(tree, make, inSlices), { initialProps });

it('of a small profile it is there at once', () => {
  const { make } = counting('rows');
  expect(render({ tree: SMALL, make }).result.current.value).toBe('rows');
});

it('of a million nodes what a person waits for is there at once, of two million it is not, nor what nobody waits for', () => {
  const shown = (length: number, inSlices?: boolean) =>
    render({ tree: { length }, make: counting('found').make, inSlices }).result.current.value;
  expect([shown(1 << 20), shown(1 << 21), shown(1 << 20, isLarge({ length: 1 << 20 }))]).toEqual([
    ...['found', undefined],
    undefined,
  ]);
});

it('of a large one other work is done in between, and what was there stays until the next is', async () => {
  const first = counting('first');
  const { result, rerender } = render({ tree: LARGE, make: first.make });
  expect(result.current).toEqual({ value: undefined, latest: undefined });
  let others = 0;
  const timer = setInterval(() => others++);
  await waitFor(() => expect(result.current.value).toBe('first'));
  clearInterval(timer);
  expect(others).toBeGreaterThanOrEqual(3);

  rerender({ tree: LARGE, make: counting('second').make });
  expect(result.current).toEqual({ value: undefined, latest: 'first' });
  await waitFor(() => expect(result.current).toEqual({ value: 'second', latest: 'second' }));
  // Nothing large is kept for a small profile.
  rerender({ tree: SMALL, make: undefined });
  expect(result.current).toEqual({ value: undefined, latest: undefined });
});

it('what is not wanted any more is not gone on with', async () => {
  const left = counting('left');
  const { result, rerender } = render({ tree: LARGE, make: left.make });
  rerender({ tree: LARGE, make: counting('wanted').make });
  await waitFor(() => expect(result.current.value).toBe('wanted'));
  expect(left.count.steps).toBeLessThan(5);
});
