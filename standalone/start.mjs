// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';
import { endSteps, StepError } from './steps.mjs';

/** What the server understands (server/options.ts has the texts): known here so that a slip costs no set-up. */
const options = ['--port', '--host', '--data', '--no-demo', '--pyroscope', '--tenant', '--help'];

/** @param {string} line @returns {never} */
function refuse(line) {
  console.error(line);
  process.exit(1);
}

/**
 * Ends everything when the process that started us is gone: npm, killed hard, would leave us running unseen.
 */
function endWithParent() {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(look);
      process.kill(process.pid, 'SIGTERM');
    }
  }, 1_000).unref();
}

/** During the set-up a signal ends its steps and us; afterwards the server has its own way of ending. */
function endStepsOnSignals() {
  const codes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  const handlers = Object.entries(codes).map(([name, code]) => {
    const signal = /** @type {NodeJS.Signals} */ (name);
    const handler = () => {
      endSteps(signal);
      process.exit(code);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((off) => off());
}

async function main() {
  const args = process.argv.slice(2).filter((arg) => arg !== '--' && arg !== '--build-only');
  const buildOnly = process.argv.includes('--build-only');
  const unknown = args.find((arg) => arg.startsWith('-') && !options.includes(arg.split('=')[0]));
  if (unknown) {
    refuse(`Unknown option '${unknown}'. npm start -- --help lists the options.`);
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    refuse(`Node.js 20 or newer is needed; this is ${process.versions.node}.`);
  }
  endWithParent();
  const stopHandling = endStepsOnSignals();
  try {
    await ensureInstalled();
    const all = !args.includes('--help');
    await ensureBuilt({ plugin: all, page: all, server: true, demo: all });
  } catch (error) {
    refuse(error instanceof StepError ? error.message : String(error));
  }
  stopHandling();
  if (!buildOnly) {
    const server = join(root, '.standalone', 'server', 'main.mjs');
    // The server is this process from here on: signals and its exit code go the shortest way.
    process.argv = [process.argv[0], server, ...args];
    await import(pathToFileURL(server).href);
  }
}

await main();
