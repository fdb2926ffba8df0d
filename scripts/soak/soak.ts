import { parseArgs } from 'node:util';

import { soakAttacks } from './attacks';
import { soakDemoWeek, soakFunctions } from './bounds';
import { soakChanges } from './changes';
import { soakDisk } from './disk';
import { soakKill } from './kill';
import { soakLeaks } from './leaks';
import { soakLoad } from './load';
import { soakMutations } from './mutations';
import { megabytes, milliseconds, must, report } from './parts';

/**
 * The long proofs of the standalone store, and of what is called a change; each prints its figures: `npm run soak`, or
 * `npm run soak -- kill mutations --share 0.1` for some of them and a tenth of their rounds.
 */
const PROOFS: Record<string, (share: number) => Promise<void>> = {
  attacks: soakAttacks,
  disk: soakDisk,
  functions: soakFunctions,
  week: soakDemoWeek,
  load: soakLoad,
  kill: soakKill,
  mutations: soakMutations,
  requests: soakRequests,
  changes: soakChanges,
  leaks: soakLeaks,
};

const REQUESTS = 20_000;

/** Mutated requests to the server as it is built. */
async function soakRequests(share: number): Promise<void> {
  const { ensureBuilt } = await import('../../standalone/setup.mjs');
  await ensureBuilt({ server: true, page: true });
  const { mutateRequests } = await import('../mutate-requests.mjs');
  const { sent, byStatus, unmeant, slowestMs, memory } = await mutateRequests(Math.round(REQUESTS * share));
  report(`${sent} mutated requests`, {
    answers: Object.entries(byStatus)
      .map(([status, times]) => `${status}: ${times}`)
      .join(', '),
    'crashes, hangs, 5xx that are not meant': unmeant.length,
    'slowest answer': milliseconds(slowestMs),
    'memory of the server before / at the end': `${megabytes(memory.before)} / ${megabytes(memory.after)}`,
  });
  must(unmeant.length === 0, unmeant.join('\n'));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { share: { type: 'string' } }, allowPositionals: true });
  const chosen = positionals.length > 0 ? positionals : Object.keys(PROOFS);
  const unknown = chosen.filter((name) => !(name in PROOFS));
  if (unknown.length > 0) {
    throw new Error(`There is no ${unknown.join(', ')}; there are ${Object.keys(PROOFS).join(', ')}.`);
  }
  for (const name of chosen) {
    const start = performance.now();
    await PROOFS[name](Number(values.share ?? 1));
    console.log(`  ${name} took ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
