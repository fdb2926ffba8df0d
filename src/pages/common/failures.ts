import { lazy } from 'react';

const loadAnswer = () => import(/* webpackChunkName: "failures" */ './FailedAnswer');

export const FailedAnswer = lazy(() => loadAnswer().then((m) => ({ default: m.FailedAnswer })));
export const StaleNote = lazy(() =>
  import(/* webpackChunkName: "failures" */ './StaleNote').then((m) => ({ default: m.StaleNote }))
);
export const FailureIcon = lazy(() =>
  import(/* webpackChunkName: "failures" */ './FailureIcon').then((m) => ({ default: m.FailureIcon }))
);

/** To be called once the first picture is there: when the connection fails, the words for it are on the page already. */
export async function loadFailures(): Promise<void> {
  await loadAnswer();
}
