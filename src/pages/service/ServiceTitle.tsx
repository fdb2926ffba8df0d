import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { Summary } from './Summary';
import { type ProfilesTab } from './useProfilesTab';

/** The service and its namespace in one line; which label holds the namespace is said where it is not the usual one. */
export function ServiceTitle({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const { address, asked, settings } = tab;
  const { service } = address.state;
  if (service === undefined) {
    return <h1 className={styles.name}>{t('profiles.title', 'Profiles')}</h1>;
  }
  const unusual = asked.namespace !== undefined && asked.namespaceLabel !== settings.namespaceLabels[0];
  return (
    <div className={styles.line}>
      <h1 className={styles.name} title={service}>
        {service}
      </h1>
      {asked.namespace !== undefined && (
        <span className={styles.namespace}>
          {t('profiles.namespace', 'namespace')} <strong>{asked.namespace}</strong>
          {unusual && <> ({asked.namespaceLabel})</>}
        </span>
      )}
      <Summary tab={tab} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1.5), minWidth: 0 }),
  name: css({
    ...theme.typography.h3,
    margin: 0,
    flexShrink: 0,
    maxWidth: '50%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  namespace: css({
    color: theme.colors.text.secondary,
    // The summary beside it needs the room.
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    flexShrink: 0,
  }),
});
