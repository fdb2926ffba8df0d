import { useState } from 'react';
import { type Tab } from './useTab';

/**
 * Whether what stands beside the picture may be fetched: from the first time on that there is a picture, or a reason why
 * there is none. Fetched with the first render, it would make React wait with that render, and the questions with it.
 */
export function useBesidePicture({ profile }: Pick<Tab, 'profile'>): boolean {
  const now = profile.settled || profile.picture.kind !== 'loading';
  const [was, setWas] = useState(now);
  if (now && !was) {
    setWas(true);
  }
  return was;
}
