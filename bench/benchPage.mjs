// @ts-check
import { findBrowser, withEnvironment } from '../scripts/browser.mjs';
import { freePort, passSignalsOn, run } from '../scripts/run.mjs';
import { ensureBuilt, ensureInstalled } from '../standalone/setup.mjs';
import { viewport } from './operations.mjs';
import { serve } from './serve.mjs';

/** The library needs its time at a million nodes. */
const TIMEOUT_MS = 180_000;

/**
 * Builds the page of the benchmarks, opens it in the browser that is found, and closes all in the end.
 * @param {(opened: { browser: import('@playwright/test').Browser, page: import('@playwright/test').Page, url: string }) => Promise<void>} measure
 * @param {number} [port] of this machine; a free one
 */
export async function withBenchPage(measure, port) {
  passSignalsOn();
  await ensureInstalled();
  await ensureBuilt({ page: true });
  if ((await run(process.execPath, ['bench/build.mjs'])) !== 0) {
    throw new Error('The page of the benchmark could not be built.');
  }
  const found = await findBrowser();
  console.log(`Browser: ${found.version} (${found.name})`);
  const { chromium } = await import('@playwright/test');
  const server = await serve(port ?? (await freePort()));
  const browser = await chromium.launch(withEnvironment(found.options));
  try {
    const page = await browser.newPage({ viewport, locale: 'en-US' });
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(server.url);
    await measure({ browser, page, url: server.url });
  } finally {
    await browser.close();
    server.close();
  }
}
