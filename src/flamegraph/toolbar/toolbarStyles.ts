import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { iconButton, iconMark } from '../icons';
import { bareButton, focusRing } from '../table/styles';

/** Below this width (CSS pixels) of the toolbar, buttons that an icon explains have no text: chips need the room. */
export const TIGHT = '@container (max-width: 1020px)';

export const getToolbarStyles = (theme: GrafanaTheme2) => ({
  room: css({ flex: 'none', containerType: 'inline-size' }),
  toolbar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(4),
  }),
  chips: css({ display: 'flex', flexGrow: 4, flexShrink: 1, minWidth: 0, gap: theme.spacing(0.5) }),
  controls: css({ display: 'flex', flexWrap: 'wrap', maxWidth: '100%', gap: theme.spacing(1), marginLeft: 'auto' }),
  groups: css({ display: 'flex' }),
  // The menu's place until it is there.
  export: css({ width: 92, [TIGHT]: { width: theme.spacing(5) } }),
  expand: iconButton(theme, 'expand', 32),
  collapse: iconButton(theme, 'collapse', 32),
});

export const getSearchStyles = (theme: GrafanaTheme2) => ({
  // Small first and growing from there: the toolbar takes a second line only where even that does not fit.
  search: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flexGrow: 1,
    minWidth: 0,
    maxWidth: '100%',
  }),
  field: css({
    flex: '1 1 130px',
    minWidth: 120,
    maxWidth: 210,
    [TIGHT]: { maxWidth: 180 },
    // The hidden cross's room is the hint's.
    '& input:placeholder-shown': { paddingRight: '36px !important' },
  }),
  suffix: css({ display: 'flex', alignItems: 'center', gap: 2 }),
  lens: iconMark(theme, 'search'),
  clear: iconButton(theme, 'cross'),
  toggle: toggleButton(theme),
  note: css({
    minWidth: 0,
    maxWidth: 260,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  error: css({ color: theme.colors.error.text }),
});

const toggleButton = (theme: GrafanaTheme2) =>
  css({
    ...bareButton,
    height: 24,
    minWidth: 24,
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.default,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    ...focusRing(theme),
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    '&[aria-pressed="true"]': {
      background: theme.colors.action.selected,
      color: theme.colors.primary.text,
      boxShadow: `inset 0 0 0 1px ${theme.colors.primary.border}`,
    },
  });
