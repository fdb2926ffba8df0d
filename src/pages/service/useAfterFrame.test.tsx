import { act, renderHook } from '@testing-library/react';
import { useAfterFrame } from './useAfterFrame';

const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

it('is true a frame after it is there, and false as soon as it is not', async () => {
  const { result, rerender } = renderHook(({ there }) => useAfterFrame(there), { initialProps: { there: true } });
  expect(result.current).toBe(false);
  await frame();
  expect(result.current).toBe(true);
  rerender({ there: false });
  expect(result.current).toBe(false);
  rerender({ there: true });
  expect(result.current).toBe(false);
  await frame();
  expect(result.current).toBe(true);
});
