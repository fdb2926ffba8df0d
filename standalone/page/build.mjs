// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { hosted } from './shared.mjs';
import { unwrapDefaults } from './unwrapDefaults.mjs';

/**
 * Builds the page into `.standalone/page/`: `node standalone/page/build.mjs`. See README.md for what lies where.
 * `--modules DIR --out DIR` makes a page of the packages in another node_modules: those of another version of Grafana.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'standalone', 'page');
const ownModules = join(root, 'node_modules');
const { modules, out } = parseArgs({
  options: {
    modules: { type: 'string', default: ownModules },
    out: { type: 'string', default: join(root, '.standalone', 'page') },
  },
}).values;
/** Imports are resolved from here when page and @grafana/ui must have the same copy. */
const grafanaUi = join(modules, '@grafana', 'ui', 'dist', 'esm');
const pluginId = JSON.parse(readFileSync(join(root, 'src', 'plugin.json'), 'utf8')).id;

/** @type {Record<string, string>} */
const virtual = {
  'virtual:shared-modules': `export const load = {${Object.entries(hosted)
    .map(([key, name]) => `${JSON.stringify(key)}: () => import(${JSON.stringify(name)})`)
    .join(',\n')}};`,
  'virtual:plugin': `export const pluginId = ${JSON.stringify(pluginId)};`,
  'virtual:router': `export { Router } from 'react-router-dom';
    export { CompatRouter, Routes, Route, Navigate, useLocation } from 'react-router-dom-v5-compat';`,
  // Grafana's code editor: 6 MB for nothing, since the plugin has none.
  'virtual:monaco': 'module.exports = {};',
};

/** @type {Record<string, import('esbuild').OnResolveResult>} */
const resolved = {
  'virtual:plugin-page': { path: join(modules, '@grafana', 'runtime', 'dist', 'esm', 'components', 'PluginPage.mjs') },
  'virtual:settings': { path: '/api/frontend/settings', external: true },
};

/** @type {import('esbuild').Plugin} */
const virtualModules = {
  name: 'virtual-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:/ }, ({ path }) => resolved[path] ?? { path, namespace: 'virtual' });
    onResolve({ filter: /^monaco-editor/ }, () => ({ path: 'virtual:monaco', namespace: 'virtual' }));
    onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({ contents: virtual[path], resolveDir: grafanaUi }));
  },
};

/**
 * The page's own imports come from the chosen packages too; what those do not bring (d3, of which later versions have
 * only parts) comes from ours.
 * @type {import('esbuild').Plugin}
 */
const chosenModules = {
  name: 'chosen-modules',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[@a-z]/ }, async ({ path, kind, importer, namespace, pluginData }) => {
      const isOurs = namespace === 'virtual' || importer.startsWith(source);
      if (modules === ownModules || !isOurs || pluginData === 'chosen') {
        return undefined;
      }
      const chosen = await resolve(path, { kind, resolveDir: grafanaUi, pluginData: 'chosen' });
      return chosen.errors.length > 0 ? resolve(path, { kind, resolveDir: root, pluginData: 'chosen' }) : chosen;
    });
  },
};

const shared = /** @type {const} */ ({
  absWorkingDir: root,
  outdir: join(out, 'public', 'build'),
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  target: 'es2022',
  // boot.ts imports JSON.
  supported: { 'import-attributes': true },
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
  metafile: true,
});

async function buildScripts() {
  // esbuild's `conditions` stay unset: setting any drops "module", and then some packages' CommonJS is taken.
  const page = await build({
    ...shared,
    entryPoints: [join(source, 'boot.ts')],
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    splitting: true,
    plugins: [virtualModules, chosenModules, unwrapDefaults],
  });
  const early = await build({
    ...shared,
    entryPoints: [join(source, 'early.ts'), join(source, 'page.css')],
    format: 'iife',
  });
  return { page: page.metafile.outputs, early: early.metafile.outputs };
}

/** @typedef {import('esbuild').Metafile['outputs']} Outputs */

/** @param {Outputs} outputs @param {string} entry @returns {string} the path of the output that `entry` became */
function outputOf(outputs, entry) {
  const found = Object.keys(outputs).find((path) => outputs[path].entryPoint === `standalone/page/${entry}`);
  if (!found) {
    throw new Error(`The build has no output for ${entry}.`);
  }
  return found;
}

/** The scripts that the first picture needs, so that the browser fetches them all at once. @param {Outputs} outputs */
function preloads(outputs) {
  const main = outputOf(outputs, 'main.tsx');
  const imported = outputs[main].imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
  return [main, ...imported].map((path) => `<link rel="modulepreload" href="${address(path)}" />`).join('\n    ');
}

const address = (/** @type {string} */ output) => `public/build/${basename(output)}`;

/**
 * Style sheets that packages import: 12.3's drawer is not where it belongs without them. Ours need none, and less to fetch.
 * @param {Outputs} outputs
 */
function packageStyles(outputs) {
  const file = modules === ownModules ? undefined : outputs[outputOf(outputs, 'boot.ts')].cssBundle;
  return file === undefined ? '' : `<link rel="stylesheet" href="${address(file)}" />`;
}

/** @param {{page: Outputs, early: Outputs}} outputs */
function writeIndex({ page, early }) {
  const html = readFileSync(join(source, 'index.html'), 'utf8')
    .replaceAll('%PLUGIN_ID%', pluginId)
    .replace('%STYLES%', address(outputOf(early, 'page.css')))
    .replace('%EARLY%', address(outputOf(early, 'early.ts')))
    .replace('%PRELOADS%', packageStyles(page) + preloads(page))
    .replace('%BOOT%', address(outputOf(page, 'boot.ts')));
  writeFileSync(join(out, 'index.html'), html);
}

/** @param {string} from @param {string} to relative to `.standalone/page/public` */
function copy(from, to) {
  const target = join(out, 'public', to);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(from, target);
}

/** No @grafana package has the fonts that its styles ask for: the same ones from elsewhere, under those names. */
function copyFonts() {
  const names = { Regular: '400-normal', Medium: '500-normal', Italic: '400-italic', MediumItalic: '500-italic' };
  for (const [name, file] of Object.entries(names)) {
    copy(join(ownModules, '@fontsource/inter/files', `inter-latin-${file}.woff2`), `fonts/inter/Inter-${name}.woff2`);
  }
  const styles = readFileSync(join(grafanaUi, 'themes', 'GlobalStyles', 'fonts.mjs'), 'utf8');
  for (const [, file] of styles.matchAll(/roboto\/([^']+\.woff2)/g)) {
    copy(join(ownModules, '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2'), `fonts/roboto/${file}`);
  }
}

/**
 * @grafana/ui brings two thirds of the icons that its `IconName` lists. Unicons has most others; the few that only
 * Grafana's own repository has are empty, so that asking for one is no error.
 */
function copyIcons() {
  const own = join(modules, '@grafana', 'ui', 'dist', 'public', 'img', 'icons');
  for (const folder of readdirSync(own)) {
    for (const file of readdirSync(join(own, folder))) {
      copy(join(own, folder, file), `build/img/icons/${folder}/${file}`);
    }
  }
  const unicons = JSON.parse(readFileSync(join(ownModules, '@iconify-json', 'uil', 'icons.json'), 'utf8')).icons;
  const list = readFileSync(join(modules, '@grafana', 'data', 'dist', 'esm', 'types', 'icon.mjs'), 'utf8');
  for (const [, name] of list.matchAll(/^ {2}"?([a-z0-9-]+)"?: true/gm)) {
    const path = `build/img/icons/unicons/${name}.svg`;
    if (!existsSync(join(out, 'public', path))) {
      const body = unicons[name]?.body ?? '';
      writeFileSync(
        join(out, 'public', path),
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${body}</svg>`
      );
    }
  }
}

rmSync(out, { recursive: true, force: true });
const outputs = await buildScripts();
copyFonts();
copyIcons();
copy(join(source, 'datasource.svg'), 'plugins/grafana-pyroscope-datasource/img/grafana_pyroscope_icon.svg');
writeIndex(outputs);
