import type { AppPlugin } from '@grafana/data';
import { createContext, useContext } from 'react';
import { useLocation } from 'virtual:router';
import { activePage, navPages, type NavPage } from './navigation';

/** The plugin, once it is loaded. */
export const AppContext = createContext<AppPlugin | undefined>(undefined);

/** The page of the plugin's navigation that is shown. */
export function useActivePage(): NavPage | undefined {
  const app = useContext(AppContext);
  const { pathname } = useLocation();
  return app && (activePage(navPages(app.meta), pathname) ?? { text: app.meta.name, url: '/' });
}
