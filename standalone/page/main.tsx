import { createTheme, ThemeContext, type AppPlugin, type EventBus } from '@grafana/data';
import { config, locationService, ThemeChangedEvent } from '@grafana/runtime';
import { GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { pluginId } from 'virtual:plugin';
import { CompatRouter, Navigate, Route, Router, Routes } from 'virtual:router';
import { AppContext } from './AppContext';
import { AppPage, ConfigPage, NotFound } from './AppPage';
import { Chrome } from './Chrome';
import { EmbeddingPage } from './EmbeddingPage';
import { showFailure } from './failure';
import { installLaunchQueue } from './launchedFiles';
import { interceptLinkClicks } from './links';
import { homeUrl } from './navigation';
import { loadApp } from './plugin';
import { installRuntime } from './runtime';
import { browserStorage, rememberTheme } from './theme';
import { Toasts } from './Toasts';

/** Starts the page: the services first, then the plugin while the frame around it is drawn. */
export async function start() {
  const element = document.getElementById('reactRoot');
  if (!element) {
    return;
  }
  const appEvents = await installRuntime();
  interceptLinkClicks();
  installLaunchQueue();
  const root = createRoot(element);
  const show = (app?: AppPlugin) => root.render(<Page app={app} appEvents={appEvents} />);
  show();
  document.dispatchEvent(new Event('page-started'));
  try {
    show(await loadApp(pluginId));
  } catch (error) {
    root.unmount();
    showFailure(element, messageOf(error), 'When that is done, reload the page; the server keeps running.');
  }
}

interface PageProps {
  app: AppPlugin | undefined;
  appEvents: EventBus;
}

function Page({ app, appEvents }: PageProps) {
  const [theme, setTheme] = useState(config.theme2);
  const toggleTheme = () => {
    const next = createTheme({ colors: { mode: theme.isDark ? 'light' : 'dark' } });
    setTheme(next);
    changeTheme(next, appEvents);
  };
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Router history={locationService.getHistory()}>
        <CompatRouter>
          <ModalsProvider>
            <AppContext.Provider value={app}>
              <Chrome onToggleTheme={toggleTheme}>
                <Routes>
                  <Route path="/" element={app ? <Navigate to={homeUrl(app.meta)} replace /> : <AppPage />} />
                  <Route path={`/a/${pluginId}/*`} element={<AppPage />} />
                  <Route path={`/plugins/${pluginId}`} element={<ConfigPage />} />
                  <Route path="/embedding" element={<EmbeddingPage />} />
                  <Route path="*" element={<NotFound />} />
                </Routes>
              </Chrome>
              <Toasts appEvents={appEvents} />
              <ModalRoot />
              <PortalContainer />
            </AppContext.Provider>
          </ModalsProvider>
        </CompatRouter>
      </Router>
    </ThemeContext.Provider>
  );
}

/** What else follows a change of theme: `config` for code outside React, the choice kept, the address if it says one. */
function changeTheme(theme: typeof config.theme2, appEvents: EventBus) {
  const name = theme.isDark ? 'dark' : 'light';
  config.theme2 = theme;
  config.theme = theme.v1;
  config.bootData.user.lightTheme = theme.isLight;
  document.documentElement.dataset.theme = name;
  rememberTheme(name, browserStorage());
  if (new URLSearchParams(window.location.search).has('theme')) {
    locationService.partial({ theme: name }, true);
  }
  appEvents.publish(new ThemeChangedEvent(theme));
}

function messageOf(error: unknown): string {
  if (error instanceof Error) {
    return error.message;
  }
  const { status, data } = error as { status?: number; data?: { message?: string } };
  return `The server answered the question for the plugin's settings with ${status}: ${data?.message ?? ''}`;
}
