import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { ProfileViewState } from '../types';
import { useChips } from '../toolbar/laterChips';
import { searchNote } from './useSearch';
import { toolbarTexts } from './texts';
import type { ProfileViewModel } from './useProfileView';

interface StatusRegionProps {
  state: ProfileViewState;
  model: ProfileViewModel;
  announcement: string;
}

/**
 * What changed, for screen readers: each line is read when it changes, the others are not (aria-atomic). The graph says
 * itself what was focused.
 */
export function StatusRegion({ state, model, announcement }: StatusRegionProps) {
  const styles = useStyles2(getStyles);
  const { steps, facts } = model;
  const lines = [
    searchNote(model.search, facts),
    steps.current && toolbarTexts.atMatch(steps.current.position, steps.total, steps.current.name),
    announcement,
    ...(useChips(state)?.spokenChips(state, model) ?? []),
  ];
  return (
    <div role="status" aria-live="polite" aria-atomic="false" className={styles.hidden}>
      {lines.map((line, i) => (
        <div key={i}>{line}</div>
      ))}
    </div>
  );
}

const getStyles = () => ({
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
