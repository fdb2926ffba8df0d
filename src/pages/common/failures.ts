import { lazy } from 'react';

/** Fetched once the first picture is there: when the connection fails, the words for it are on the page already. */
export const loadFailures = () =>
  Promise.all([
    import(/* webpackChunkName: "failures" */ './FailedAnswer'),
    import(/* webpackChunkName: "failures" */ './StaleNote'),
    import(/* webpackChunkName: "failures" */ './FailureIcon'),
  ]).then(([failed, stale, icon]) => ({ ...failed, ...stale, ...icon }));

export const FailedAnswer = lazy(() => loadFailures().then((m) => ({ default: m.FailedAnswer })));
export const StaleNote = lazy(() => loadFailures().then((m) => ({ default: m.StaleNote })));
export const FailureIcon = lazy(() => loadFailures().then((m) => ({ default: m.FailureIcon })));
