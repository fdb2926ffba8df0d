import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { type PartInterval } from '../../../profile/functionByLabel';

interface PartBarProps {
  interval: PartInterval;
  /** marked in every bar */
  median: number;
  /** of all bars: the part that is as long as they can be */
  longest: number;
}

/** One of several bars of one scale: a part, between what it lies, and what the middle value has. Numbers say the same. */
export function PartBar({ interval: { part, low, high }, median, longest }: PartBarProps) {
  const styles = useStyles2(getStyles);
  const at = (value: number) => `${longest > 0 ? (100 * value) / longest : 0}%`;
  return (
    <div className={styles.place} aria-hidden="true" data-testid="part-bar">
      <div className={styles.bar} style={{ width: at(part) }} />
      {high > low && <div className={styles.interval} style={{ left: at(low), width: at(high - low) }} />}
      <div className={styles.median} style={{ left: at(median) }} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  // What they show is all that they are: no other colors take their place.
  const part = { position: 'absolute', forcedColorAdjust: 'none' } as const;
  return {
    place: css({ position: 'relative', minWidth: 90, height: 14 }),
    bar: css({ ...part, top: 2, height: 10, minWidth: 1, background: theme.colors.primary.main, opacity: 0.6 }),
    interval: css({
      ...part,
      top: 3,
      height: 8,
      borderStyle: 'solid',
      borderColor: theme.colors.text.primary,
      borderWidth: '0 1px',
      '&::after': {
        content: '""',
        position: 'absolute',
        insetInline: 0,
        top: 3.5,
        height: 1,
        background: theme.colors.text.primary,
      },
    }),
    median: css({ ...part, top: 0, height: 14, borderLeft: `1px dashed ${theme.colors.warning.text}` }),
  };
};
