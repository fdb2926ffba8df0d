import type { DataSourceInstanceSettings } from '@grafana/data';
import type { ThemeName } from './theme';

/** What the page reads of `GET /api/frontend/settings`; the rest goes to `config` as it is. */
export interface FrontendSettings {
  datasources?: Record<string, DataSourceInstanceSettings>;
  defaultDatasource?: string;
  buildInfo: { version: string };
  featureToggles?: Record<string, boolean>;
  namespace?: string;
}

/** What a signed-in person may do here: everything, since there are no users. */
const permissions = [
  'datasources:explore',
  'datasources:query',
  'datasources:read',
  'plugins.app:access',
  'plugins:install',
  'plugins:write',
];

/**
 * `window.grafanaBootData` as Grafana's own page has it, from the server's settings: @grafana/runtime builds its `config`
 * from it when it is first imported.
 */
export function makeBootData(settings: FrontendSettings, theme: ThemeName, language: string) {
  return {
    settings: { featureToggles: {}, datasources: {}, namespace: 'default', ...settings },
    user: {
      id: 1,
      uid: 'standalone',
      isSignedIn: true,
      login: 'standalone',
      name: 'Standalone',
      email: '',
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: 'Admin',
      isGrafanaAdmin: false,
      theme,
      lightTheme: theme === 'light',
      timezone: 'browser',
      weekStart: 'browser',
      language,
      locale: language,
      permissions: Object.fromEntries(permissions.map((permission) => [permission, true])),
    },
    assets: { dark: '', light: '' },
    navTree: [],
  };
}
