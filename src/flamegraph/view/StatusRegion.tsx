import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { readName, shownText } from '../../profile/naming/readName';
import type { ProfileViewState } from '../types';
import { chipsOf } from '../toolbar/Chips';
import { searchNote } from './useSearch';
import { chipTexts, toolbarTexts } from './texts';
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
    ...chipsOf(state, model)
      .filter(({ kind, missing }) => missing || kind !== chipTexts.focus() || model.whole.renamed !== undefined)
      .map(({ kind, name, detail }) => [`${kind}: ${shownText(readName(name))}`, detail].filter(Boolean).join(', ')),
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
