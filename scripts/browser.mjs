// @ts-check
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../standalone/setup.mjs';

/**
 * What Playwright needs to start a browser; without a path it takes the one that it installed itself.
 * @typedef {{executablePath?: string, args?: string[], env?: Record<string, string>}} LaunchOptions
 * @typedef {{name: string, options: LaunchOptions}} Candidate
 */

const START_TIMEOUT_MS = 60_000;
const run = promisify(execFile);
const require = createRequire(import.meta.url);

/**
 * The first browser that really starts, of: `CHROMIUM_PATH`, an installed Chromium, Chrome or Edge, the one that
 * `npx playwright install` put there, the one in the npm package @sparticuz/chromium (Linux). Needs node_modules.
 * @returns {Promise<Candidate & {version: string}>}
 * @throws {Error} that says what was tried and why each did not start
 */
export async function findBrowser() {
  const failures = [];
  for (const source of [fromEnvironment, installed, ownOfPlaywright, fromNpm]) {
    try {
      for (const candidate of await source()) {
        try {
          return { ...candidate, version: await start(candidate.options) };
        } catch (error) {
          failures.push(`${candidate.name}: ${reasonOf(error)}`);
        }
      }
    } catch (error) {
      failures.push(reasonOf(error));
    }
  }
  const tried = failures.map((failure) => `  - ${failure}`).join('\n');
  const advice = 'Install Chromium or Chrome, or say where it is with CHROMIUM_PATH=/path/to/chromium.';
  throw new Error(`No browser starts. Tried:\n${tried}\n${advice}`);
}

/** @param {LaunchOptions} options @returns {Promise<string>} the browser's version */
async function start(options) {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ ...withEnvironment(options), timeout: START_TIMEOUT_MS });
  try {
    // A browser without its libraries for drawing starts, and dies with the first page.
    const page = await browser.newPage({ locale: 'en-US' });
    await page.setContent('<canvas></canvas>');
    await page.screenshot();
    return browser.version();
  } finally {
    await browser.close();
  }
}

/** Playwright gives the browser only the variables that it is told. @param {LaunchOptions} options */
export function withEnvironment(options) {
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))
  );
  return options.env ? { ...options, env: { ...inherited, ...options.env } } : options;
}

/** @returns {Candidate[]} */
function fromEnvironment() {
  const executablePath = process.env.CHROMIUM_PATH;
  return executablePath ? [{ name: `CHROMIUM_PATH (${executablePath})`, options: { executablePath } }] : [];
}

/** @returns {Candidate[]} */
function installed() {
  const paths = { win32: windowsPaths, darwin: macPaths }[/** @type {string} */ (process.platform)] ?? linuxPaths;
  const found = [...new Set(paths())].filter((path) => existsSync(path));
  if (found.length === 0) {
    throw new Error('no Chromium, Chrome or Edge is installed in the usual places');
  }
  return found.map((executablePath) => ({ name: executablePath, options: { executablePath } }));
}

function linuxPaths() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const onPath = names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
  return [...onPath, '/opt/google/chrome/chrome', '/usr/lib/chromium/chromium'];
}

function macPaths() {
  const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  return names.flatMap((name) =>
    ['/Applications', join(homedir(), 'Applications')].map((folder) =>
      join(folder, `${name}.app/Contents/MacOS/${name}`)
    )
  );
}

function windowsPaths() {
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': x86, LOCALAPPDATA } = process.env;
  const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
  return [...programs, 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((program) =>
    [PROGRAMFILES, x86, LOCALAPPDATA].flatMap((folder) => (folder ? [join(folder, program)] : []))
  );
}

/** @returns {Promise<Candidate[]>} */
async function ownOfPlaywright() {
  const { chromium } = await import('@playwright/test');
  if (!existsSync(chromium.executablePath())) {
    throw new Error('Playwright has no browser of its own (npx playwright install chromium)');
  }
  return [{ name: "Playwright's own", options: {} }];
}

/**
 * The package carries Chromium compressed, and libraries for machines that lack them. Its own advice on arguments is for
 * a sandbox in the cloud and switches the web's security off; the two here are all that it needs.
 * @returns {Promise<Candidate[]>}
 */
async function fromNpm() {
  const folder = await unpackNpmBrowser();
  const name = `the npm package @sparticuz/chromium (${folder})`;
  const executablePath = join(folder, 'chromium');
  const args = ['--no-sandbox', '--headless=shell'];
  /** @type {Record<string, string>} */
  const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  return [
    { name, options: { executablePath, args, env: fonts } },
    { name: `${name}, with its own libraries`, options: { executablePath, args, env: { ...fonts, ...libraries } } },
  ];
}

/** @returns {Promise<string>} the folder with the browser, unpacked once a version */
async function unpackNpmBrowser() {
  if (process.platform !== 'linux') {
    throw new Error('the npm package @sparticuz/chromium is for Linux only');
  }
  const manifest = join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json');
  const folder = join(root, '.standalone', `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`);
  if (!existsSync(folder)) {
    const unpacking = `${folder}.${process.pid}`;
    mkdirSync(unpacking, { recursive: true });
    // It unpacks into the temporary folder, its libraries only when it believes to be in that cloud.
    const env = { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
    try {
      await run(process.execPath, ['-e', script], { env, cwd: root });
      renameSync(unpacking, folder);
    } finally {
      rmSync(unpacking, { recursive: true, force: true });
    }
  }
  return folder;
}

/** Of Playwright's long message what says why. @param {unknown} error @returns {string} */
function reasonOf(error) {
  const lines = String(error instanceof Error ? error.message : error)
    .replace(/\x1b\[\d+m/g, '')
    .split('\n');
  const telling = lines.filter((line) =>
    /error while loading|cannot |No such file|not found|ENOENT|EACCES/i.test(line)
  );
  return [lines[0], ...telling.slice(0, 2).map((line) => line.trim())]
    .filter((line, i, all) => all.indexOf(line) === i)
    .join(' | ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { name, version } = await findBrowser();
  console.log(`${name}: ${version}`);
}
