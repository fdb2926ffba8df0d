import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useRef } from 'react';
import { detailsOf, type Details } from './details';
import type { Pointed } from './hover';
import type { Context, Numbers } from './labels';

interface Props {
  pointed: Pointed;
  numbers: Numbers;
  context: Context;
}

/** From the pointer, and at least from the window's edge, CSS px. */
const DISTANCE = 12;

/**
 * Follows the pointer inside the window, and lets it through. As the VizTooltipContainer of @grafana/ui looks, which
 * renders four times for each move to find its place.
 */
export function Tooltip({ pointed, numbers, context }: Props) {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);
  // Told by the browser, in the frame that has another one: to be asked, it would lay out the page once more a move.
  const size = useRef({ width: 0, height: 0 });
  const place = useRef(() => {});
  useLayoutEffect(() => {
    place.current = () => {
      const left = besidePointer(pointed.x, size.current.width, window.innerWidth);
      const top = besidePointer(pointed.y, size.current.height, window.innerHeight);
      box.current?.style.setProperty('transform', `translate(${left}px, ${top}px)`);
    };
    place.current();
  }, [pointed]);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      size.current = { width: current.offsetWidth, height: current.offsetHeight };
      place.current();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <Portal>
      {/* Read out with every move it would talk over everything; the tree says the same on demand. */}
      <div ref={box} className={styles.container} aria-hidden data-testid="flamegraph-tooltip">
        <DetailsText details={detailsOf(pointed.scene, pointed.hit, numbers, context)} />
      </div>
    </Portal>
  );
}

/** Where something begins that stands after the pointer, or before it, where only there is room for it. */
function besidePointer(pointer: number, size: number, room: number): number {
  const [after, before] = [pointer + DISTANCE, pointer - DISTANCE - size];
  if (after + size <= room - DISTANCE) {
    return after;
  }
  return before >= DISTANCE ? before : Math.max(DISTANCE, room - DISTANCE - size);
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
    position: 'fixed',
    top: 0,
    left: 0,
    // What is around it is not laid out for it.
    contain: 'layout',
    pointerEvents: 'none',
    overflow: 'hidden',
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    background: theme.colors.background.elevated ?? theme.colors.background.secondary,
    // A name of 2,000 letters is cut rather than fill the screen.
    maxWidth: 'min(520px, 92vw)',
    maxHeight: '70vh',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    color: theme.colors.text.primary,
    border: `1px solid ${theme.colors.border.medium}`,
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
