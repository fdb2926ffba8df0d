// @ts-check
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { root } from '../standalone/setup.mjs';
import { endSteps } from '../standalone/steps.mjs';

const isWindows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a program in the project's root with our own input and output.
 * @param {string} command `npm`, say, or `process.execPath`
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] added to our own
 * @returns {Promise<number>} its exit code; 1 when it did not start or a signal ended it
 */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    // On Windows npm is a script, which only a shell starts.
    const shell = isWindows && command === 'npm';
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env }, shell });
    running.add(child);
    const done = (/** @type {number} */ code) => {
      running.delete(child);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command} did not start: ${error.message}`);
      done(1);
    });
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** Runs a script of package.json. @param {string} script @param {Record<string, string>} [env] @returns {Promise<number>} */
export const runScript = (script, env) => run('npm', ['run', '--silent', script], env);

/**
 * A signal that ends us ends what we run, too: first the set-up's steps, which have groups of their own, then our
 * children, which Ctrl-C reaches by itself and which may need a moment to clean up.
 */
export function passSignalsOn() {
  for (const [signal, code] of /** @type {Array<[NodeJS.Signals, number]>} */ (
    Object.entries({ SIGINT: 130, SIGTERM: 143 })
  )) {
    process.on(signal, () => {
      endSteps(signal);
      if (signal !== 'SIGINT') {
        running.forEach((child) => child.kill(signal));
      }
      const children = [...running].map((child) => new Promise((resolve) => child.on('exit', resolve)));
      void Promise.all(children).then(() => process.exit(code));
    });
  }
}

/** A port of this machine that nobody listens on at the moment. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Waits until a standalone server that was started says that it is ready.
 * @param {import('node:child_process').ChildProcess} server with its output piped
 * @returns {Promise<URL>} its address, and the page where it names one
 */
export function readyAt(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stdout?.on('data', (chunk) => {
      output += chunk;
      // Up to the space or line behind it: a part of an address is another one.
      const url = /ready at (http:\S+)\s/.exec(output)?.[1];
      if (url) {
        resolve(new URL(url));
      }
    });
    server.on('exit', (code) => reject(new Error(`The server ended with exit code ${code}: ${output}`)));
  });
}

/** Prints a failure in one piece, without a stack: the reader is a user. @param {unknown} error */
export function fail(error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
