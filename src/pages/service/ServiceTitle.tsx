import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { useNarrow } from '../common/useNarrow';
import { NamespaceSwitch } from './NamespaceSwitch';
import { Summary } from './Summary';
import { type ProfilesTab } from './useProfilesTab';

/** The service and what is known of it in one line; in a narrow window `ServiceFacts` stands below it. */
export function ServiceTitle({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const narrow = useNarrow();
  const { service } = tab.address.state.subject;
  if (service === undefined) {
    return <h1 className={styles.name}>{t('profiles.title', 'Profiles')}</h1>;
  }
  return (
    <div className={styles.line}>
      <h1 className={cx(styles.name, !narrow && styles.half)} title={service}>
        {service}
      </h1>
      {!narrow && <ServiceFacts tab={tab} />}
    </div>
  );
}

/** Namespace and summary. */
export function ServiceFacts({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <NamespaceSwitch tab={tab} />
      <Summary tab={tab} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    minWidth: 0,
    // A long namespace beside a long name is wider than a phone.
    [theme.breakpoints.down('sm')]: { flexWrap: 'wrap' },
  }),
  name: css({
    ...theme.typography.h3,
    margin: 0,
    minWidth: 0,
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  half: css({ maxWidth: '50%' }),
});
