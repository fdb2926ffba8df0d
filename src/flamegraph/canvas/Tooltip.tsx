import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import React from 'react';
import { detailsOf, type Details } from './details';
import type { Pointed } from './hover';
import type { Context, Numbers } from './labels';

interface Props {
  pointed: Pointed;
  numbers: Numbers;
  context: Context;
}

/** Follows the pointer; the container keeps it inside the window and lets the pointer through. */
export function Tooltip({ pointed, numbers, context }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      {/* Read out with every move it would talk over everything; the tree says the same on demand. */}
      <VizTooltipContainer
        position={{ x: pointed.x, y: pointed.y }}
        offset={{ x: 12, y: 12 }}
        className={styles.container}
        aria-live="off"
        aria-hidden
        data-testid="flamegraph-tooltip"
      >
        <DetailsText details={detailsOf(pointed.scene, pointed.hit, numbers, context)} />
      </VizTooltipContainer>
    </Portal>
  );
}

export function DetailsText({ details }: { details: Details }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <div className={styles.title}>{details.title}</div>
      {/* No dl: it also stands in a menu's head, where a list may not. */}
      <div className={styles.numbers}>
        {details.numbers.map(({ label, text }) => (
          <React.Fragment key={label}>
            <span className={styles.note}>{label}</span>
            <span>{text}</span>
          </React.Fragment>
        ))}
      </div>
      {details.notes.map((note) => (
        <div key={note} className={styles.note}>
          {note}
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({
    // A name of 2,000 letters is cut rather than fill the screen.
    maxWidth: 'min(520px, 92vw)',
    maxHeight: '70vh',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    color: theme.colors.text.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    // The container would glide to its place: under a moving pointer that lags behind.
    transition: 'none !important',
  }),
  title: css({
    fontWeight: theme.typography.fontWeightMedium,
    overflowWrap: 'anywhere',
    maxHeight: '40vh',
    overflow: 'hidden',
  }),
  numbers: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: theme.spacing(1.5),
    marginTop: theme.spacing(0.5),
    fontVariantNumeric: 'tabular-nums',
  }),
  note: css({ color: theme.colors.text.secondary }),
});
