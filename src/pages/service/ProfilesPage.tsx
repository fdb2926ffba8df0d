import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { t } from '../../i18n';
import { applyDataSourceChange } from '../../viewstate/changes';
import { NoDataSource } from '../common/NoDataSource';
import { Notes } from '../common/Notes';
import { PageControls } from '../common/PageControls';
import { servicesLink } from '../common/servicesLink';
import { UnreadableRange } from '../common/UnreadableRange';
import { valueOf } from './answer';
import { AskRow } from './AskRow';
import { ChooseNamespace, ChooseService } from './Choices';
import { namespaceOptions } from './namespaceChoice';
import { LABELS_BESIDE, LabelsPanel } from './labels/LabelsPanel';
import { ProfileArea } from './ProfileArea';
import { ServiceFacts, ServiceTitle } from './ServiceTitle';
import { Timeline } from './timeline/Timeline';
import { useProfilesTab, type ProfilesTab } from './useProfilesTab';

/** The Profiles tab of one service. */
export function ProfilesPage() {
  const styles = useStyles2(getStyles);
  const tab = useProfilesTab();
  const { address, chosen, clock, profile } = tab;
  const { service } = address.state.subject;
  const pageNav = {
    text: service ?? t('profiles.title', 'Profiles'),
    parentItem: { text: t('profiles.services', 'Services'), url: servicesLink(address.state.subject) },
  };
  return (
    <PluginPage
      pageNav={pageNav}
      renderTitle={() => <ServiceTitle tab={tab} />}
      actions={
        <div className={styles.actions}>
          <PageControls address={address} chosen={chosen} clock={clock} loading={profile.fetching} />
        </div>
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
  if (address.state.subject.service === undefined) {
    return <ChooseService address={address} />;
  }
  if (clock.range === undefined) {
    return <UnreadableRange address={address} />;
  }
  const found = valueOf(namespace.answer);
  if (namespace.settled === undefined && found?.label !== undefined) {
    const options = namespaceOptions({ ...found, label: found.label });
    return <ChooseNamespace tab={tab} label={found.label} options={options} />;
  }
  return <Shown tab={tab} />;
}

/** What is asked for, the answer, and beside the answer the labels panel: the picture stays where it is when it opens. */
function Shown({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const { go, state } = tab.address;
  const [choosing, setChoosing] = useState(false);
  const labelsOpen = choosing || state.labels !== undefined;
  const openLabels = (open: boolean) => {
    setChoosing(open);
    if (!open) {
      go(({ labels: _, ...rest }) => rest);
    }
  };
  return (
    <>
      <ServiceFacts tab={tab} />
      <AskRow tab={tab} labelsOpen={labelsOpen} onLabels={openLabels} />
      <div className={styles.answer}>
        <div className={styles.picture}>
          <Timeline tab={tab} />
          <ProfileArea tab={tab} />
        </div>
        {labelsOpen && <LabelsPanel tab={tab} onClose={() => openLabels(false)} />}
      </div>
    </>
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
    // The window says little about the room: Grafana's menu may stand beside.
    containerType: 'inline-size',
  }),
  answer: css({
    flex: 1,
    display: 'flex',
    gap: theme.spacing(1),
    minWidth: 0,
    [`@container (max-width: ${LABELS_BESIDE - 1}px)`]: { flexDirection: 'column-reverse' },
  }),
  picture: css({ flex: 1, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75), minWidth: 0 }),
});
