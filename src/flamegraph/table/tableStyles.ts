import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { iconMark } from '../icons';
import { bareButton, besideScrollbar, changeLine, columnsOf, focusRing, line, ROW_HEIGHT } from './styleParts';

const column = { display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: 0 } as const;

/** Styles of the table's frame: header, scroller, the line below. */
export const getTableStyles = (theme: GrafanaTheme2) => ({
  ...getHeaderStyles(theme),
  ...getFooterStyles(theme),
  wrapper: css({ ...column, position: 'relative', minWidth: 0, containerType: 'inline-size' }),
  table: css({
    ...column,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  twoNumbers: css(columnsOf(2)),
  threeNumbers: css(columnsOf(3)),
  scroller: css({ flex: '1 1 auto', minHeight: 0, overflowY: 'auto', overflowX: 'hidden', scrollbarGutter: 'stable' }),
  searching: css({ opacity: 0.5 }),
  sizer: css({ position: 'relative', width: '100%' }),
  ellipsis: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  noMatch: css({
    position: 'absolute',
    inset: `${2 * ROW_HEIGHT}px 0 auto`,
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
});

const getHeaderStyles = (theme: GrafanaTheme2) => ({
  header: css({ ...line, ...besideScrollbar, background: theme.colors.background.secondary }),
  changes: css(changeLine),
  headerCell: css({ minWidth: 0, height: '100%' }),
  sort: css({
    ...bareButton,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    height: '100%',
    padding: theme.spacing(0, 1),
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightMedium,
    ...focusRing(theme),
    '&:hover': { color: theme.colors.text.primary },
  }),
  sortNumber: css({ justifyContent: 'flex-end' }),
  plainHeader: css({ padding: theme.spacing(0, 1), textAlign: 'right', color: theme.colors.text.secondary }),
  ascending: iconMark(theme, 'ascending'),
  descending: iconMark(theme, 'descending'),
});

const getFooterStyles = (theme: GrafanaTheme2) => ({
  footer: css({
    ...line,
    ...besideScrollbar,
    borderTop: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
  }),
  footerName: css({
    gridColumn: '1 / -2',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0, 1),
    minWidth: 0,
  }),
  footerWide: css({ gridColumn: '1 / -2', minWidth: 0, height: '100%' }),
  footerKind: css({ gridColumn: '1 / -2', paddingLeft: theme.spacing(4) }),
  footerToggle: css({
    ...bareButton,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    height: '100%',
    padding: theme.spacing(0, 1),
    textAlign: 'left',
    ...focusRing(theme),
    '&:hover': { color: theme.colors.text.primary },
  }),
  footerButton: css({
    ...bareButton,
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: 24,
    height: 24,
    borderRadius: theme.shape.radius.default,
    ...focusRing(theme),
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.focus },
  }),
});

export type TableStyles = ReturnType<typeof getTableStyles>;
