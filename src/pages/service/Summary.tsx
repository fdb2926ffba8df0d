import { css } from '@emotion/css';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type Tab } from './useTab';
import { useSummary } from './useSummary';

/** "avg 0.42 cores · +35 % vs previous hour · 8 pods · last profile 12 s ago", each with where it comes from. */
export function Summary({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const parts = useSummary(tab);
  return (
    <div className={styles.line} role="group" aria-label={t('summary.label', 'Summary')} data-testid="summary">
      {parts.map(({ kind, text, source }, i) => (
        <span key={kind} className={styles.part}>
          <span className={styles.dot} aria-hidden="true">
            {i > 0 && '·'}
          </span>
          <Tooltip content={`${text}: ${source}`}>
            <span tabIndex={0}>{text}</span>
          </Tooltip>
        </span>
      ))}
    </div>
  );
}

/** With the room on both sides of it, CSS pixels. */
const DOT_WIDTH = 12;

const getStyles = () => ({
  // Parts wrap whole: half a number is worse than none. The dot in front of each is cut off where a line begins.
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    whiteSpace: 'nowrap',
    marginLeft: -DOT_WIDTH,
    clipPath: `inset(-4px -4px -4px ${DOT_WIDTH - 2}px)`,
  }),
  part: css({ flex: 'none' }),
  dot: css({ display: 'inline-block', width: DOT_WIDTH, textAlign: 'center' }),
});
