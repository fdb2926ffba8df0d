import { useIsFetching } from '@tanstack/react-query';
import React from 'react';
import { t } from '../../i18n';
import { isNoData } from '../../profile/model';
import { describeType } from '../../query/catalogue';
import { shortenRange } from '../../query/timeRange';
import { applyRangeChange, applyServiceChange, applyTypeChange, withSubject } from '../../viewstate/changes';
import { FailedAnswer } from '../common/FailedAnswer';
import { servicesLink } from '../common/servicesLink';
import { StaleNote } from '../common/StaleNote';
import { useExplained } from '../common/useExplained';
import { EmptyAnswer, type EmptyAnswerActions } from './EmptyAnswer';
import { chooseNamespace } from './namespaceChoice';
import { Picture } from './Picture';
import { useCancel } from './useCancel';
import { useDiagnosis } from './useDiagnosis';
import { useHeld } from './useHeld';
import { type ProfilesTab } from './useProfilesTab';
import { Cancelled, Waiting } from './Waiting';

/** The picture, or why there is none. The old picture stays, marked as old, until the new one is there. */
export function ProfileArea({ tab }: { tab: ProfilesTab }) {
  const { address, profile, clock } = tab;
  const { picture, types, typeId } = profile;
  const drawable = picture && !isNoData(picture.answer.profile) ? picture : undefined;
  const noType = typeId === undefined && types.isSuccess && !types.isFetching;
  // A type that was guessed may be none of the service's: its list comes first.
  const noData = picture !== undefined && !picture.old && !types.isFetching && isNoData(picture.answer.profile);
  const found = useDiagnosis(tab, noType || noData);
  const explained = useExplained(tab.chosen.dataSource?.uid, errorOf(tab) ?? found.error);
  const explaining = useIsFetching({ queryKey: ['explanation'] }) > 0;
  const { cancel, retry, ...stopped } = useCancel(tab);
  const current = { reason: found.reason, error: explained, ...stopped };
  const { held, refreshing } = useHeld(tab, current, found.asking || explaining);
  const { reason, error, cancelled } = held;
  const shorten = (limitMs?: number) =>
    address.go((state) => applyRangeChange(state, shortenRange(state.subject.range, clock.span!, limitMs)));
  if (reason && tab.asked && reason.kind !== 'other-namespace-label') {
    return (
      <EmptyAnswer
        reason={reason}
        asked={tab.asked}
        typeLabel={(typeId && describeType(typeId)?.label) ?? address.state.subject.type}
        actions={actionsOf(tab)}
      />
    );
  }
  if (drawable === undefined || typeId === undefined) {
    if (error) {
      return <FailedAnswer error={error} onRetry={retry} onShorten={shorten} />;
    }
    return cancelled ? <Cancelled onRetry={retry} /> : <Waiting onCancel={cancel} />;
  }
  const outdated = (drawable.old && Boolean(error)) || cancelled;
  return (
    <>
      {outdated && (
        <StaleNote
          title={t('profiles.stale', 'This picture is older than what was asked for')}
          error={error}
          onRetry={retry}
          onShorten={shorten}
        />
      )}
      {drawable.old && !outdated && <Waiting key={JSON.stringify(tab.shown)} older onCancel={cancel} />}
      {/* Dimmed for the moment of each automatic refresh it would flicker. */}
      <Picture tab={tab} answer={drawable.answer} stale={drawable.old && (outdated || !refreshing)} />
    </>
  );
}

/** What keeps a picture from being there; the first one asked comes first. */
function errorOf({ chosen, namespace, profile }: ProfilesTab): unknown {
  const { flameGraph, types, typeId } = profile;
  return chosen.error ?? namespace.error ?? flameGraph.error ?? (typeId === undefined ? types.error : null);
}

function actionsOf(tab: ProfilesTab): EmptyAnswerActions {
  const { address, clock } = tab;
  const { go } = address;
  return {
    chooseNamespace: (namespace) => chooseNamespace(tab, namespace),
    chooseRange: ({ from, to }) => go((state) => applyRangeChange(state, { from: String(from), to: String(to) })),
    chooseType: (type) => go((state) => applyTypeChange(state, type)),
    chooseService: (service) =>
      go((state) => applyServiceChange(state, { service, namespace: state.subject.namespace })),
    removeFilters: (filters) =>
      go((state) =>
        withSubject(state, {
          filters: state.subject.filters.filter(
            (kept) =>
              !filters.some(({ name, op, value }) => kept.name === name && kept.op === op && kept.value === value)
          ),
        })
      ),
    refresh: clock.refresh,
    servicesLink: servicesLink(address.state.subject),
  };
}
