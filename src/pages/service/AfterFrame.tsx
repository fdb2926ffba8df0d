import React, { Suspense, type ReactNode } from 'react';
import { useAfterFrame } from './useAfterFrame';

/**
 * A part whose code is fetched once the browser has drawn the rest. Fetched with the first render it would make React wait
 * with that, and the questions with it.
 */
export function AfterFrame({ place = null, children }: { place?: ReactNode; children: ReactNode }) {
  return useAfterFrame(true) ? <Suspense fallback={place}>{children}</Suspense> : place;
}
