// @ts-check
import { fail } from '../scripts/run.mjs';
import { ensureInstalled } from '../standalone/setup.mjs';
import { cpuMs, inNode } from './inNode.mjs';

/**
 * `npm run bench:compare`: what a comparison's own work costs, in CPU of one thread in Node, whose engine is Chromium's:
 * two profiles as one tree, and functions by windows. Fails beyond the aims.
 */
const NODES = 65_536;
const RUNS = 7;
const FUNCTIONS = 3_000;
const WINDOWS = 60;
/** CPU in ms, and MB */
const MOST = { alike: 60, build: 30, megabytes: 3 };

async function main() {
  await ensureInstalled();
  /** @type {typeof import('./page/comparing')} */
  const { measureComparing, measureMatrix } = /** @type {any} */ (await inNode('comparing'));
  const comparing = measureComparing(NODES, RUNS, cpuMs);
  const matrix = measureMatrix(FUNCTIONS, WINDOWS, RUNS, cpuMs);
  const text = (/** @type {number} */ value) => value.toFixed(value < 10 ? 1 : 0);
  console.log(
    `${NODES} + ${NODES} nodes: two versions as one tree ${text(comparing.alike)} ms, two programs ${text(comparing.unlike)} ms, ` +
      `changes by symbol ${text(comparing.table)} ms`
  );
  console.log(
    `${FUNCTIONS} functions x ${WINDOWS} windows: ${text(matrix.build)} ms, ${text(matrix.megabytes)} MB, of the windows ${text(matrix.kept)} MB`
  );
  const measured = { ...comparing, ...matrix };
  const beyond = /** @type {Array<keyof typeof MOST>} */ (Object.keys(MOST)).filter(
    (what) => measured[what] > MOST[what]
  );
  if (beyond.length > 0) {
    throw new Error(beyond.map((what) => `${what}: ${text(measured[what])}, at most ${MOST[what]}`).join('\n'));
  }
}

await main().catch(fail);
