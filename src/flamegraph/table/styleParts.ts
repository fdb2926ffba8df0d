import type { GrafanaTheme2 } from '@grafana/data';

export const ROW_HEIGHT = 28;

/** A table in a narrow pane or on a phone: shares go below their values. */
export const IN_NARROW_TABLE = '@container (max-width: 440px)';

/** Of a comparison the sides' own values go first. */
const WITHOUT_SIDES = '@container (max-width: 720px)';

/** Header, rows and footer are grids of their own that must share their columns' edges. */
export const line = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) repeat(2, clamp(100px, 24%, 140px))',
  alignItems: 'center',
  height: ROW_HEIGHT,
  [IN_NARROW_TABLE]: { gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 80px)' },
} as const;

/** A line of a comparison: what self was on both sides, where there is room, and the changes of self and total. */
export const changeLine = {
  gridTemplateColumns: 'minmax(0, 1fr) repeat(4, 112px)',
  [WITHOUT_SIDES]: {
    gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 112px)',
    '[data-side]': { display: 'none' },
  },
  [IN_NARROW_TABLE]: { gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 84px)' },
} as const;

/** Header and footer keep the width of the body's scrollbar free. */
export const besideScrollbar = { overflowY: 'hidden', scrollbarGutter: 'stable' } as const;

export const bareButton = {
  background: 'none',
  border: 'none',
  padding: 0,
  margin: 0,
  color: 'inherit',
  font: 'inherit',
} as const;

export const focusRing = (theme: GrafanaTheme2) => ({
  '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
});
