// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { hashOf, isInstalled, isUpToDate, removeStamp, writeStamp } from './stamp.mjs';
import { runStep, StepError } from './steps.mjs';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * npm as it was started with `npm start`, else the one on the path.
 * @param {string[]} args @returns {{command: string, args: string[]}}
 */
const npm = (args) =>
  process.env.npm_execpath?.endsWith('.js')
    ? { command: process.execPath, args: [process.env.npm_execpath, ...args] }
    : { command: 'npm', args };

const node = (/** @type {string[]} */ ...args) => ({ command: process.execPath, args });

/** @typedef {import('./stamp.mjs').Target & {title: string, run: () => {command: string, args: string[]}}} Build */

const packages = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** @type {Record<'plugin' | 'page' | 'server' | 'demo', Build>} */
const builds = {
  plugin: {
    name: 'plugin',
    title: 'Building the plugin',
    inputs: [
      ...packages,
      'src',
      'src/README.md',
      '.config',
      'webpack.config.ts',
      'scripts/webpack',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ],
    outputs: ['dist/module.js', 'dist/plugin.json'],
    run: () => npm(['run', 'build']),
  },
  page: {
    name: 'page',
    title: 'Building the page',
    inputs: [...packages, 'standalone/page', 'src/plugin.json'],
    outputs: ['.standalone/page/index.html'],
    run: () => node('standalone/page/build.mjs'),
  },
  server: {
    name: 'server',
    title: 'Building the server',
    inputs: [
      ...packages,
      ...['standalone/bundle.mjs', 'standalone/options.mjs', 'standalone/parent.mjs'],
      ...['standalone/server', 'standalone/store'],
      ...['src/profile', 'src/query', 'src/plugin.json'],
    ],
    outputs: ['.standalone/server/main.mjs', '.standalone/server/thread.mjs'],
    run: () => node('standalone/bundle.mjs', 'server'),
  },
  demo: {
    name: 'demo',
    title: 'Building the demo',
    inputs: [...packages, 'standalone/bundle.mjs', 'standalone/demo'],
    outputs: ['.standalone/demo/main.mjs'],
    run: () => node('standalone/bundle.mjs', 'demo'),
  },
};

/**
 * Installs the packages of package-lock.json if node_modules is missing, incomplete or older. Safe to call from several
 * processes at once.
 * @param {{tests?: boolean, say?: (text: string) => void}} [options] whether what only tests and checks need is needed,
 *   too (half of all packages); where one line a step goes, standard output by default
 * @throws {import('./steps.mjs').StepError} with npm's output
 */
export async function ensureInstalled({ tests = true, say } = {}) {
  if (isInstalled(root, { tests })) {
    return;
  }
  await locked(async () => {
    if (!isInstalled(root, { tests })) {
      const title = 'Installing the packages (npm ci, a minute or two)';
      // NODE_ENV=production in somebody's shell would leave out what tests need.
      const args = ['ci', tests ? '--include=dev' : '--omit=dev', '--include=optional', '--no-audit', '--no-fund'];
      const install = (/** @type {string[]} */ ...more) =>
        runStep({ title, ...npm([...args, ...more]), cwd: root, say });
      // Without it npm asks for each package again whether it is still the same, which the lock file's hashes tell.
      await install('--prefer-offline').catch((error) => {
        // The cache is older than the lock file.
        if (error instanceof StepError && /\bETARGET\b/.test(error.message)) {
          return install();
        }
        throw error;
      });
    }
  }, say);
}

/**
 * Builds those of the named parts whose sources changed since their last build. Needs `ensureInstalled()` first. Safe to
 * call from several processes at once.
 * @param {{plugin?: boolean, page?: boolean, server?: boolean, demo?: boolean}} parts `{ plugin: true }` builds `dist/`
 * @param {{say?: (text: string) => void}} [options]
 * @throws {import('./steps.mjs').StepError} with the build's output
 */
export async function ensureBuilt(parts, { say } = {}) {
  const wanted = Object.values(builds).filter(({ name }) => parts[/** @type {keyof typeof builds} */ (name)]);
  if (wanted.every((target) => isUpToDate(root, target))) {
    return;
  }
  await locked(async () => {
    for (const target of wanted) {
      if (!isUpToDate(root, target)) {
        const inputs = hashOf(root, target.inputs);
        removeStamp(root, target);
        await runStep({ title: target.title, ...target.run(), cwd: root, say });
        writeStamp(root, target, inputs);
      }
    }
  }, say);
}

/** @template T @param {() => Promise<T>} work @param {(text: string) => void} [say] @returns {Promise<T>} */
const locked = (work, say) => withLock(join(root, '.standalone', 'setup.lock'), work, say);
