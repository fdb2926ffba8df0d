import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { iconButton } from '../icons';
import { symbolNameLine } from '../table/styles';
import { TIGHT } from './toolbarStyles';

export const getChipStyles = (theme: GrafanaTheme2) => ({
  chip: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flex: '0 1 auto',
    minWidth: 100,
    maxWidth: 420,
    height: 24,
    padding: theme.spacing(0, 0, 0, 1),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    background: theme.colors.background.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  missing: css({ borderColor: theme.colors.warning.border, color: theme.colors.warning.text }),
  kind: css({
    flex: '0 1 auto',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    minWidth: 0,
    color: theme.colors.text.secondary,
    // The tooltip has it too; name and numbers have not.
    [TIGHT]: { display: 'none' },
  }),
  // What gives way first: most of the name, then the detail, then the kind; the cross never.
  name: css({ ...symbolNameLine, flex: '1 1 0', minWidth: 40, maxWidth: 'max-content' }),
  detail: css({ flex: '0 100 auto', overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 20 }),
  close: iconButton(theme, 'cross', 22),
});
