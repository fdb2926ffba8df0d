import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { iconButton } from '../icons';
import {
  bareButton,
  changeLine,
  focusRing,
  IN_NARROW_CHANGES,
  IN_NARROW_TABLE,
  IN_NARROW_WIDE_TABLE,
  line,
} from './styleParts';

const SHARE_COLOR = '--share-color';

/** A row that stands out has a lighter ground, on which secondary text would miss the contrast that WCAG asks for. */
const marked = (theme: GrafanaTheme2) => ({
  background: theme.colors.action.hover,
  [SHARE_COLOR]: theme.colors.text.primary,
});

const belowEachOther = { gridTemplateColumns: 'minmax(0, 1fr)', lineHeight: '13px' };

/**
 * Where names are short of room, a row's first two buttons take none: they appear over the name's end, in the row that is
 * pointed at or has the focus. They stay where they are for screen readers and keys.
 */
const actionsOnDemand = {
  '& [data-control="highlight"], & [data-control="sandwich"]': { position: 'absolute', right: 48, opacity: 0 },
  '& [data-control="sandwich"]': { right: 24 },
  '&:hover [data-control], &:focus-within [data-control]': { opacity: 1 },
  '&:hover [data-control="name"], &:focus-within [data-control="name"]': { paddingRight: 52 },
} as const;

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
    '&:hover': marked(theme),
    [IN_NARROW_WIDE_TABLE]: actionsOnDemand,
  }),
  changes: css(changeLine),
  hovered: css(marked(theme)),
  lit: css({
    ...marked(theme),
    background: theme.colors.action.selected,
    boxShadow: `inset 3px 0 0 ${theme.colors.primary.main}`,
  }),
  symbol: css({
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    height: '100%',
    paddingLeft: theme.spacing(0.5),
  }),
  number: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 52px',
    paddingRight: theme.spacing(1),
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    [IN_NARROW_TABLE]: belowEachOther,
  }),
  change: css({
    display: 'flex',
    justifyContent: 'flex-end',
    gap: theme.spacing(0.75),
    paddingRight: theme.spacing(1),
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    overflow: 'hidden',
    // What does not fit ends with "…": a number without its sign and first digits is another number.
    '& > *': { minWidth: 0, maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' },
    '& > :first-child': { flex: '0 0 auto' },
    [IN_NARROW_CHANGES]: { flexDirection: 'column', alignItems: 'flex-end', gap: 0, lineHeight: '13px' },
  }),
  /** A number among three. */
  numberOfThree: css({ [IN_NARROW_WIDE_TABLE]: belowEachOther }),
  value: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  share: css({ color: `var(${SHARE_COLOR}, ${theme.colors.text.secondary})` }),
});

const getButtonStyles = (theme: GrafanaTheme2) => ({
  searchIcon: iconButton(theme, 'search'),
  sandwichIcon: iconButton(theme, 'sandwich'),
  menuIcon: iconButton(theme, 'menu'),
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
