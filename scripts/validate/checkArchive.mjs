// @ts-check
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArchive } from '../archive.mjs';
import { checkCode } from './code.mjs';
import { checkDocuments } from './documents.mjs';
import { error } from './finding.mjs';
import { checkImages } from './images.mjs';
import { checkMetadata } from './metadata.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;
const EXECUTABLE = 0o111;

/**
 * Holds a plugin's archive against what the catalogue's validator checks, as far as that needs no network.
 * @param {string} file the zip
 * @param {string} root the project it was built from
 * @returns {Promise<Finding[]>}
 */
export async function checkArchive(file, root) {
  const entries = await readArchive(readFileSync(file));
  const folders = new Set([...entries.keys()].map((path) => path.split('/')[0]));
  if (entries.size === 0 || folders.size !== 1) {
    return [error('archive', `must hold exactly one folder, holds ${[...folders].join(', ') || 'nothing'}`)];
  }
  const [folder] = folders;
  const inside = [...entries].map(([path, entry]) => /** @type {const} */ ([path.slice(folder.length + 1), entry]));
  const findings = inside
    .filter(([, { mode }]) => (mode & FILE_TYPE) !== REGULAR_FILE || (mode & EXECUTABLE) !== 0)
    .map(([path, { mode }]) => error('archive', `${path} is not a plain file (mode ${mode.toString(8)})`));
  const files = new Map(inside.map(([path, { content }]) => [path, content]));
  return [...findings, ...checkNames(folder, basename(file), files), ...checkFiles(files, root)];
}

/** @param {string} folder @param {string} zipName @param {Map<string, Buffer>} files @returns {Finding[]} */
function checkNames(folder, zipName, files) {
  const { id, info } = JSON.parse(files.get('plugin.json')?.toString() ?? '{}');
  const zipShouldBe = `${id}-${info?.version}.zip`;
  return [
    ...(folder === id ? [] : [error('archivename', `the folder is named ${folder}, not ${id}`)]),
    ...(zipName === zipShouldBe ? [] : [error('archivename', `the archive is named ${zipName}, not ${zipShouldBe}`)]),
  ];
}

/**
 * The same for the files alone.
 * @param {Map<string, Buffer>} files by path below the plugin's folder
 * @param {string} root
 * @returns {Finding[]}
 */
export function checkFiles(files, root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { findings, metadata } = checkMetadata(files, version);
  if (!metadata) {
    return findings;
  }
  const plugin = { files, metadata, root };
  return [...findings, ...checkImages(plugin), ...checkDocuments(plugin), ...checkCode(plugin)];
}
