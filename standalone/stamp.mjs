// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * One thing that is built: what it is made from and what it leaves behind.
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} inputs files and folders, relative to the root; one that does not exist counts as empty
 * @property {string[]} outputs files, relative to the root, that the build writes
 */

const notAnInput = (/** @type {string} */ name) =>
  name === 'node_modules' || name === 'testdata' || /\.test\.[cm]?[jt]sx?$/.test(name) || name === 'README.md';

/**
 * Every file below `path`, itself if it is one, sorted; without tests and READMEs, which change no build.
 * @param {string} root @param {string} path @returns {string[]} paths relative to the root
 */
function filesBelow(root, path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) {
    return [];
  }
  if (!statSync(absolute).isDirectory()) {
    return [path];
  }
  return readdirSync(absolute)
    .filter((name) => !notAnInput(name))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}

/**
 * The SHA-256 of names and contents, so that a checkout that only touches times builds nothing.
 * @param {string} root @param {string[]} paths @returns {string} hex
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(root, path))) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const stampFile = (/** @type {string} */ root, /** @type {Target} */ target) =>
  join(root, '.standalone', 'stamps', `${target.name}.json`);

/**
 * Whether the last build was made from these very inputs and its outputs are still as it left them: another build
 * (`npm run dev`, say) may have written over them.
 * @param {string} root @param {Target} target @returns {boolean}
 */
export function isUpToDate(root, target) {
  const outputs = target.outputs.map((file) => join(root, file));
  if (!existsSync(stampFile(root, target)) || !outputs.every((file) => existsSync(file))) {
    return false;
  }
  try {
    const stamp = JSON.parse(readFileSync(stampFile(root, target), 'utf8'));
    return stamp.inputs === hashOf(root, target.inputs) && stamp.outputs === hashOf(root, target.outputs);
  } catch {
    return false;
  }
}

/**
 * Remembers a build. `inputs` is the hash taken before it began: what changed while it ran is built the next time.
 * @param {string} root @param {Target} target @param {string} inputs
 */
export function writeStamp(root, target, inputs) {
  const file = stampFile(root, target);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ inputs, outputs: hashOf(root, target.outputs) }));
}

/** @param {string} root @param {Target} target */
export function removeStamp(root, target) {
  rmSync(stampFile(root, target), { force: true });
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the copy of the lock file that npm leaves there when an
 * installation is complete. Packages for other platforms may be missing.
 * @param {string} root
 * @param {{tests: boolean}} needed whether those must be there that only tests and checks need
 * @returns {boolean}
 */
export function isInstalled(root, { tests }) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) {
    return false;
  }
  /** @param {string} file @returns {Record<string, {version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean}>} */
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  try {
    const installed = packages(hidden);
    return Object.entries(packages(join(root, 'package-lock.json')))
      .filter(([path]) => path !== '')
      .filter(([, { dev }]) => tests || !dev)
      .every(([path, wanted]) =>
        installed[path] ? installed[path].version === wanted.version : wanted.optional || wanted.devOptional
      );
  } catch {
    return false;
  }
}
