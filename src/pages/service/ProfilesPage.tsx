import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';
import { t } from '../../i18n';
import { Notes } from '../common/Notes';
import { PageControls } from '../common/PageControls';
import { type LastAnswer } from '../common/quickRanges';
import { servicesLink } from '../common/servicesLink';
import { useAddress } from '../common/useAddress';
import { useRefreshInterval } from '../common/useRefresh';
import { ProfilesTab } from './ProfilesTab';
import { ServiceTitle } from './ServiceTitle';
import { type Tab } from './useTab';

/** The Profiles tab of one service as a page: its state is the address, Grafana's header stands above. */
export function ProfilesPage() {
  const styles = useStyles2(getStyles);
  const address = useAddress();
  const [refreshInterval] = useRefreshInterval();
  const { go, state } = address;
  const { subject } = state;
  const view = useMemo(() => {
    const { subject: _, ...rest } = state;
    return rest;
  }, [state]);
  const onChange = useCallback<React.ComponentProps<typeof ProfilesTab>['onChange']>(
    (next, how) =>
      go(({ subject: before, ...viewBefore }) => {
        const { subjects, view: after, dropped = [] } = next({ subjects: [before], view: viewBefore });
        return { state: { ...after, subject: subjects[0] }, dropped };
      }, how),
    [go]
  );
  const pageNav = {
    text: subject.service ?? t('profiles.title', 'Profiles'),
    parentItem: { text: t('profiles.services', 'Services'), url: servicesLink(subject) },
  };
  return (
    <ProfilesTab
      subjects={[subject]}
      view={view}
      onChange={onChange}
      refreshInterval={refreshInterval}
      frame={(tab, body) => (
        <PluginPage
          pageNav={pageNav}
          renderTitle={() => <ServiceTitle tab={tab} />}
          actions={
            <div className={styles.actions}>
              <PageControls
                address={address}
                chosen={tab.chosen}
                clock={tab.clock}
                loading={tab.profile.fetching}
                last={lastOf(tab)}
              />
            </div>
          }
        >
          <div className={styles.page}>
            <Notes notes={address.notes} onDismiss={address.dismissNotes} />
            {body}
          </div>
        </PluginPage>
      )}
    />
  );
}

/** What the server said of the range last: the flame graph asks for all of it, or for a window in it. */
function lastOf({ shown, profile: { graph } }: Tab): LastAnswer {
  return { range: shown, error: 'error' in graph ? graph.error : null, answered: graph.kind === 'shown' };
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The page's header keeps them on one line, however narrow the screen is.
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  page: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    minHeight: 'calc(100vh - 170px)',
  }),
});
