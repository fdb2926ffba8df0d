import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import React, { useMemo, useState } from 'react';
import { paths } from '../../plugin';
import { shortenRange } from '../../query/timeRange';
import { minStepOf } from '../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../pyroscope/query';
import { fetchServices, type Service, type ServiceList } from '../../pyroscope/services';
import { applyDataSourceChange, withSubject } from '../../viewstate/changes';
import { applyServiceChange } from '../../viewstate/serviceChange';
import { writeViewState } from '../../viewstate/url';
import { Boundary } from '../common/Boundary';
import { labelsToTry, unsaidLabel } from '../common/namespaceLabel';
import { namespaceOf } from '../common/namespaceOf';
import { NoDataSource } from '../common/NoDataSource';
import { DropFiles, OpenFiles, useOpenFiles } from '../files/OpenFiles';
import { Notes } from '../common/Notes';
import { PageControls } from '../common/PageControls';
import { UnreadableRange } from '../common/UnreadableRange';
import { useAddress } from '../common/useAddress';
import { useClock } from '../common/useClock';
import { useDataSource, type ChosenDataSource } from '../common/useDataSource';
import { useExplained } from '../common/useExplained';
import { useRefreshInterval } from '../common/useRefresh';
import { useSettings } from '../common/useSettings';
import { ServicesBody } from './ServicesBody';
import { UsageContext, type UsageScope } from './useUsage';

/** Every service that sends profiles: where a person without a link begins. */
export function ServicesPage() {
  const styles = useStyles2(getStyles);
  const address = useAddress({ lastRange: true });
  const { state } = address;
  const { subject } = state;
  const { namespaceLabels } = useSettings();
  const refresh = useRefreshInterval();
  const chosen = useDataSource(subject.dataSource);
  const clock = useClock(subject.range, refresh[0]);
  const labels = labelsToTry(subject.namespace.label, namespaceLabels);
  const answer = useQuery({
    queryKey: ['services', chosen.dataSource?.uid, labels, clock.span],
    queryFn: ({ signal }) => fetchServices(chosen.dataSource!, clock.span!, labels, signal),
    enabled: chosen.dataSource !== undefined && clock.span !== undefined,
  });
  const list = useLastList(answer.data, JSON.stringify([chosen.dataSource?.uid, labels]));
  const error = useExplained(chosen.dataSource?.uid, answer.error);
  const scope = useUsageScope(chosen, clock.span, list);
  const linkTo = (service: Service) => {
    const { state: next } = applyServiceChange(state, {
      service: service.name,
      namespace: namespaceOf(service, list?.namespaceLabel, unsaidLabel(chosen.dataSource?.uid, namespaceLabels)),
    });
    return `${paths.profiles}?${writeViewState(next, '', { preferences: address.preferences }).params.toString()}`;
  };
  const shorten = (limitMs?: number) =>
    address.go((now) => withSubject(now, { range: shortenRange(now.subject.range, clock.span!, limitMs) }));
  const files = useOpenFiles(address);
  const last = { range: clock.span, error: answer.error, answered: answer.isSuccess };
  return (
    <PluginPage
      actions={
        <>
          <Boundary dependencies={[]}>
            <OpenFiles files={files} />
          </Boundary>
          <Boundary dependencies={[state]}>
            <PageControls {...{ address, chosen, clock, refresh, last }} loading={answer.isFetching} />
          </Boundary>
        </>
      }
    >
      <DropFiles className={styles.page} files={files}>
        <Notes notes={address.notes} onDismiss={address.dismissNotes} />
        <Boundary dependencies={[state, list]}>
          {chosen.choice.kind !== 'chosen' ? (
            <NoDataSource
              choice={chosen.choice}
              onChoose={(uid) => address.go((now) => applyDataSourceChange(now, uid))}
            />
          ) : clock.range === undefined ? (
            <UnreadableRange address={address} />
          ) : (
            <UsageContext.Provider value={scope}>
              <ServicesBody list={list} error={error} onRetry={clock.refresh} linkTo={linkTo} onShorten={shorten} />
            </UsageContext.Provider>
          )}
        </Boundary>
      </DropFiles>
    </PluginPage>
  );
}

/** The list, or the last one of the same subject while a newer one is not there or failed. */
function useLastList(list: ServiceList | undefined, subject: string): ServiceList | undefined {
  const [last, setLast] = useState<{ list: ServiceList; subject: string }>();
  if (list && (last?.list !== list || last.subject !== subject)) {
    setLast({ list, subject });
  }
  return list ?? (last?.subject === subject ? last.list : undefined);
}

/** What the rows ask about, the same object as long as it is the same. */
function useUsageScope(
  { choice, dataSource }: ChosenDataSource,
  range: AbsoluteRange | undefined,
  list: ServiceList | undefined
): UsageScope | undefined {
  const minStepMs = choice.kind === 'chosen' ? minStepOf(choice.dataSource) : undefined;
  const namespaceLabel = list?.namespaceLabel;
  const known = list !== undefined;
  return useMemo(
    () =>
      known && dataSource && range && minStepMs !== undefined
        ? { dataSource, range, namespaceLabel, minStepMs }
        : undefined,
    [known, dataSource, range, namespaceLabel, minStepMs]
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The table scrolls by itself, so that the search stays in sight; the page's own chrome takes the rest of the screen.
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), height: 'calc(100vh - 180px)' }),
});
