// @ts-check
import { spawn } from 'node:child_process';

/** A step of the set-up that failed; the message is all there is to say, no stack needed. */
export class StepError extends Error {}

/** How often a step says that it is still at it. */
const BEAT_MS = 10_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Ends every step that is running, with all it started (npm leaves its scripts running otherwise).
 * @param {NodeJS.Signals} [signal]
 */
export function endSteps(signal = 'SIGTERM') {
  for (const { pid } of running) {
    try {
      // Without a pid it never started; 0 would be our own group.
      if (pid) {
        process.kill(ownGroup ? -pid : pid, signal);
      }
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

const ownGroup = process.platform !== 'win32';

/**
 * Runs one step and says so in one line, to which the seconds come as they pass; its output is shown only when it fails.
 * @param {object} step
 * @param {string} step.title "Building the plugin"
 * @param {string} step.command
 * @param {string[]} step.args
 * @param {string} step.cwd
 * @param {(text: string) => void} [step.say] where the line goes
 * @returns {Promise<void>}
 * @throws {StepError} with the command, how it ended and what it printed
 */
export async function runStep({ title, command, args, cwd, say = (text) => process.stdout.write(text) }) {
  const start = Date.now();
  say(`${title} ... `);
  const beat = setInterval(() => say(`${Math.round((Date.now() - start) / 1000)} s ... `), BEAT_MS);
  const { output, ending } = await collect(command, args, cwd);
  clearInterval(beat);
  if (ending === undefined) {
    say(`${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  say('failed\n');
  const last = output.trimEnd();
  throw new StepError(`${last}${last && '\n'}${title} failed: "${[command, ...args].join(' ')}" ${ending}.`);
}

/**
 * @param {string} command @param {string[]} args @param {string} cwd
 * @returns {Promise<{output: string, ending: string | undefined}>} no ending if all went well
 */
function collect(command, args, cwd) {
  return new Promise((resolve) => {
    // A group of its own, so that one signal ends the whole tree; on Windows npm is a script and needs a shell.
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
      shell: !ownGroup && command === 'npm',
    });
    running.add(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    /** @param {string} [ending] */
    const done = (ending) => {
      running.delete(child);
      resolve({ output, ending });
    };
    child.on('error', (error) => done(`did not start (${error.message})`));
    child.on('close', (code, signal) =>
      done(code === 0 ? undefined : signal ? `was ended by ${signal}` : `ended with exit code ${code}`)
    );
  });
}
