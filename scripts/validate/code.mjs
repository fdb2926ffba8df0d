// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { error, warning } from './finding.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */
/** @typedef {import('./finding.mjs').Plugin} Plugin */

const TRACKERS = ['https://www.google-analytics.com', 'https://api-js.mixpanel.com', 'https://mixpanel.com'];
/** What React 19 no longer has, as it looks in a bundle. */
const GONE_FROM_REACT = [
  /\.(propTypes|defaultProps|contextTypes|childContextTypes)=/,
  /getChildContext|createFactory\(|findDOMNode\(|unmountComponentAtNode\(|ReactDOM\.render\(/,
  /[^\w.]ref:"[^"]+"/,
  /__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED/,
];

/**
 * The bundles: AMD modules with source maps that match the sources, nothing that tracks, or that React 19 breaks.
 * @param {Plugin} plugin
 * @returns {Finding[]}
 */
export function checkCode(plugin) {
  const { files } = plugin;
  const scripts = [...files.keys()].filter((path) => path.endsWith('.js'));
  const manifests = [...files.keys()].filter((path) => posix.basename(path) === 'plugin.json');
  return [
    ...manifests.flatMap((path) => moduleFindings(files, posix.join(posix.dirname(path), 'module.js'))),
    ...scripts.flatMap((path) => mapFindings(plugin, path)),
    ...scripts.flatMap((path) => textFindings(path, String(files.get(path)))),
  ];
}

/** @param {Map<string, Buffer>} files @param {string} path @returns {Finding[]} */
function moduleFindings(files, path) {
  const code = files.get(path)?.toString();
  if (code === undefined) {
    return [error('modulejs', `${path} is missing`)];
  }
  const amd = /^(\s*\/\*.*?\*\/)*\s*define\(\[("[^"]+",?)*\],/s.test(code);
  return amd ? [] : [error('modulejs', `${path} is not an anonymous AMD module`)];
}

/** @param {Plugin} plugin @param {string} path @returns {Finding[]} */
function mapFindings({ files, metadata, root }, path) {
  const named = /\/\/# sourceMappingURL=([^\s?]+)/.exec(String(files.get(path)))?.[1];
  const map = named && files.get(posix.join(posix.dirname(path), named));
  if (!map) {
    return [error('jsMap', `${path} has no source map`)];
  }
  /** @type {{sources: string[], sourcesContent?: string[]}} */
  const { sources, sourcesContent = [] } = JSON.parse(String(map));
  const own = `webpack://${metadata.id}/./`;
  return sources.flatMap((source, i) => {
    const file = join(root, 'src', source.slice(own.length));
    // What webpack makes up (externals, its runtime) has no file; what is left out of src/ must not be in the bundle.
    if (!source.startsWith(own) || !existsSync(dirname(file))) {
      return [];
    }
    const same =
      existsSync(file) && withoutImports(sourcesContent[i] ?? '') === withoutImports(readFileSync(file, 'utf8'));
    return same ? [] : [error('jsMap', `${source} in the map of ${path} is not what is in src/: build again`)];
  });
}

/** The build puts imports of its own before the first line. @param {string} source @returns {string} */
const withoutImports = (source) =>
  source
    .replace(/^import ["']grafana-public-path["'];?/m, '')
    .replace(/\s+/g, ' ')
    .trim();

/** @param {string} path @param {string} code @returns {Finding[]} */
function textFindings(path, code) {
  const trackers = TRACKERS.filter((url) => code.includes(url));
  const gone = GONE_FROM_REACT.filter((pattern) => pattern.test(code));
  return [
    ...trackers.map((url) => error('trackingscripts', `${path} has ${url}`)),
    ...gone.map((pattern) => warning('reactcompat', `${path} has ${pattern.exec(code)?.[0]}, which React 19 has not`)),
  ];
}
