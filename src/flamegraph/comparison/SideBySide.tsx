import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { BySide, Profile } from '../../profile/model';
import type { GraphOf } from '../types';

interface SideBySideProps {
  /** Of two sides: both graphs have its rows, so that a row of the one is the same frame in the other. */
  profile: Profile;
  graphOf: GraphOf;
  /** What people call the sides. */
  names: BySide<string>;
  formatValue(value: number): string;
}

/**
 * The graphs of both sides beside each other, one above the other where that is too narrow, each as wide as its own
 * values; what it is compared with comes first, as in "before → after".
 */
export function SideBySide({ profile, graphOf, names, formatValue }: SideBySideProps) {
  const styles = useStyles2(getStyles);
  const before = useMemo(() => ({ ...profile, ...profile.sides?.before }), [profile]);
  const after = useMemo(() => ({ ...profile, ...profile.sides?.after }), [profile]);
  return (
    <div className={styles.both} data-testid="side-by-side">
      {[
        { side: before, name: names.before },
        { side: after, name: names.after },
      ].map(({ side, name }) => (
        <div key={name} className={styles.side}>
          <div className={styles.name} title={name}>
            {name} · {formatValue(side.total[0])}
          </div>
          <div className={styles.graph}>{graphOf(side, name)}</div>
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  both: css({
    flex: '1 1 auto',
    minHeight: 0,
    display: 'grid',
    gap: theme.spacing(0.5, 1),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    gridAutoRows: 'minmax(0, 1fr)',
  }),
  side: css({ display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 }),
  name: css({
    flex: 'none',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  graph: css({ flex: '1 1 0', minHeight: 0 }),
});
