import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useContext } from 'react';
import { AppContext, useActivePage } from './AppContext';
import { TOP_BAR_HEIGHT } from './chromeState';
import { homeUrl, navPages } from './navigation';

/** What a real Grafana's docked menu takes of a screen: of 1,366 pixels 1,040 are left for the page. */
export const MENU_WIDTH = 326;

/** Grafana's menu as it is docked at the left of wide screens, with what there is to go to here. */
export function Menu() {
  const styles = useStyles2(getStyles);
  const app = useContext(AppContext);
  const active = useActivePage();
  const pages = app ? navPages(app.meta) : [];
  return (
    <nav id="menu" className={styles.menu} aria-label="Navigation">
      <a className={cx(styles.item, styles.app)} href={app ? homeUrl(app.meta) : '/'}>
        <Icon name="apps" />
        {app?.meta.name ?? 'Service Profiles'}
      </a>
      <ul className={styles.list}>
        {pages.map(({ text, url }) => (
          <li key={url}>
            <a
              className={cx(styles.item, url === active?.url && styles.active)}
              href={url}
              aria-current={url === active?.url ? 'page' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  menu: css({
    position: 'fixed',
    top: TOP_BAR_HEIGHT,
    bottom: 0,
    left: 0,
    width: MENU_WIDTH,
    zIndex: theme.zIndex.navbarFixed,
    overflowY: 'auto',
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  list: css({ listStyle: 'none', marginLeft: theme.spacing(3) }),
  item: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: theme.spacing(4),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    ':hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  app: css({ fontWeight: theme.typography.fontWeightMedium }),
  active: css({ color: theme.colors.text.primary, background: theme.colors.action.selected }),
});
