/** Modules that build.mjs makes, or that are resolved only there. */

declare module 'virtual:shared-modules' {
  /** Key of `hosted` -> its namespace. */
  export const load: Record<string, () => Promise<object>>;
}

declare module 'virtual:plugin' {
  /** The id in src/plugin.json. */
  export const pluginId: string;
}

/** The routers that @grafana/ui uses: v5 around, v6 by way of the compatibility package inside, as in Grafana. */
declare module 'virtual:router' {
  import type { ComponentType, ReactElement, ReactNode } from 'react';

  export const Router: ComponentType<{ history: unknown; children?: ReactNode }>;
  export const CompatRouter: ComponentType<{ children?: ReactNode }>;
  export const Routes: ComponentType<{ children?: ReactNode }>;
  export const Route: (props: { path: string; element: ReactElement }) => null;
  export const Navigate: ComponentType<{ to: string; replace?: boolean }>;
  export function useLocation(): { pathname: string; search: string };
}

/** @grafana/runtime keeps this one to itself, yet `PluginPage` shows only its children until it is called. */
declare module 'virtual:plugin-page' {
  import type { PluginPageType } from '@grafana/runtime';

  export function setPluginPage(component: PluginPageType): void;
}

/** The answer of the server's /api/frontend/settings. */
declare module 'virtual:settings' {
  const settings: import('./bootData').FrontendSettings;
  export default settings;
}
