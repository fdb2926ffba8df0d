import { renderHook } from '@testing-library/react';
import { type ServiceProfile } from './useTab';
import { useBesidePicture } from './useBesidePicture';

const profile = (settled: boolean, kind: ServiceProfile['picture']['kind']) =>
  ({ profile: { settled, picture: { kind } } }) as { profile: ServiceProfile };

it('waits for the picture, or for the reason why there is none, and stays through a refresh', () => {
  const { result, rerender } = renderHook(useBesidePicture, { initialProps: profile(false, 'loading') });
  expect(result.current).toBe(false);
  rerender(profile(true, 'shown'));
  expect(result.current).toBe(true);
  rerender(profile(false, 'loading'));
  expect(result.current).toBe(true);
  expect(renderHook(useBesidePicture, { initialProps: profile(false, 'cancelled') }).result.current).toBe(true);
});
