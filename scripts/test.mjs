// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from '../standalone/setup.mjs';
import { jestCounts, playwrightCounts } from './counts.mjs';
import { passSignalsOn, run, runScript } from './run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const reports = mkdtempSync(join(tmpdir(), 'service-profiles-test-'));
const jestReport = join(reports, 'jest.json');
const playwrightReport = join(reports, 'playwright.json');

/**
 * The whole test run, `npm test`: every step runs even if one before it failed, except what cannot work then.
 * @type {Array<{title: string, work: () => Promise<number>, needs?: string, report?: () => Counts}>}
 */
const steps = [
  { title: 'Set-up', work: () => throwing(ensureInstalled()) },
  { title: 'Type check', needs: 'Set-up', work: () => runScript('typecheck') },
  { title: 'Lint', needs: 'Set-up', work: () => runScript('lint') },
  {
    title: 'Production build',
    needs: 'Set-up',
    work: () => throwing(ensureBuilt({ plugin: true, page: true, server: true, demo: true })),
  },
  {
    title: 'Unit and contract tests',
    needs: 'Set-up',
    work: () =>
      run(process.execPath, [
        'node_modules/jest/bin/jest.js',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${jestReport}`,
      ]),
    report: () => jestCounts(readReport(jestReport)),
  },
  {
    title: 'Browser tests',
    needs: 'Production build',
    work: () =>
      run(process.execPath, ['scripts/e2e.mjs', '--forbid-only'], { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport }),
    report: () => playwrightCounts(readReport(playwrightReport)),
  },
];

/** @param {Promise<void>} work @returns {Promise<number>} */
const throwing = (work) =>
  work.then(
    () => 0,
    (error) => {
      console.error(error instanceof Error ? error.message : error);
      return 1;
    }
  );

/** @param {string} file @returns {unknown} undefined if the step ended before it wrote one */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** @returns {Promise<{passed: number, failed: number}>} */
async function runSteps() {
  const ok = new Set();
  const summary = [];
  const sum = { passed: 0, failed: 0 };
  for (const [i, { title, work, needs, report }] of steps.entries()) {
    console.log(`\n=== ${i + 1}/${steps.length} ${title} ${'='.repeat(Math.max(0, 60 - title.length))}\n`);
    const start = Date.now();
    const possible = !needs || ok.has(needs);
    const code = possible ? await work() : 1;
    const counts = possible ? report?.() : undefined;
    const failures = counts ? counts.failed + counts.notRun : 0;
    // A step that fails without a failed test to show for it counts as one.
    const failed = failures || (code === 0 ? 0 : 1);
    sum.passed += counts?.passed ?? 0;
    sum.failed += failed;
    if (failed === 0) {
      ok.add(title);
    }
    const detail = counts ? `, ${counts.passed} passed, ${counts.failed} failed, ${counts.notRun} not run` : '';
    const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`;
    summary.push(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${possible ? seconds : `not run, needs: ${needs}`}${detail}`
    );
    console.log(`\n${summary.at(-1)}`);
  }
  console.log(`\n=== Summary ${'='.repeat(56)}\n\n${summary.join('\n')}\n`);
  return sum;
}

passSignalsOn();
const { passed, failed } = await runSteps();
rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
