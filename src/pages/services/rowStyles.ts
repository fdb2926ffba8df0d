import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';

export const ROW_HEIGHT = 36;

/** What the head and the rows of the table have in common. */
export const getRowStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 3fr) minmax(80px, 2fr) 200px 200px minmax(0, 3fr)',
    alignItems: 'center',
    gap: theme.spacing(2),
    height: ROW_HEIGHT,
    padding: theme.spacing(0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    // Of the types, which a tooltip names, there is room for their number at least.
    [theme.breakpoints.down('lg')]: {
      gridTemplateColumns: 'minmax(100px, 3fr) minmax(70px, 2fr) 190px 190px minmax(60px, 1fr)',
      gap: theme.spacing(1),
    },
  }),
  types: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    '& > *': { flex: 'none' },
    overflow: 'hidden',
  }),
});
