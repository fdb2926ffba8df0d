import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';

interface PillProps {
  text: string;
  removeLabel: string;
  onRemove(): void;
  /** what a click on the text does; without it the text is only shown */
  onClick?(): void;
  title?: string;
  /** one thing more that can be done with it */
  action?: { label: string; onClick(): void };
}

/** Something chosen, with a cross that takes it back. */
export function Pill({ text, removeLabel, onRemove, onClick, title, action }: PillProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.pill}>
      {onClick ? (
        <button type="button" className={styles.text} onClick={onClick} title={title}>
          {text}
        </button>
      ) : (
        <span className={styles.text}>{text}</span>
      )}
      {action && <IconButton name="exchange-alt" size="sm" aria-label={action.label} onClick={action.onClick} />}
      <IconButton name="times" size="sm" aria-label={removeLabel} onClick={onRemove} />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pill: css({
    display: 'inline-flex',
    alignItems: 'center',
    height: theme.spacing(3),
    paddingLeft: theme.spacing(1),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  text: css({
    background: 'none',
    border: 'none',
    maxWidth: 360,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
