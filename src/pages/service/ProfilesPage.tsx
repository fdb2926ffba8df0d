import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { paths } from '../../plugin';
import { applyDataSourceChange } from '../../viewstate/changes';
import { hrefOf } from '../common/hrefOf';
import { NoDataSource } from '../common/NoDataSource';
import { Notes } from '../common/Notes';
import { PageControls } from '../common/PageControls';
import { UnreadableRange } from '../common/UnreadableRange';
import { AskRow } from './AskRow';
import { ChooseNamespace, ChooseService } from './Choices';
import { ProfileArea } from './ProfileArea';
import { ServiceTitle } from './ServiceTitle';
import { Share } from './Share';
import { Timeline } from './timeline/Timeline';
import { useProfilesTab, type ProfilesTab } from './useProfilesTab';

/** The Profiles tab of one service. */
export function ProfilesPage() {
  const styles = useStyles2(getStyles);
  const tab = useProfilesTab();
  const { address, chosen, clock, profile } = tab;
  const { service } = address.state;
  const pageNav = {
    text: service ?? t('profiles.title', 'Profiles'),
    parentItem: { text: t('profiles.services', 'Services'), url: hrefOf(paths.services) },
  };
  return (
    <PluginPage
      pageNav={pageNav}
      renderTitle={() => <ServiceTitle tab={tab} />}
      actions={
        <>
          <PageControls address={address} chosen={chosen} clock={clock} loading={profile.flameGraph.isFetching} />
          {service !== undefined && <Share tab={tab} />}
        </>
      }
    >
      <div className={styles.page}>
        <Notes notes={address.notes} onDismiss={address.dismissNotes} />
        <Body tab={tab} />
      </div>
    </PluginPage>
  );
}

/** What must be known before anything can be drawn, in the order in which a person has to settle it. */
function Body({ tab }: { tab: ProfilesTab }) {
  const { address, chosen, clock, namespace } = tab;
  if (chosen.choice.kind !== 'chosen') {
    return (
      <NoDataSource
        choice={chosen.choice}
        onChoose={(uid) => address.go((state) => applyDataSourceChange(state, uid))}
      />
    );
  }
  if (address.state.service === undefined) {
    return <ChooseService />;
  }
  if (clock.range === undefined) {
    return <UnreadableRange address={address} />;
  }
  if (namespace?.kind === 'several') {
    return <ChooseNamespace address={address} answer={namespace} />;
  }
  return (
    <>
      <AskRow tab={tab} />
      <Timeline tab={tab} />
      <ProfileArea tab={tab} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minHeight: 'calc(100vh - 170px)' }),
});
