import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type ProfilesTab } from './useProfilesTab';
import { useSummary } from './useSummary';

/** "0.42 cores · +35 % on the hour before · 8 pods · last profile 12 s ago", each with where it comes from. */
export function Summary({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const parts = useSummary(tab);
  return (
    <div
      className={styles.line}
      role="group"
      aria-label={t('summary.label', 'Summary')}
      data-testid="summary"
      // A part that had no room comes into sight with the keyboard, and must leave again.
      onBlur={({ currentTarget }) => (currentTarget.scrollTop = 0)}
    >
      {parts.map(({ kind, text, source }, i) => (
        <span key={kind} className={styles.part}>
          {i > 0 && (
            <span className={styles.dot} aria-hidden="true">
              ·
            </span>
          )}
          <Tooltip content={`${text}: ${source}`}>
            <span tabIndex={0}>{text}</span>
          </Tooltip>
        </span>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // One line whatever comes: the graph below must not move when an answer does. Parts without room wrap into a line that
  // is not seen, the last ones first, whole: half a number is worse than none.
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    flex: '1 1 auto',
    // Its widest part: names beside it give way.
    minWidth: 'min-content',
    height: `${theme.typography.bodySmall.lineHeight}em`,
    lineHeight: theme.typography.bodySmall.lineHeight,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  part: css({ flex: 'none' }),
  dot: css({ margin: theme.spacing(0, 0.5) }),
});
