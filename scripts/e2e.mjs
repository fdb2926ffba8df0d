// @ts-check
import { runPlaywright } from './playwright.mjs';
import { fail, passSignalsOn } from './run.mjs';

/**
 * The browser tests: `npm run e2e [-- arguments of "playwright test"]`, against the standalone server, or with
 * `GRAFANA_URL` and `PYROSCOPE_URL` against a real Grafana.
 */
async function main() {
  passSignalsOn();
  process.exitCode = await runPlaywright(process.argv.slice(2));
}

await main().catch(fail);
