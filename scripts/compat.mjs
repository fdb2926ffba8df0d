// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from '../standalone/setup.mjs';
import { runPlaywright } from './playwright.mjs';
import { fail, passSignalsOn, run } from './run.mjs';

/**
 * `npm run compat`: the one production bundle in pages made of other versions of Grafana's packages, each with the React
 * that Grafana ships with them.
 * @type {Record<string, string>} Grafana -> React
 */
const VERSIONS = { '12.3.0': '18', '12.4.6': '18', '13.1.1': '18', '13.2.2': '19' };
const PACKAGES = ['data', 'i18n', 'runtime', 'schema', 'ui'];
/** 12.3 takes Grafana's fork of this package from its repository; later versions do from the registry, under this name. */
const INSTEAD = { 'react-data-grid': 'npm:@grafana/react-data-grid@7.0.0-beta.57' };

/** Installs a version's packages beside ours, once. @param {string} version @param {string} react @returns {Promise<string>} */
async function install(version, react) {
  const folder = join(root, '.standalone', 'compat', version);
  const dependencies = Object.fromEntries([
    ...PACKAGES.map((name) => [`@grafana/${name}`, version]),
    ...['react', 'react-dom'].map((name) => [name, react]),
  ]);
  const manifest = JSON.stringify({ private: true, dependencies, overrides: INSTEAD }, null, 2);
  const file = join(folder, 'package.json');
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || !existsSync(file) || readFileSync(file, 'utf8') !== manifest) {
    console.log(`Installing Grafana's packages ${version} with React ${react} ...`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, manifest);
    // Some of their dependencies name React 18 as their peer, as they do in Grafana.
    const args = ['install', '--prefix', folder, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    if ((await run('npm', [...args, '--loglevel', 'error'])) !== 0) {
      throw new Error(`Grafana's packages ${version} could not be installed.`);
    }
  }
  return folder;
}

/** @param {string} folder @returns {string} the page's folder */
function buildPage(folder) {
  const out = join(folder, 'page');
  execFileSync(
    process.execPath,
    ['standalone/page/build.mjs', '--modules', join(folder, 'node_modules'), '--out', out],
    {
      cwd: root,
      stdio: 'inherit',
    }
  );
  return out;
}

async function main() {
  passSignalsOn();
  await ensureInstalled();
  const args = process.argv.slice(2);
  /** @type {Record<string, string>} */
  const pages = {};
  for (const [version, react] of Object.entries(VERSIONS)) {
    pages[version] = buildPage(await install(version, react));
  }
  process.exitCode = await runPlaywright(['--config', 'tests/compat/compat.config.ts', ...args], {
    E2E_COMPAT: JSON.stringify(pages),
  });
}

await main().catch(fail);
