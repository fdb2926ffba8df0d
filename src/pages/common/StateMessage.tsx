import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React from 'react';

interface StateMessageProps {
  /** what is the case, in one sentence */
  title: string;
  /** the server's own words, or what explains the sentence */
  children?: React.ReactNode;
  /** the next steps */
  actions?: React.ReactNode;
  role?: 'alert' | 'status';
}

/** One state of a page that has nothing to draw: what is the case, why, and what can be done next. */
export function StateMessage({ title, children, actions, role = 'status' }: StateMessageProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role={role} data-testid="state-message">
      <Text element="h2" variant="h4">
        {title}
      </Text>
      {children && <div className={styles.body}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(6, 2),
    textAlign: 'center',
  }),
  body: css({ maxWidth: 720, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  actions: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(1),
  }),
});
