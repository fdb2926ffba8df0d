// @ts-check
import { fail } from '../scripts/run.mjs';
import { ensureInstalled } from '../standalone/setup.mjs';
import { cpuMs, inNode } from './inNode.mjs';

/**
 * `npm run bench:decode`: what decoding a whole profile costs, in CPU of one thread in Node, whose engine is Chromium's:
 * a usual answer of about 100 kB gzipped, and one of 1.2 million stacks. Fails beyond the aims.
 */
const CASES = [
  { title: 'usual', stacks: 4_000, functions: 1_700, runs: 5, most: { columns: 60, lines: 60, symbolLines: 60 } },
  {
    title: 'large',
    stacks: 1_200_000,
    functions: 30_000,
    runs: 1,
    most: { table: 4_000, lines: 4_000, symbolLines: 1_000 },
  },
];

async function main() {
  await ensureInstalled();
  /** @type {typeof import('./page/decoding')} */
  const { measureDecoding } = /** @type {any} */ (await inNode('decoding'));
  for (const { title, stacks, functions, runs, most } of CASES) {
    const measured = measureDecoding(stacks, functions, runs, cpuMs);
    const { bytes, nodes, columns, table, lines, symbolLines, longestStep } = measured;
    console.log(
      `${title}: ${stacks} stacks, ${(bytes / 1e6).toFixed(1)} MB, ${nodes} nodes: columns ${columns.toFixed(0)} ms, ` +
        `table ${table.toFixed(0)} ms, source lines ${lines.toFixed(0)} ms, of one function ${symbolLines.toFixed(0)} ms, longest step ${longestStep.toFixed(0)} ms`
    );
    for (const [what, limit] of Object.entries(most)) {
      if (measured[/** @type {'columns' | 'table' | 'lines' | 'symbolLines'} */ (what)] > limit) {
        throw new Error(`${title}: ${what} took more than ${limit} ms.`);
      }
    }
  }
}

await main().catch(fail);
