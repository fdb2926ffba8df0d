import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React, { Fragment } from 'react';
import { t } from '../../i18n';
import { type ProfilesTab } from './useProfilesTab';
import { type SummaryPart } from './summaryTexts';
import { useSummary } from './useSummary';

/** Where there is too little room, the age goes first, then the end of the change. */
const SHRINK: Record<SummaryPart['kind'], number> = { average: 0, change: 1, instances: 0, age: 20 };

/** "0.42 cores · +35 % on the hour before · 8 pods · last profile 12 s ago", each with where it comes from. */
export function Summary({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const parts = useSummary(tab);
  return (
    <div className={styles.line} role="group" aria-label={t('summary.label', 'Summary')} data-testid="summary">
      {parts.map(({ kind, text, source }, i) => (
        <Fragment key={kind}>
          {i > 0 && <span aria-hidden="true">·</span>}
          <Tooltip content={`${text}: ${source}`}>
            <span className={styles.part} style={{ flexShrink: SHRINK[kind] }} tabIndex={0}>
              {text}
            </span>
          </Tooltip>
        </Fragment>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // One line whatever comes: the graph below must not move when an answer does.
  line: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  part: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }),
});
