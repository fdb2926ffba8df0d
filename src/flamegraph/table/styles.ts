import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { iconButton, iconMark } from '../icons';

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
  twoNumbers: css(numbersOf(2)),
  threeNumbers: css({ ...numbersOf(3), [IN_VERY_NARROW_TABLE]: withoutCell(4) }),
  threeByOwn: css({ ...numbersOf(3), [IN_VERY_NARROW_TABLE]: withoutCell(3) }),
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
  judged: css(judgedLine),
  headerCell: css({ minWidth: 0, height: '100%' }),
  sort: css({
    ...wideButton(theme),
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightMedium,
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
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0, 1),
  }),
  footerWide: css({ height: '100%' }),
  footerKind: css({ paddingLeft: theme.spacing(4) }),
  footerToggle: css({ ...wideButton(theme), textAlign: 'left' }),
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

/** A button that fills its cell. */
const wideButton = (theme: GrafanaTheme2) => ({
  ...bareButton,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(0.5),
  width: '100%',
  height: '100%',
  padding: theme.spacing(0, 1),
  ...focusRing(theme),
  '&:hover': { color: theme.colors.text.primary },
});

export type TableStyles = ReturnType<typeof getTableStyles>;

const SHARE_COLOR = '--share-color';

/** A row that stands out has a lighter ground, on which secondary text would miss the contrast that WCAG asks for. */
const marked = (theme: GrafanaTheme2) => ({
  background: theme.colors.action.hover,
  [SHARE_COLOR]: theme.colors.text.primary,
});

/** Of what stands beside a value: readable in a marked row too. */
export const shareColor = (theme: GrafanaTheme2) => `var(${SHARE_COLOR}, ${theme.colors.text.secondary})`;

/** On the row of the symbol that is pointed at in the graph: set by the table itself, which need not be rendered for it. */
export const HOVERED = 'data-hovered';

/** Of the element around a name's parts. */
export const symbolNameLine = { display: 'flex', minWidth: 0 } as const;

/** Where names are short of room, the function has a line of its own, or both; package and file stand below it. */
const functionAbove = (theme: GrafanaTheme2) =>
  ({
    flexWrap: 'wrap',
    lineHeight: '13px',
    '& > [data-part="function"]': { order: -1, flex: '0 0 100%' },
    // Together on the second line, however long the path is.
    '& > [data-part="before"]': { flex: '0 1 auto', maxWidth: '100%' },
    '& > [data-part="after"]': { flex: '1 1 0' },
    '& > [data-part="function"]:only-child': {
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    '& > :not([data-part="function"])': {
      fontSize: '0.9em',
      whiteSpace: 'nowrap',
      color: shareColor(theme),
    },
  }) as const;

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
    // No more specific than what is lit.
    [`&:where([${HOVERED}])`]: marked(theme),
    [IN_NARROW_WIDE_TABLE]: actionsOnDemand,
  }),
  changes: css(changeLine),
  judged: css(judgedLine),
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
  symbolName: css({ ...symbolNameLine, [IN_NARROW_WIDE_TABLE]: functionAbove(theme) }),
  ofTwo: getNumberStyles(theme, IN_NARROW_TABLE),
  ofThree: getNumberStyles(theme, IN_NARROW_WIDE_TABLE),
});

export const numberCell = (theme: GrafanaTheme2) =>
  ({
    paddingRight: theme.spacing(1),
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }) as const;

/** Room for "100 %" and its distance to the value, CSS px. */
const SHARE_WIDTH = 52;

/** A value with its share beside it, or below it where a row of so many numbers is narrow. */
const getNumberStyles = (theme: GrafanaTheme2, narrow: string) => ({
  number: css({ ...numberCell(theme), lineHeight: '18px', [narrow]: { lineHeight: '13px' } }),
  value: css({
    display: 'block',
    marginRight: SHARE_WIDTH,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    [narrow]: { marginRight: 0 },
  }),
  // Up beside the value: blocks cost the browser less than a grid, or than what is taken out of the flow.
  share: css({ display: 'block', marginTop: '-1lh', color: shareColor(theme), [narrow]: { marginTop: 0 } }),
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

export const ROW_HEIGHT = 28;

/** A table in a narrow pane or on a phone: shares go below their values. With three numbers that is sooner. */
const IN_NARROW_TABLE = '@container (max-width: 440px)';
const IN_NARROW_WIDE_TABLE = '@container (max-width: 620px)';

/** Beside an open labels panel on a laptop. */
const IN_VERY_NARROW_TABLE = '@container (max-width: 340px)';

/** Changes are wider than values. */
export const IN_NARROW_CHANGES = '@container (max-width: 540px)';

/** Of a comparison the sides' own values go first. */
const WITHOUT_SIDES = '@container (max-width: 720px)';

/**
 * Header, rows and footer share their columns' edges: a symbol, and numbers of one width. No grids: laying out a screenful
 * of those takes the browser a third longer.
 */
const line = {
  display: 'flex',
  alignItems: 'center',
  height: ROW_HEIGHT,
  '& > *': { flex: 'none', width: 'var(--number-width)' },
  '& > :first-child': { flex: '1 1 0', width: 'auto', minWidth: 0 },
} as const;

/**
 * A line of a comparison: what self was on both sides, where there is room, and the changes of self and total, each as
 * wide as "+0.0327 cores −39 %", or the longer of both where they stand below each other.
 */
const changeLine = {
  display: 'grid',
  '& > *': { width: 'auto' },
  gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 96px) repeat(2, 152px)',
  [WITHOUT_SIDES]: {
    gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 152px)',
    '[data-side]': { display: 'none' },
  },
  [IN_NARROW_CHANGES]: { gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 112px)' },
} as const;

export const changeBelow = { flexDirection: 'column', alignItems: 'flex-end', gap: 0, lineHeight: '13px' } as const;

/** The same with a verdict: what is relative stands below what is absolute, wherever there is room for it or not. */
const judgedLine = {
  gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 96px) repeat(3, 112px)',
  // Names need the room more than the change of the total, but for that of the whole.
  [WITHOUT_SIDES]: {
    gridTemplateColumns: 'minmax(0, 1fr) repeat(2, 112px)',
    '&:not([data-whole]) > :nth-child(5), &[data-whole] > :nth-child(4)': { display: 'none' },
  },
  '& > [data-change]': changeBelow,
} as const;

/**
 * Three numbers leave a name three letters there: own code gives way, which the line below the graph has as well, or, sorted
 * by it, the total.
 */
const withoutCell = (position: number) => ({ [`& [role="row"] > :nth-child(${position})`]: { display: 'none' } });

/** How wide the numbers are, for the element around the lines. */
const numbersOf = (count: 2 | 3) => ({
  ...NUMBER_WIDTH,
  [count === 2 ? IN_NARROW_TABLE : IN_NARROW_WIDE_TABLE]: { '--number-width': count === 2 ? '80px' : '72px' },
});

export const NUMBER_WIDTH = { '--number-width': 'clamp(100px, 24%, 140px)' } as const;

/** Header and footer keep the width of the body's scrollbar free. */
const besideScrollbar = { overflowY: 'hidden', scrollbarGutter: 'stable' } as const;

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
