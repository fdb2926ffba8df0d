import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { bareButton, focusRing, line } from './styleParts';

/** Styles that all rows share: the table looks them up once and hands them down. */
export const getRowStyles = (theme: GrafanaTheme2) => ({
  ...getButtonStyles(theme),
  row: css({
    ...line,
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    contain: 'strict',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
  }),
  hovered: css({ background: theme.colors.action.hover }),
  lit: css({ background: theme.colors.action.selected, boxShadow: `inset 3px 0 0 ${theme.colors.primary.main}` }),
  symbol: css({ display: 'flex', alignItems: 'center', minWidth: 0, height: '100%', paddingLeft: theme.spacing(0.5) }),
  number: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 52px',
    paddingRight: theme.spacing(1),
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
  value: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  share: css({ color: theme.colors.text.secondary }),
});

const getButtonStyles = (theme: GrafanaTheme2) => ({
  icon: css({
    ...bareButton,
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: 24,
    height: 24,
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    ...focusRing(theme),
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.focus },
    '&[aria-pressed="true"]': { color: theme.colors.primary.text },
  }),
  name: css({
    ...bareButton,
    flex: '1 1 auto',
    minWidth: 0,
    height: '100%',
    padding: theme.spacing(0, 0.5),
    textAlign: 'left',
    color: theme.colors.text.primary,
    ...focusRing(theme),
    '&:hover': { textDecoration: 'underline' },
    '&[aria-pressed="true"]': { color: theme.colors.primary.text },
  }),
});

export type RowStyles = ReturnType<typeof getRowStyles>;
