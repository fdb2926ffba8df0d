import React, { lazy, Suspense, useMemo } from 'react';
import { type BesideValue } from '../../flamegraph/types';
import { useSampleValue } from './useSampleCount';
import { type AskedProfiles } from './useTab';

/** From here on the chance error is under 20 %. */
const MANY = 100;

const FewSamples = lazy(() =>
  import(/* webpackChunkName: "numbers" */ './FewSamples').then((m) => ({ default: m.FewSamples }))
);

/** Beside values of fewer than a hundred samples their number; undefined where it cannot be known. */
export function useFewSamples(of: AskedProfiles): BesideValue | undefined {
  const perSample = useSampleValue(of);
  return useMemo(
    () => (perSample === undefined ? undefined : (value: number) => besideCount(Math.round(value / perSample))),
    [perSample]
  );
}

function besideCount(count: number) {
  return count > 0 && count < MANY ? (
    <Suspense fallback={null}>
      <FewSamples count={count} />
    </Suspense>
  ) : null;
}
