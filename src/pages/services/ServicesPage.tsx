import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import React from 'react';
import { paths } from '../../plugin';
import { shortenRange } from '../../query/timeRange';
import { fetchServices, type Service } from '../../pyroscope/services';
import { applyDataSourceChange, applyServiceChange } from '../../viewstate/changes';
import { writeViewState } from '../../viewstate/url';
import { NoDataSource } from '../common/NoDataSource';
import { Notes } from '../common/Notes';
import { PageControls } from '../common/PageControls';
import { useAddress } from '../common/useAddress';
import { useClock } from '../common/useClock';
import { useDataSource } from '../common/useDataSource';
import { useRefreshInterval } from '../common/useRefresh';
import { useSettings } from '../common/useSettings';
import { ServicesBody } from './ServicesBody';

/** Every service that sends profiles: where a person without a link begins. */
export function ServicesPage() {
  const styles = useStyles2(getStyles);
  const address = useAddress();
  const { state } = address;
  const { namespaceLabels } = useSettings();
  const [interval] = useRefreshInterval();
  const chosen = useDataSource(state.dataSource);
  const clock = useClock(state.range, interval);
  const labels = state.namespaceLabel ? [state.namespaceLabel] : namespaceLabels;
  const answer = useQuery({
    queryKey: ['services', chosen.dataSource?.uid, labels, clock.span],
    queryFn: ({ signal }) => fetchServices(chosen.dataSource!, clock.span!, labels, signal),
    enabled: chosen.dataSource !== undefined && clock.span !== undefined,
    placeholderData: keepPreviousData,
  });
  const linkTo = (service: Service) => {
    const namespaceLabel = service.namespace === undefined ? undefined : answer.data?.namespaceLabel;
    const { state: next } = applyServiceChange(state, {
      service: service.name,
      namespace: service.namespace,
      // The likeliest label is asked for without being named.
      namespaceLabel: namespaceLabel === namespaceLabels[0] ? undefined : namespaceLabel,
    });
    return `${paths.profiles}?${writeViewState(next).params.toString()}`;
  };
  const shorten = (limitMs: number) =>
    address.go((now) => ({ ...now, range: shortenRange(now.range, clock.span!, limitMs) }));
  return (
    <PluginPage actions={<PageControls address={address} chosen={chosen} clock={clock} loading={answer.isFetching} />}>
      <div className={styles.page}>
        <Notes notes={address.notes} onDismiss={address.dismissNotes} />
        {chosen.choice.kind === 'chosen' ? (
          <ServicesBody answer={answer} linkTo={linkTo} onShorten={shorten} />
        ) : (
          <NoDataSource
            choice={chosen.choice}
            onChoose={(uid) => address.go((now) => applyDataSourceChange(now, uid))}
          />
        )}
      </div>
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The table scrolls by itself, so that the search stays in sight; the page's own chrome takes the rest of the screen.
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), height: 'calc(100vh - 180px)' }),
});
