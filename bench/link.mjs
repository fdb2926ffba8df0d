// @ts-check
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlaywright } from '../scripts/playwright.mjs';
import { fail, passSignalsOn } from '../scripts/run.mjs';
import { root } from '../standalone/setup.mjs';
import { aboveBounds, linkTable, summarize } from './linkReport.mjs';
import { LINK_HELP, readLinkOptions } from './options.mjs';

/**
 * How long it takes from a link to the painted flame graph, beside a bare page of the same app; to a comparison, beside one
 * profile; and how long twelve windows of a range take, beside the whole: `npm run bench:link`.
 */
async function main() {
  const options = readLinkOptions(process.argv.slice(2));
  if (options.help) {
    console.log(LINK_HELP);
    return;
  }
  passSignalsOn();
  const folder = mkdtempSync(join(tmpdir(), 'service-profiles-bench-'));
  try {
    const code = await runPlaywright(['--config', 'bench/link.config.ts'], {
      BENCH_LINK_RUNS: String(options.runs),
      BENCH_LINK_OUT: folder,
    });
    if (code !== 0) {
      throw new Error('The pages could not be measured.');
    }
    const runsOf = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    report({ link: runsOf('link'), compared: runsOf('compared'), windows: runsOf('windows') }, options.json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('./linkReport.mjs').AllRuns} runs @param {string | undefined} json */
function report(runs, json) {
  const summary = summarize(runs);
  console.log(
    `\nFrom the link to what is on screen, ${runs.link.length} runs of each in turn\n\n${linkTable(summary)}\n`
  );
  if (json) {
    writeFileSync(json, `${JSON.stringify({ ...summary, runs }, null, 2)}\n`);
  }
  const above = aboveBounds(summary, JSON.parse(readFileSync(join(root, 'bench', 'linkBounds.json'), 'utf8')));
  if (above.length > 0) {
    throw new Error(above.join('\n'));
  }
}

await main().catch(fail);
