import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { iconButton } from '../icons';

interface StepButtonsProps {
  /** How many can be stepped through. */
  total: number;
  /** The one stepped to last, counted from 1. */
  current: { readonly position: number } | undefined;
  onStep(direction: 1 | -1): void;
  /** Of the text beside them. */
  noteClass: string;
}

/** Previous and next match, and at which one the reader is. */
export function StepButtons({ total, current, onStep, noteClass }: StepButtonsProps) {
  const styles = useStyles2(getStyles);
  const button = (label: string, className: string, direction: 1 | -1) => (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => onStep(direction)} />
  );
  return (
    <>
      {button(t('flamegraph.search.previous', 'Previous match (Shift+Enter)'), styles.previous, -1)}
      {button(t('flamegraph.search.next', 'Next match (Enter)'), styles.next, 1)}
      {current !== undefined && (
        <span className={noteClass}>
          {t('flamegraph.search.position', '{{index}} of {{total}}', { index: current.position, total })}
        </span>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  next: iconButton(theme, 'down'),
  previous: iconButton(theme, 'up'),
});
