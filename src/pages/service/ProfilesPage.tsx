import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { Boundary } from '../common/Boundary';
import { Notes } from '../common/Notes';
import { servicesLink } from '../common/servicesLink';
import { useAddress } from '../common/useAddress';
import { useRefreshInterval } from '../common/useRefresh';
import { visibleValue } from '../common/visibleValue';
import { ProfilesTab } from './ProfilesTab';
import { ServiceTitle } from './ServiceTitle';
import { TabControls } from './TabControls';
import { useTabAt } from './useTabAt';

/** The Profiles tab of one service as a page: its state is the address, Grafana's header stands above. */
export function ProfilesPage() {
  const styles = useStyles2(getStyles);
  const address = useAddress();
  const refresh = useRefreshInterval();
  const { subject } = address.state;
  const names =
    subject.file?.map(({ name }) => name) ?? (subject.service === undefined ? undefined : [subject.service]);
  const pageNav = {
    text: names?.map(visibleValue).join(', ') ?? t('profiles.title', 'Profiles'),
    parentItem: { text: t('profiles.services', 'Services'), url: servicesLink(subject) },
  };
  return (
    <ProfilesTab
      {...useTabAt(address)}
      refreshInterval={refresh[0]}
      frame={(tab, body) => (
        <PluginPage
          pageNav={pageNav}
          renderTitle={(title) =>
            tab ? (
              <Boundary dependencies={[address.state]}>
                <ServiceTitle tab={tab} />
              </Boundary>
            ) : (
              <h1>{title}</h1>
            )
          }
          actions={
            tab && (
              <div className={styles.actions}>
                <TabControls {...{ tab, refresh }} />
              </div>
            )
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
