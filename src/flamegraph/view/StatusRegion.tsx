import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { nameAt } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { highlightNote, searchNote } from './notes';
import { chipTexts, toolbarTexts } from './texts';
import type { ProfileViewModel } from './useProfileView';

/**
 * What changed, for screen readers: each line is read when it changes, the others are not (aria-atomic). The graph says
 * itself what was focused.
 */
export function StatusRegion({ model, announcement }: { model: ProfileViewModel; announcement: string }) {
  const styles = useStyles2(getStyles);
  const { steps, facts, highlighted, sandwiched, whole } = model;
  const nameOf = (symbol: number) => shownText(nameAt(whole.profile.frames.names, symbol));
  const lines = [
    searchNote(model.search, facts),
    steps.current && toolbarTexts.atMatch(steps.current.position, steps.total, steps.current.name),
    highlighted !== undefined &&
      `${chipTexts.highlight()}: ${nameOf(highlighted)}, ${highlightNote(highlighted, facts)}`,
    sandwiched !== undefined && `${chipTexts.sandwich()}: ${nameOf(sandwiched)}`,
    announcement,
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
