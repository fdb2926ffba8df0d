import { DATA_SOURCE } from './dataSource';

/** Which Grafana the API is like. */
export const GRAFANA_VERSION = '12.3.3';

const REPOSITORY = 'https://github.com/grafana/pyroscope';
const DATA_SOURCE_MODULE = `public/plugins/${DATA_SOURCE.type}`;
const DATA_SOURCE_LOGO = `${DATA_SOURCE_MODULE}/img/grafana_pyroscope_icon.svg`;

/** What a browser reads first: the data sources, the version, date formats. `appUrl` ends with a slash. */
export function frontendSettings(appUrl: string) {
  return {
    defaultDatasource: DATA_SOURCE.name,
    datasources: { [DATA_SOURCE.name]: dataSource() },
    buildInfo: {
      hideVersion: false,
      version: GRAFANA_VERSION,
      versionString: `Grafana v${GRAFANA_VERSION} (standalone)`,
      commit: 'NA',
      commitShort: 'NA',
      buildstamp: 0,
      edition: 'Open Source',
      latestVersion: '',
      hasUpdate: false,
      env: 'production',
    },
    appSubUrl: '',
    appUrl,
    featureToggles: {},
    apps: {},
    dateFormats: {
      fullDate: 'YYYY-MM-DD HH:mm:ss',
      useBrowserLocale: false,
      interval: {
        millisecond: 'HH:mm:ss.SSS',
        second: 'HH:mm:ss',
        minute: 'HH:mm',
        hour: 'MM/DD HH:mm',
        day: 'MM/DD',
        month: 'YYYY-MM',
        year: 'YYYY',
      },
      defaultTimezone: 'browser',
      defaultWeekStart: 'browser',
    },
  };
}

function dataSource() {
  return {
    ...DATA_SOURCE,
    meta: dataSourceMeta(),
    url: `/api/datasources/proxy/uid/${DATA_SOURCE.uid}`,
    isDefault: true,
    access: 'proxy',
    preload: false,
    module: `${DATA_SOURCE_MODULE}/module.js`,
    jsonData: {},
    readOnly: true,
    cachingConfig: { enabled: false, TTLMs: 0 },
  };
}

const ABILITIES = {
  backend: true,
  routes: null,
  skipDataQuery: false,
  autoEnabled: false,
  annotations: false,
  metrics: true,
  alerting: false,
  explore: false,
  tables: false,
  logs: false,
  tracing: false,
  streaming: false,
};

/** plugin.json of Grafana's data source as its API reports it. */
function dataSourceMeta() {
  return {
    id: DATA_SOURCE.type,
    type: 'datasource',
    name: 'Grafana Pyroscope',
    aliasIDs: ['phlare'],
    info: dataSourceInfo(),
    dependencies: {
      grafanaDependency: '>=10.3.0-0',
      grafanaVersion: '*',
      plugins: [],
      extensions: { exposedComponents: [] },
    },
    includes: null,
    category: 'profiling',
    preload: false,
    ...ABILITIES,
    executable: 'gpx_grafana-pyroscope-datasource',
    signature: 'internal',
    module: `${DATA_SOURCE_MODULE}/module.js`,
    baseUrl: DATA_SOURCE_MODULE,
    angular: { detected: false },
    multiValueFilterOperators: false,
    loadingStrategy: 'script',
    extensions: {
      addedLinks: null,
      addedComponents: null,
      exposedComponents: null,
      extensionPoints: null,
      addedFunctions: null,
    },
  };
}

function dataSourceInfo() {
  return {
    author: { name: 'Grafana Labs', url: 'https://www.grafana.com' },
    description: 'Data source for Grafana Pyroscope, a continuous profiling aggregation system.',
    links: [
      { name: 'GitHub Project', url: REPOSITORY },
      { name: 'Raise issue', url: `${REPOSITORY}/issues/new` },
      { name: 'Documentation', url: 'https://grafana.com/docs/grafana/latest/datasources/pyroscope/' },
    ],
    logos: { small: DATA_SOURCE_LOGO, large: DATA_SOURCE_LOGO },
    build: {},
    screenshots: null,
    version: GRAFANA_VERSION,
    updated: '',
    keywords: ['grafana', 'datasource', 'phlare', 'flamegraph', 'profiling', 'continuous profiling', 'pyroscope'],
  };
}
