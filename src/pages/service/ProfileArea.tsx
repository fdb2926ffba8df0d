import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { useQueryClient } from '@tanstack/react-query';
import React from 'react';
import { t } from '../../i18n';
import { paths } from '../../plugin';
import { isNoData } from '../../profile/model';
import { describeType } from '../../query/catalogue';
import { shortenRange } from '../../query/timeRange';
import { applyRangeChange, applyServiceChange, applyTypeChange } from '../../viewstate/changes';
import { FailedAnswer, wordsOf } from '../common/FailedAnswer';
import { EmptyAnswer, type EmptyAnswerActions } from './EmptyAnswer';
import { Picture } from './Picture';
import { useDiagnosis } from './useDiagnosis';
import { type ProfilesTab } from './useProfilesTab';

/** The picture, or why there is none. The old picture stays, marked as old, until the new one is there. */
export function ProfileArea({ tab }: { tab: ProfilesTab }) {
  const { address, profile } = tab;
  const { flameGraph, picture, types, typeId } = profile;
  const drawable = picture && !isNoData(picture.answer.profile) ? picture : undefined;
  const noType = typeId === undefined && types.isSuccess && !types.isPlaceholderData;
  const noData = picture !== undefined && !picture.old && isNoData(picture.answer.profile);
  const diagnosis = useDiagnosis(tab, noType || noData);
  const error = flameGraph.error ?? (typeId === undefined ? types.error : null) ?? diagnosis.error;
  const shorten = (limitMs: number) =>
    address.go((state) => applyRangeChange(state, shortenRange(state.range, tab.clock.span!, limitMs)));
  if (diagnosis.reason) {
    return (
      <EmptyAnswer
        reason={diagnosis.reason}
        service={tab.asked.service}
        namespace={tab.asked.namespace}
        typeLabel={(typeId && describeType(typeId)?.label) ?? address.state.type}
        actions={actionsOf(tab)}
      />
    );
  }
  if (error && drawable === undefined) {
    return <FailedAnswer error={error} onRetry={tab.clock.refresh} onShorten={shorten} />;
  }
  if (drawable === undefined || noType) {
    return <Loading tab={tab} />;
  }
  return (
    <>
      {Boolean(error) && <StaleNote error={error} onRetry={tab.clock.refresh} />}
      <Picture tab={tab} answer={drawable.answer} stale={drawable.old} />
    </>
  );
}

/** Asking can take long on a busy server: a person sees that it goes on, and may stop it. */
function Loading({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const client = useQueryClient();
  const { flameGraph } = tab.profile;
  const stopped = flameGraph.fetchStatus === 'idle' && flameGraph.isPending && flameGraph.failureCount === 0;
  return (
    <div className={styles.loading}>
      <LoadingPlaceholder text={t('profiles.loading', 'Asking for the profile …')} />
      {!stopped && (
        <Button variant="secondary" onClick={() => void client.cancelQueries({ queryKey: ['flame-graph'] })}>
          {t('profiles.cancel', 'Cancel')}
        </Button>
      )}
    </div>
  );
}

function StaleNote({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <Alert
      severity="warning"
      title={t('profiles.stale', 'This picture is older than what was asked for')}
      buttonContent={t('failed.retry', 'Try again')}
      onRemove={onRetry}
      bottomSpacing={0}
    >
      {wordsOf(error)}
    </Alert>
  );
}

function actionsOf({ address, clock }: ProfilesTab): EmptyAnswerActions {
  const { go } = address;
  return {
    chooseNamespace: (namespace, namespaceLabel) =>
      go(({ namespace: _, namespaceLabel: __, ...state }) => ({
        ...state,
        ...(namespace === undefined ? {} : { namespace }),
        ...(namespaceLabel === undefined ? {} : { namespaceLabel }),
      })),
    chooseRange: ({ from, to }) => go((state) => applyRangeChange(state, { from: String(from), to: String(to) })),
    chooseType: (type) => go((state) => applyTypeChange(state, type)),
    chooseService: (service) => go((state) => applyServiceChange(state, { service, namespace: state.namespace })),
    removeFilters: (filters) =>
      go((state) => ({
        ...state,
        filters: state.filters.filter(
          (kept) => !filters.some(({ name, op, value }) => kept.name === name && kept.op === op && kept.value === value)
        ),
      })),
    refresh: clock.refresh,
    servicesLink: paths.services,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  loading: css({ display: 'flex', flexDirection: 'column', alignItems: 'center', padding: theme.spacing(6) }),
});
