import type { GrafanaTheme2 } from '@grafana/data';

export const ROW_HEIGHT = 28;

/** A table in a narrow pane or on a phone: shares go below their values. With three numbers that is sooner. */
export const IN_NARROW_TABLE = '@container (max-width: 440px)';
export const IN_NARROW_WIDE_TABLE = '@container (max-width: 620px)';

/** Changes are wider than values. */
export const IN_NARROW_CHANGES = '@container (max-width: 540px)';

/** Of a comparison the sides' own values go first. */
const WITHOUT_SIDES = '@container (max-width: 720px)';

/** Header, rows and footer are grids of their own that must share their columns' edges. */
export const line = {
  display: 'grid',
  gridTemplateColumns: 'var(--table-columns)',
  alignItems: 'center',
  height: ROW_HEIGHT,
} as const;

/**
 * A line of a comparison: what self was on both sides, where there is room, and the changes of self and total, each as
 * wide as "+0.0327 cores −39 %", or the longer of both where they stand below each other.
 */
export const changeLine = {
  gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 96px) repeat(2, 152px)',
  [WITHOUT_SIDES]: {
    gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 152px)',
    '[data-side]': { display: 'none' },
  },
  [IN_NARROW_CHANGES]: { gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 112px)' },
} as const;

/** What the grids' columns are, for the element around them. */
export const columnsOf = (numbers: 2 | 3) => ({
  '--table-columns': `minmax(0, 1fr) repeat(${numbers}, clamp(100px, 24%, 140px))`,
  [numbers === 2 ? IN_NARROW_TABLE : IN_NARROW_WIDE_TABLE]: {
    '--table-columns': `minmax(0, 1fr) repeat(${numbers}, ${numbers === 2 ? 80 : 72}px)`,
  },
});

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
