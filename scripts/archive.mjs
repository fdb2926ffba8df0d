// @ts-check
import { createWriteStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { fromBuffer } from 'yauzl';
import { ZipFile } from 'yazl';

const FILE_MODE = 0o100644;

/**
 * @typedef {object} ArchiveEntry
 * @property {Buffer} content
 * @property {number} mode Unix mode, file type included
 */

/** Paths of all files below a folder, with forward slashes, in the order of their code units on every machine. */
/** @param {string} folder @param {string} [below] @returns {string[]} */
function filesBelow(folder, below = '') {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = below ? `${below}/${name}` : name;
      return statSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path];
    });
}

/**
 * Writes a zip whose one top folder `name` holds what is in `folder`. The same files and date give the same bytes.
 * @param {string} folder
 * @param {string} name
 * @param {string} date of every entry, YYYY-MM-DD
 * @param {string} file
 */
export async function writeArchive(folder, name, date, file) {
  const [year, month, day] = date.split('-').map(Number);
  // Zip's own times have no zone: noon here is written as noon, wherever that is.
  const options = { mtime: new Date(year, month - 1, day, 12), mode: FILE_MODE, forceDosTimestamp: true };
  const zip = new ZipFile();
  for (const path of filesBelow(folder)) {
    zip.addFile(join(folder, path), `${name}/${path}`, options);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/**
 * Reads a zip whole. Entries of folders are left out; a broken or dangerous archive (paths that lead out of it) throws.
 * @param {Buffer} zip
 * @returns {Promise<Map<string, ArchiveEntry>>} by path, in the order of the archive
 */
export async function readArchive(zip) {
  /** @type {(buffer: Buffer, options: import('yauzl').Options) => Promise<import('yauzl').ZipFile>} */
  const open = promisify(fromBuffer);
  const file = await open(zip, { lazyEntries: true });
  const openEntry = promisify(file.openReadStream.bind(file));
  /** @type {Map<string, ArchiveEntry>} */
  const entries = new Map();
  return new Promise((resolve, reject) => {
    const read = async (/** @type {import('yauzl').Entry} */ entry) => {
      if (!entry.fileName.endsWith('/')) {
        const content = await buffer(await openEntry(entry));
        entries.set(entry.fileName, { content, mode: entry.externalFileAttributes >>> 16 });
      }
      file.readEntry();
    };
    file.on('entry', (entry) => read(entry).catch(reject));
    file.on('error', reject);
    file.on('end', () => resolve(entries));
    file.readEntry();
  });
}
