import { lazy } from 'react';

/** Fetched once the first picture is there: when the connection fails, the words for it are on the page already. */
export const loadFailures = () =>
  Promise.all([
    import(/* webpackChunkName: "failures" */ './FailedAnswer'),
    import(/* webpackChunkName: "failures" */ './StaleNote'),
    import(/* webpackChunkName: "failures" */ './FailureIcon'),
  ]).then(([{ FailedAnswer: failed }, { StaleNote: stale }, { FailureIcon: icon }]) => ({ failed, stale, icon }));

export const FailedAnswer = lazy(() => loadFailures().then((m) => ({ default: m.failed })));
export const StaleNote = lazy(() => loadFailures().then((m) => ({ default: m.stale })));
export const FailureIcon = lazy(() => loadFailures().then((m) => ({ default: m.icon })));
