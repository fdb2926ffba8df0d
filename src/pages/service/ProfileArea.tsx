import React, { lazy, Suspense, useEffect } from 'react';
import { t } from '../../i18n';
import { shortenRange } from '../../query/timeRange';
import { applyRangeChange, withSubject } from '../../viewstate/changes';
import { FailedAnswer, loadFailures, StaleNote } from '../common/failures';
import { rememberNamespaceLabel } from '../common/namespaceLabel';
import { useExplained } from '../common/useExplained';
import { Picture } from './Picture';
import { type Tab } from './useTab';
import { Cancelled, Waiting } from './Waiting';

const EmptyAnswer = lazy(() =>
  import(/* webpackChunkName: "empty" */ './EmptyAnswer').then((m) => ({ default: m.EmptyAnswer }))
);

const OtherSide = lazy(() =>
  import(/* webpackChunkName: "comparison" */ './comparison/OtherSide').then((m) => ({ default: m.OtherSide }))
);

/** The picture, or why there is none. The old picture stays, marked as old, until the new one is there. */
export function ProfileArea({ tab }: { tab: Tab }) {
  const { address, profile, clock, chosen } = tab;
  const { picture, parts, cancel } = profile;
  const error = useExplained(chosen.dataSource?.uid, 'error' in picture ? picture.error : null);
  useCorrectedLabel(tab);
  useEffect(() => {
    // Without a connection it is asked for again when it is needed.
    if (profile.settled) {
      loadFailures().catch(() => {});
    }
  }, [profile.settled]);
  const retry = clock.refresh;
  const shorten = (limitMs?: number) =>
    address.go((state) => applyRangeChange(state, shortenRange(state.subject.range, clock.span!, limitMs)));
  const other = address.state.versus && (
    <Suspense fallback={null}>
      <OtherSide tab={tab} />
    </Suspense>
  );
  switch (picture.kind) {
    case 'loading':
      return <Waiting parts={parts} onCancel={cancel} />;
    case 'cancelled':
      return <Cancelled onRetry={retry} />;
    case 'failed':
      return (
        <>
          <Suspense fallback={null}>
            <FailedAnswer error={error} onRetry={retry} onShorten={shorten} />
          </Suspense>
          {other}
        </>
      );
    case 'empty':
      return tab.asked === undefined || picture.reason.kind === 'other-namespace-label' ? (
        <Waiting onCancel={cancel} />
      ) : (
        <Suspense fallback={<Waiting onCancel={cancel} />}>
          <EmptyAnswer reason={picture.reason} asked={tab.asked} tab={tab} />
          {other}
        </Suspense>
      );
    case 'shown':
    case 'old': {
      const old = picture.kind === 'old';
      const asking = old && picture.why === 'asking';
      // The picture stays in one place of the tree: made anew, it would forget what was loaded since.
      return (
        <>
          {!old ? null : asking ? (
            <Waiting key={JSON.stringify(tab.shown)} older parts={parts} onCancel={cancel} />
          ) : (
            <Suspense fallback={null}>
              <StaleNote
                title={t('profiles.stale', 'Could not update. Showing the previous result.')}
                error={error}
                onRetry={retry}
                onShorten={shorten}
              />
            </Suspense>
          )}
          {/* Dimmed for the moment of each automatic refresh it would flicker. */}
          <Picture tab={tab} answer={picture.value} asking={old && asking} stale={old && !(asking && picture.quiet)} />
        </>
      );
    }
  }
}

/** A namespace that another label holds is shown under that one. */
function useCorrectedLabel({ address, asked, profile }: Tab) {
  const { picture } = profile;
  const label =
    picture.kind === 'empty' && picture.reason.kind === 'other-namespace-label'
      ? picture.reason.namespaceLabel
      : undefined;
  const uid = asked?.dataSource.uid;
  const { go } = address;
  useEffect(() => {
    if (label !== undefined && uid !== undefined) {
      rememberNamespaceLabel(uid, label);
      go((state) => withSubject(state, { namespace: { ...state.subject.namespace, label } }), 'replace');
    }
  }, [label, uid, go]);
}
