// @ts-check

/**
 * Every module that Grafana 12.3 shares with plugins: the keys of `sharedDependenciesMap` in
 * public/app/features/plugins/loader/sharedDependencies.ts. Later versions have more (`react-dom/client`,
 * `react-dom/server`); the plugin promises to run on 12.3, so those are not shared here either.
 */
export const sharedByGrafana = [
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/data/unstable',
  '@grafana/runtime',
  '@grafana/runtime/unstable',
  '@grafana/slate-react',
  '@grafana/ui',
  '@grafana/ui/unstable',
  '@kusto/monaco-kusto',
  'app/core/app_events',
  'app/core/config',
  'app/core/core',
  'app/core/services/backend_srv',
  'app/core/table_model',
  'app/core/time_series',
  'app/core/time_series2',
  'app/core/utils/datemath',
  'app/core/utils/flatten',
  'app/core/utils/kbn',
  'app/core/utils/ticks',
  'app/features/dashboard/impression_store',
  'd3',
  'emotion',
  'i18next',
  'jquery',
  'jquery.flot',
  'jquery.flot.crosshair',
  'jquery.flot.events',
  'jquery.flot.fillbelow',
  'jquery.flot.gauge',
  'jquery.flot.pie',
  'jquery.flot.selection',
  'jquery.flot.stack',
  'jquery.flot.stackpercent',
  'jquery.flot.time',
  'lodash',
  'moment',
  'prismjs',
  'react',
  'react-dom',
  'react-inlinesvg',
  'react-redux',
  'react-router',
  'react-router-dom',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  'redux',
  'rxjs',
  'rxjs/operators',
  'slate',
  'slate-plain-serializer',
  'slate-react',
];

/**
 * What is hosted of it: key -> the package behind it, resolved as @grafana/ui resolves it, so that page and plugin share
 * one copy. `react-router` is v6 by way of the compatibility package, as in Grafana.
 * @type {Record<string, string>}
 */
export const hosted = {
  '@emotion/css': '@emotion/css',
  '@emotion/react': '@emotion/react',
  '@grafana/data': '@grafana/data',
  '@grafana/data/unstable': '@grafana/data/unstable',
  '@grafana/runtime': '@grafana/runtime',
  '@grafana/runtime/unstable': '@grafana/runtime/unstable',
  '@grafana/ui': '@grafana/ui',
  '@grafana/ui/unstable': '@grafana/ui/unstable',
  d3: 'd3',
  emotion: '@emotion/css',
  i18next: 'i18next',
  lodash: 'lodash',
  moment: 'moment',
  react: 'react',
  'react-dom': 'react-dom',
  'react-inlinesvg': 'react-inlinesvg',
  'react-router': 'react-router-dom-v5-compat',
  'react-router-dom': 'react-router-dom',
  'react/jsx-dev-runtime': 'react/jsx-dev-runtime',
  'react/jsx-runtime': 'react/jsx-runtime',
  rxjs: 'rxjs',
  'rxjs/operators': 'rxjs/operators',
};

/** Those that Grafana hands over as their default export (`__useDefault`): functions with properties. */
export const handedOverAsDefault = ['i18next', 'lodash', 'moment'];
