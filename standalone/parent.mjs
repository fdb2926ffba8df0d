// @ts-check
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 500;

/**
 * Calls `gone` once the process that started us is gone: npm, killed hard, leaves what it started running, and nobody would
 * find it again. npm starts its scripts through a shell, which stays behind with us when npm goes, so npm itself is
 * watched too.
 * @param {() => void} gone
 */
export function whenParentGone(gone) {
  const parent = process.ppid;
  // Process 1 never goes away, and a container's first process has parent 0.
  if (parent <= 1) {
    return;
  }
  const watched = process.env.npm_lifecycle_event ? [parent, parentOfShell(parent)] : [parent];
  const look = setInterval(() => {
    if (process.ppid !== parent || watched.some((pid) => pid > 1 && !isAlive(pid))) {
      clearInterval(look);
      gone();
    }
  }, LOOK_EVERY_MS).unref();
}

/** @param {number} pid @returns {number} 0 if the process is no shell, or nothing can be found out (Windows) */
function parentOfShell(pid) {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat(pid)) ?? [];
    return /(^|\/)-?(ba|da|a|z)?sh$/.test(name) ? Number(parent) : 0;
  } catch {
    return 0;
  }
}

/** Of a process, as Linux has it in a file. @param {number} pid @returns {string} `pid (name) state parent` */
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    const [parent, name] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/, 2);
    return `${pid} (${name}) S ${parent}`;
  }
}

/** @param {number} pid @returns {boolean} */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
