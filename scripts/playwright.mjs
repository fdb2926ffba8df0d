// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from '../standalone/setup.mjs';
import { findBrowser, withEnvironment } from './browser.mjs';
import { freePort, run } from './run.mjs';

/**
 * Runs Playwright's tests against the standalone server with data of its own, or with `GRAFANA_URL` (and `PYROSCOPE_URL`,
 * where its data source asks) against a real Grafana. `playwright.config.ts` reads the variables set here.
 * @param {string[]} args of "playwright test"
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 * @throws {Error} in words, where nothing can be run
 */
export async function runPlaywright(args, env = {}) {
  await ensureInstalled();
  const { GRAFANA_URL, PYROSCOPE_URL } = process.env;
  if (GRAFANA_URL && !PYROSCOPE_URL) {
    throw new Error('With GRAFANA_URL, PYROSCOPE_URL must say where to push the profiles that the tests look at.');
  }
  if (!GRAFANA_URL) {
    await ensureBuilt({ plugin: true, page: true, server: true });
  }
  const browser = await findBrowser();
  console.log(`Browser: ${browser.version} (${browser.name})`);
  console.log(`Target: ${GRAFANA_URL ?? 'the standalone server'}`);

  const data = mkdtempSync(join(tmpdir(), 'service-profiles-e2e-'));
  try {
    return await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
      E2E_BROWSER: JSON.stringify(withEnvironment(browser.options)),
      E2E_PORT: String(await freePort()),
      E2E_DATA: data,
      ...env,
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
