import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, LinkButton, ToolbarButton, useStyles2, useTheme2 } from '@grafana/ui';
import React, { Fragment, useContext, useEffect, useRef, type ReactNode } from 'react';
import { pluginId } from 'virtual:plugin';
import { AppContext, useActivePage } from './AppContext';
import { TOP_BAR_HEIGHT, usePageNav } from './chromeState';
import { Menu, MENU_WIDTH } from './Menu';
import { breadcrumbs, homeUrl, type Crumb } from './navigation';
import { useDockedMenu } from './useDockedMenu';
import { useGrafanaKeys } from './useGrafanaKeys';

export interface ChromeProps {
  onToggleTheme: () => void;
  children: ReactNode;
}

/** What Grafana has around a page, as far as this page has it: one bar on top, the menu at the left, its keys. */
export function Chrome({ onToggleTheme, children }: ChromeProps) {
  const styles = useStyles2(getStyles);
  const main = useRef<HTMLElement>(null);
  const menu = useDockedMenu();
  const dialog = useGrafanaKeys(onToggleTheme);
  return (
    <div className={cx(styles.view, 'main-view')} style={menu.open ? { paddingLeft: MENU_WIDTH } : undefined}>
      <Button className={styles.skip} variant="secondary" onClick={() => main.current?.focus()}>
        Skip to main content
      </Button>
      <header className={styles.bar}>
        <div className={styles.start}>
          {menu.fits && (
            <ToolbarButton
              icon="web-section-alt"
              iconOnly
              aria-label={menu.open ? 'Close menu' : 'Open menu'}
              aria-expanded={menu.open}
              aria-controls="menu"
              onClick={menu.toggle}
            />
          )}
          <Breadcrumbs />
        </div>
        <BarActions onToggleTheme={onToggleTheme} />
      </header>
      {menu.open && <Menu />}
      <main ref={main} id="pageContent" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      {dialog}
    </div>
  );
}

function Breadcrumbs() {
  const styles = useStyles2(getStyles);
  const app = useContext(AppContext);
  const page = useActivePage();
  const pageNav = usePageNav();
  const home: Crumb = { text: app?.meta.name ?? 'Service Profiles', url: app ? homeUrl(app.meta) : '/' };
  const crumbs = breadcrumbs(home, page?.text === home.text ? undefined : page, pageNav);
  const title = [...crumbs]
    .reverse()
    .map(({ text }) => text)
    .join(' - ');
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <nav aria-label="Breadcrumbs" className={styles.breadcrumbs}>
      <img
        className={styles.logo}
        src={app?.meta.info.logos.small ?? `public/plugins/${pluginId}/img/logo.svg`}
        alt=""
      />
      <ol className={styles.crumbs}>
        {crumbs.map(({ text, url }, index) => (
          <Fragment key={`${index} ${url}`}>
            <li className={styles.crumb}>
              {url && index < crumbs.length - 1 ? (
                <a className={cx(styles.crumbText, styles.crumbLink)} href={url}>
                  {text}
                </a>
              ) : (
                <span className={styles.crumbText} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
                  {text}
                </span>
              )}
              {index < crumbs.length - 1 && <Icon name="angle-right" aria-hidden className={styles.separator} />}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function BarActions({ onToggleTheme }: { onToggleTheme: () => void }) {
  const styles = useStyles2(getStyles);
  const { isDark } = useTheme2();
  const app = useContext(AppContext);
  return (
    <div className={styles.actions}>
      <span className={styles.note}>without Grafana</span>
      {app?.configPages?.length ? (
        <LinkButton icon="cog" variant="secondary" fill="text" size="sm" href={`/plugins/${pluginId}`}>
          Configuration
        </LinkButton>
      ) : null}
      <ToolbarButton
        icon={<ThemeIcon />}
        iconOnly
        aria-label={isDark ? 'Switch to the light theme' : 'Switch to the dark theme'}
        tooltip={isDark ? 'Light theme' : 'Dark theme'}
        onClick={onToggleTheme}
      />
    </div>
  );
}

/** A half filled disc; Grafana's icons have none for themes. */
function ThemeIcon() {
  return (
    <svg width={16} height={16} viewBox="0 0 24 24" fill="currentColor" aria-hidden>
      <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2v16a8 8 0 0 1 0-16Z" />
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, paddingTop: TOP_BAR_HEIGHT }),
  skip: css({
    position: 'fixed',
    top: -1000,
    ':focus': { left: theme.spacing(1), top: theme.spacing(1), zIndex: theme.zIndex.portal },
  }),
  bar: css({
    position: 'fixed',
    top: 0,
    left: 0,
    right: 0,
    zIndex: theme.zIndex.navbarFixed,
    height: TOP_BAR_HEIGHT,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    padding: theme.spacing(0, 1),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  start: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  main: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, ':focus': { outline: 'none' } }),
  breadcrumbs: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), overflow: 'hidden' }),
  logo: css({ width: 24, height: 24 }),
  crumbs: css({ display: 'flex', alignItems: 'center', listStyle: 'none', overflow: 'hidden', margin: 0, padding: 0 }),
  crumb: css({ display: 'flex', alignItems: 'center', minWidth: 0, ':not(:last-child)': { flexShrink: 10 } }),
  crumbText: css({
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    padding: theme.spacing(0, 0.5),
  }),
  crumbLink: css({ color: theme.colors.text.secondary, ':hover': { textDecoration: 'underline' } }),
  separator: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), flexShrink: 0 }),
  note: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
});
