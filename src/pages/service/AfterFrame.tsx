import React, { Suspense, useEffect, useState, type ReactNode } from 'react';
import { afterFrame } from '../../flamegraph/view/afterFrame';

/** Who waits longer than that for what should come first gets what is there without it. */
export const PATIENCE_MS = 2000;

interface AfterFrameProps {
  /** stands there until then */
  place?: ReactNode;
  /** what else is waited for, if it comes soon; once it was there the part stays */
  when?: boolean;
  children: ReactNode;
}

/**
 * A part whose code is fetched once the browser has drawn the rest. Fetched with the first render it would make React wait
 * with that, and the questions with it.
 */
export function AfterFrame({ place = null, when = true, children }: AfterFrameProps) {
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    if (when) {
      void afterFrame().then(() => setBegun(true));
      return;
    }
    const timer = setTimeout(() => setBegun(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [when]);
  return begun ? <Suspense fallback={place}>{children}</Suspense> : place;
}
