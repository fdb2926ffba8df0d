// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './parent.mjs';

const BEAT_MS = 1_000;
const STALE_MS = 15_000;

/**
 * Lets one process at a time do the set-up of a checkout: `npm ci` would pull node_modules from under a running build.
 * The holder touches the lock every second; one that nobody touches any more, or whose process is gone, is taken over
 * (both, since a process id may be somebody else's by now).
 * @template T
 * @param {string} file the lock
 * @param {() => Promise<T>} work
 * @param {(text: string) => void} [say]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, say = (text) => process.stdout.write(text)) {
  for (let said = false; !take(file); said = true) {
    if (!said) {
      say('Waiting for another set-up of this folder to finish ...\n');
    }
    await sleep(200);
  }
  const beat = setInterval(() => touch(file), BEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file @returns {boolean} */
function take(file) {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
    if (isStale(file)) {
      rmSync(file, { force: true });
    }
    return false;
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed .standalone by hand; the work goes on.
  }
}

/** @param {string} file @returns {boolean} */
function isStale(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Date.now() - statSync(file).mtimeMs > STALE_MS || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
}

const codeOf = (/** @type {unknown} */ error) => /** @type {NodeJS.ErrnoException} */ (error).code;
