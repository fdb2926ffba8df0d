// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OptionError, parseOptions, USAGE } from './options.mjs';
import { whenParentGone } from './parent.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';
import { endSteps, StepError } from './steps.mjs';

/** @param {string} line @returns {never} */
function refuse(line) {
  console.error(line);
  process.exit(1);
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
  let demo = true;
  try {
    const options = parseOptions(args, process.env);
    if (options.help) {
      console.log(USAGE);
      return;
    }
    demo = buildOnly || options.demo;
  } catch (error) {
    refuse(error instanceof OptionError ? error.message : String(error));
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    refuse(`Node.js 20 or newer is needed; this is ${process.versions.node}.`);
  }
  whenParentGone(() => process.kill(process.pid, 'SIGTERM'));
  const stopHandling = endStepsOnSignals();
  try {
    await ensureInstalled({ tests: false });
    await ensureBuilt({ plugin: true, page: true, server: true, demo });
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
