import { css } from '@emotion/css';
import { PluginContextProvider, type GrafanaTheme2 } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { ErrorBoundaryAlert, LinkButton, LoadingPlaceholder, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useContext } from 'react';
import { pluginId } from 'virtual:plugin';
import { useLocation } from 'virtual:router';
import { AppContext } from './AppContext';
import { PluginPage } from './PluginPage';

/** The plugin's root at `/a/<id>`, given what Grafana gives it. */
export function AppPage() {
  const app = useContext(AppContext);
  const { pathname, search } = useLocation();
  if (!app) {
    return <Loading />;
  }
  if (!app.root) {
    return <Message title="The plugin has no root page" text="Its module.js calls no setRootPage()." />;
  }
  const Root = app.root;
  return (
    <PluginContextProvider meta={app.meta}>
      <ErrorBoundaryAlert title="The plugin failed" style="page">
        <Root
          meta={app.meta}
          basename={pathname}
          path={pathname}
          query={locationSearchToObject(search)}
          onNavChanged={() => {}}
        />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}

/** The plugin's configuration pages at `/plugins/<id>`, one of them chosen by `?page=`. */
export function ConfigPage() {
  const app = useContext(AppContext);
  const query = locationSearchToObject(useLocation().search);
  if (!app) {
    return <Loading />;
  }
  const pages = app.configPages ?? [];
  const page = pages.find(({ id }) => id === query.page) ?? pages[0];
  if (!page) {
    return <Message title="The plugin has no configuration page" text="Its module.js calls no addConfigPage()." />;
  }
  const Body = page.body;
  return (
    <PluginContextProvider meta={app.meta}>
      <PluginPage pageNav={{ text: page.title, url: `/plugins/${pluginId}` }}>
        {pages.length > 1 && (
          <TabsBar>
            {pages.map(({ id, title }) => (
              <Tab key={id} label={title} active={id === page.id} href={`/plugins/${pluginId}?page=${id}`} />
            ))}
          </TabsBar>
        )}
        <ErrorBoundaryAlert title="The configuration page failed">
          <Body plugin={app} query={query} />
        </ErrorBoundaryAlert>
      </PluginPage>
    </PluginContextProvider>
  );
}

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <Message
      title="There is no such page"
      text={`${pathname} is neither a page of the plugin nor its configuration.`}
    />
  );
}

function Loading() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.message}>
      <LoadingPlaceholder text="Loading the plugin ..." />
    </div>
  );
}

function Message({ title, text }: { title: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.message}>
      <h1>{title}</h1>
      <p>{text}</p>
      <LinkButton href="/" variant="secondary">
        Go to the start page
      </LinkButton>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({ padding: theme.spacing(4) }),
});
