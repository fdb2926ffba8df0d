import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Change } from '../../profile/comparison/changes';
import { changeWords } from '../comparison/changeTexts';
import { formatShare } from '../share';
import type { ProfileFacts } from './facts';
import { paneTexts } from './texts';

export interface GraphHeaderProps {
  facts: ProfileFacts;
  formatValue(value: number): string;
  /** The page's part of the line. */
  children?: ReactNode;
}

/** "total 25.7 s · 3 % not loaded": what 100 % is, and how much of it is missing. The total itself is exact. */
export function GraphHeader({ facts, formatValue, children }: GraphHeaderProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.header}>
      <span>
        {facts.changes ? wholeText(facts.changes.whole, formatValue) : paneTexts.total(formatValue(facts.whole))}
      </span>
      {facts.whole > Number.MAX_SAFE_INTEGER && <span title={paneTexts.roundedHelp()}>· {paneTexts.rounded()}</span>}
      {facts.changes === undefined && facts.notLoaded > 0 && (
        <>
          <span aria-hidden="true">·</span>
          <span>{paneTexts.notLoaded(formatShare(facts.notLoaded, facts.whole))}</span>
        </>
      )}
      {children}
    </div>
  );
}

/** "4.2 cores → 5.1 cores, +0.9 cores, +21 %". */
function wholeText(whole: Change, formatValue: (value: number) => string): string {
  return `${formatValue(whole.before)} → ${formatValue(whole.after)}, ${changeWords(whole, formatValue)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flex: 'none',
    minHeight: 28,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  }),
});
