import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react';
import { paneTexts } from './texts';

interface SplitPaneProps {
  /** One above the other rather than side by side. */
  stacked: boolean;
  /** Undefined: the other pane has all the room. */
  first: ReactNode | undefined;
  second: ReactNode | undefined;
}

const INITIAL_PERCENT = 40;

/**
 * Two panes and a divider that the pointer drags and the keys move. (useSplitter of @grafana/ui takes the smallest size
 * of a pane from its content, which for rows of long names is wider than the screen.)
 */
export function SplitPane({ stacked, first, second }: SplitPaneProps) {
  const styles = useStyles2(getStyles);
  const firstId = useId();
  const container = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(INITIAL_PERCENT);
  const both = first !== undefined && second !== undefined;
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = container.current?.getBoundingClientRect();
    if (box !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) {
      setPercent(stacked ? shareAt(event.clientY, box.top, box.height) : shareAt(event.clientX, box.left, box.width));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = moveDivider(event.key, percent, stacked);
    if (moved !== undefined) {
      event.preventDefault();
      setPercent(moved);
    }
  };
  return (
    <div ref={container} className={stacked ? styles.column : styles.row}>
      {first !== undefined && (
        <div key="first" id={firstId} className={styles.pane} style={{ flex: both ? `0 0 ${percent}%` : '1 1 0' }}>
          {first}
        </div>
      )}
      {both && (
        <div
          key="divider"
          role="separator"
          tabIndex={0}
          className={stacked ? styles.dividerStacked : styles.divider}
          aria-orientation={stacked ? 'horizontal' : 'vertical'}
          aria-label={stacked ? paneTexts.dividerStacked() : paneTexts.divider()}
          aria-controls={firstId}
          aria-valuenow={Math.round(percent)}
          aria-valuemin={MIN_PERCENT}
          aria-valuemax={MAX_PERCENT}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onDoubleClick={() => setPercent(INITIAL_PERCENT)}
          onKeyDown={onKeyDown}
        />
      )}
      {second !== undefined && (
        <div key="second" className={styles.pane} style={{ flex: '1 1 0' }}>
          {second}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const container = { display: 'flex', flex: '1 1 auto', minHeight: 0, minWidth: 0 } as const;
  const divider = {
    position: 'relative',
    flex: 'none',
    touchAction: 'none',
    // The line is thin, what can be grabbed is not.
    '&::after': { content: '""', position: 'absolute', background: theme.colors.border.weak },
    '&:hover::after, &:active::after': { background: theme.colors.primary.main },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  } as const;
  return {
    row: css({ ...container, flexDirection: 'row' }),
    column: css({ ...container, flexDirection: 'column' }),
    pane: css({ minWidth: 0, minHeight: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }),
    divider: css({
      ...divider,
      width: 9,
      cursor: 'col-resize',
      '&::after': { ...divider['&::after'], inset: '0 4px' },
    }),
    dividerStacked: css({
      ...divider,
      height: 9,
      cursor: 'row-resize',
      '&::after': { ...divider['&::after'], inset: '4px 0' },
    }),
  };
};

/** Neither pane can be pushed out of sight: the layout switch does that, and can be undone where it was done. */
const MIN_PERCENT = 15;
const MAX_PERCENT = 85;

const STEP = 2;

const clamp = (percent: number) => Math.max(MIN_PERCENT, Math.min(MAX_PERCENT, percent));

/** The first pane's share in percent when the divider is at `position` (CSS pixels, as `start` and `size` of both). */
export function shareAt(position: number, start: number, size: number): number {
  return size > 0 ? clamp((100 * (position - start)) / size) : MIN_PERCENT;
}

/** Where a key moves the divider; undefined for keys that are not its own. */
export function moveDivider(key: string, percent: number, stacked: boolean): number | undefined {
  switch (key) {
    case stacked ? 'ArrowDown' : 'ArrowRight':
      return clamp(percent + STEP);
    case stacked ? 'ArrowUp' : 'ArrowLeft':
      return clamp(percent - STEP);
    case 'Home':
      return MIN_PERCENT;
    case 'End':
      return MAX_PERCENT;
    default:
      return undefined;
  }
}
