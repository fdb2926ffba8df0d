import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { t } from '../../../i18n';
import { type Brush } from '../../../subject/brush';
import { type Area, type Point } from './area';

/** Shares of the plane that an arrow key moves by; with Shift five times as much. */
const STEP = { x: 0.01, y: 0.05 };

interface PlaneProps {
  area: Area;
  /** what the picture is of, and what that is compared with */
  chosen: Brush | undefined;
  compared: Brush | undefined;
  /** a place in words, for who does not see it */
  describe(point: Point): string;
  /** with Shift, a rectangle is one to compare with */
  onBrush(brush: Brush, isSecond: boolean): void;
  children: ReactNode;
}

/**
 * Where the dots lie, and rectangles are made: dragged, or by keys. Arrows move a cross, Enter puts down one corner and then
 * the other, Escape takes the first one back.
 */
export function Plane({ area, chosen, compared, describe, onBrush, children }: PlaneProps) {
  const styles = useStyles2(getStyles);
  const [drag, setDrag] = useState<{ from: Point; to: Point }>();
  const [cross, setCross] = useState<{ at: Point; corner?: Point }>();
  const brushOf = (one: Point, other: Point): Brush => ({ ...area.between(one, other), filters: [] });
  const made = drag ? brushOf(drag.from, drag.to) : cross?.corner && brushOf(cross.corner, cross.at);

  const finish = (brush: Brush | undefined, isSecond: boolean) => {
    if (brush && brush.to > brush.from && brush.most > brush.least) {
      onBrush(brush, isSecond);
    }
  };
  const press = (event: KeyboardEvent) => {
    const { at, corner } = cross ?? { at: { x: 0.5, y: 0.5 } };
    const next = moved(at, event);
    const isEnd = event.key === 'Enter' || event.key === ' ';
    if (next) {
      setCross({ at: next, corner });
    } else if (isEnd && corner) {
      finish(made, event.shiftKey);
      setCross({ at });
    } else if (isEnd) {
      setCross({ at, corner: at });
    } else if (event.key === 'Escape' && corner) {
      setCross({ at });
    } else {
      return;
    }
    // The page has keys of its own for some of these.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles.plane}
      data-testid="scatter-plane"
      role="application"
      tabIndex={0}
      aria-label={t('scatter.plane', 'Single profiles: arrow keys move a cross, Enter at two corners selects')}
      onKeyDown={press}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && setCross({ at: { x: 0.5, y: 0.5 } })}
      onBlur={() => setCross(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setCross(undefined);
        setDrag({ from: pointOf(event), to: pointOf(event) });
      }}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
      onPointerUp={(event) => {
        setDrag(undefined);
        finish(made, event.shiftKey);
      }}
      onPointerCancel={() => setDrag(undefined)}
    >
      {children}
      {chosen && <span className={styles.brush} style={area.box(chosen)} />}
      {compared && <span className={cx(styles.brush, styles.second)} style={area.box(compared)} />}
      {made && <span className={styles.brush} style={area.box(made)} />}
      {cross && (
        <>
          <span className={styles.across} style={{ left: `${100 * cross.at.x}%`, bottom: `${100 * cross.at.y}%` }} />
          <span className={styles.unseen} role="status">
            {describe(cross.at)}
          </span>
        </>
      )}
    </div>
  );
}

function moved(at: Point, { key, shiftKey }: KeyboardEvent): Point | undefined {
  const by = shiftKey ? 5 : 1;
  const within = (share: number) => Math.min(1, Math.max(0, share));
  switch (key) {
    case 'ArrowLeft':
      return { ...at, x: within(at.x - by * STEP.x) };
    case 'ArrowRight':
      return { ...at, x: within(at.x + by * STEP.x) };
    case 'ArrowUp':
      return { ...at, y: within(at.y + by * STEP.y) };
    case 'ArrowDown':
      return { ...at, y: within(at.y - by * STEP.y) };
    default:
      return undefined;
  }
}

function pointOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
  const { left, bottom, width, height } = currentTarget.getBoundingClientRect();
  const share = (part: number, whole: number) => Math.min(1, Math.max(0, part / whole));
  return { x: share(clientX - left, width), y: share(bottom - clientY, height) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  plane: css({
    position: 'relative',
    height: 110,
    margin: theme.spacing(0.5, 0),
    overflow: 'hidden',
    cursor: 'crosshair',
    touchAction: 'none',
    userSelect: 'none',
    borderLeft: `1px solid ${theme.colors.border.medium}`,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  brush: css({
    position: 'absolute',
    pointerEvents: 'none',
    border: `1px solid ${theme.colors.primary.border}`,
    backgroundColor: theme.colors.action.selected,
  }),
  second: css({ borderStyle: 'dashed', borderColor: theme.colors.warning.border }),
  across: css({
    position: 'absolute',
    width: 15,
    height: 15,
    margin: '0 0 -7px -7px',
    pointerEvents: 'none',
    borderRadius: '50%',
    border: `2px solid ${theme.colors.text.primary}`,
  }),
  unseen: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
