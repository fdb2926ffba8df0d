import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect } from 'react';
import { setPageNav } from './chromeState';
import { useActivePage } from './AppContext';

/** Stands in for Grafana's page: the same props, the same sizes. */
export function PluginPage({ pageNav, layout = PageLayoutType.Standard, children, ...header }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const page = useActivePage();
  useLayoutEffect(() => {
    setPageNav(pageNav);
    return () => setPageNav(undefined);
  }, [pageNav]);

  if (layout === PageLayoutType.Custom) {
    return <div className={styles.wrapper}>{children}</div>;
  }
  if (layout === PageLayoutType.Canvas) {
    return (
      <div className={styles.wrapper}>
        <div className={styles.canvas}>{children}</div>
      </div>
    );
  }
  const item = pageNav ?? page;
  return (
    <div className={styles.wrapper}>
      <div className={styles.inner}>
        {item && <PageHeader item={item} {...header} />}
        {pageNav?.children && <PageTabs items={pageNav.children} />}
        <div className={styles.content}>{children}</div>
      </div>
    </div>
  );
}

type HeaderProps = Pick<PluginPageProps, 'actions' | 'info' | 'renderTitle' | 'subTitle'> & { item: NavModelItem };

function PageHeader({ item, actions, info, renderTitle, subTitle = item.subTitle }: HeaderProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.header}>
      <div className={styles.topRow}>
        <div className={styles.titleAndInfo}>
          <div className={styles.title}>
            {item.img && <img className={styles.img} src={item.img} alt={`logo for ${item.text}`} />}
            {renderTitle ? renderTitle(item.text) : <h1>{item.text}</h1>}
          </div>
          {info && (
            <dl className={styles.info}>
              {info.map(({ label, value }) => (
                <div key={label}>
                  <dt className={styles.infoLabel}>{label}</dt>
                  <dd className={styles.infoValue}>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
        <div className={styles.actions}>{actions}</div>
      </div>
      {subTitle && <div className={styles.subTitle}>{subTitle}</div>}
    </div>
  );
}

function PageTabs({ items }: { items: NavModelItem[] }) {
  return (
    <TabsBar>
      {items
        .filter(({ hideFromTabs }) => !hideFromTabs)
        .map((tab) => (
          <Tab
            key={tab.url ?? tab.text}
            label={tab.text}
            active={tab.active}
            counter={tab.tabCounter}
            icon={tab.icon}
            href={tab.url}
            suffix={tab.tabSuffix}
          />
        ))}
    </TabsBar>
  );
}

/** The numbers of Grafana 12.3's Page and PageHeader, so that a page that fits here fits there. */
const getStyles = (theme: GrafanaTheme2) => ({
  wrapper: css({
    display: 'flex',
    flex: '1 1 0',
    flexDirection: 'column',
    position: 'relative',
    background: theme.colors.background.primary,
  }),
  inner: css({
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    [theme.breakpoints.up('md')]: { padding: theme.spacing(4) },
  }),
  canvas: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    padding: theme.spacing(2),
    background: theme.colors.background.canvas,
  }),
  content: css({ flexGrow: 1 }),
  header: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  }),
  topRow: css({ alignItems: 'flex-start', display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3) }),
  titleAndInfo: css({
    display: 'flex',
    flex: 1,
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    justifyContent: 'space-between',
    maxWidth: '100%',
    minWidth: 200,
  }),
  title: css({ display: 'flex', flex: 1, maxWidth: '100%', h1: { display: 'flex', marginBottom: 0 } }),
  img: css({ width: 32, height: 32, marginRight: theme.spacing(2) }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  subTitle: css({ position: 'relative', color: theme.colors.text.secondary }),
  info: css({ display: 'flex', gap: theme.spacing(1.5, 4), margin: 0 }),
  infoLabel: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, fontWeight: 'normal' }),
  infoValue: css({ margin: 0 }),
});
