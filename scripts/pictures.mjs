// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt, ensureInstalled, root } from '../standalone/setup.mjs';
import { findBrowser, withEnvironment } from './browser.mjs';
import { fail, readyAt } from './run.mjs';

/**
 * `npm run pictures` makes the pictures of docs/ and of the catalogue's page from the running product: `npm start` with its
 * demo, in both themes. Dark ones lie in src/img, where the catalogue needs them, light ones in docs/img.
 */

/** @typedef {import('@playwright/test').Page} Page */
const SIZE = { width: 1280, height: 720 };
const SERVICE = 'service_name=orders&type=process_cpu:cpu';
const TAB = '/a/oss-serviceprofiles-app/service/profiles';

/** @param {Page} page */
const firstRow = (page) => page.getByRole('table', { name: 'Symbols' }).locator('[data-index="0"]').waitFor();

/** The demo's story is filled in while its pages can be opened already. @param {Page} page */
async function allIn(page) {
  const summary = page.getByTestId('summary');
  for (let i = 0; i < 30; i++) {
    await firstRow(page);
    await summary.getByText('last profile').waitFor();
    const text = (await summary.textContent()) ?? '';
    if (text.includes('2 pods') && !text.includes('covered')) {
      return;
    }
    await sleep(4000);
    await page.reload();
  }
  throw new Error("The demo's story is not all there after two minutes.");
}

/**
 * What stands on each, and what is waited for.
 * @type {Record<string, { path: string, ready: (page: Page) => Promise<unknown> }>}
 */
const PICTURES = {
  services: {
    path: '/a/oss-serviceprofiles-app/services?from=now-30m&to=now',
    ready: (page) => page.getByRole('link', { name: 'checkout' }).first().waitFor(),
  },
  profile: { path: `${TAB}?${SERVICE}&sort=own`, ready: allIn },
  sandwich: {
    path: `${TAB}?service_name=pyroscope&type=process_cpu:cpu&sandwich=${encodeURIComponent('runtime.mallocgc')}`,
    ready: (page) => page.getByRole('tree', { name: /^Callers of/ }).waitFor(),
  },
  compare: {
    path: `${TAB}?${SERVICE}&vs_shift=1h`,
    ready: (page) => page.getByRole('columnheader', { name: /Self change/ }).waitFor(),
  },
  singles: {
    path: `${TAB}?service_name=pyroscope&type=process_cpu:cpu&from=now-1h&to=now`,
    ready: async (page) => {
      await firstRow(page);
      await page.getByRole('button', { name: 'Split by' }).click();
      await page.getByRole('menuitem', { name: 'Single profiles' }).click();
      await page.getByTestId('scatter').getByText('Largest:').waitFor();
    },
  },
};

async function main() {
  await ensureInstalled();
  await ensureBuilt({ plugin: true, page: true, server: true });
  const { chromium } = await import('@playwright/test');
  const data = mkdtempSync(join(tmpdir(), 'service-profiles-pictures-'));
  const server = spawn(process.execPath, ['standalone/start.mjs', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch(withEnvironment((await findBrowser()).options));
  try {
    const { origin: url } = await readyAt(server);
    for (const [theme, folder, ending] of [
      ['dark', 'src/img', ''],
      ['light', 'docs/img', '-light'],
    ]) {
      mkdirSync(join(root, folder), { recursive: true });
      const page = await browser.newPage({ viewport: SIZE, baseURL: url });
      for (const [name, { path, ready }] of Object.entries(PICTURES)) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
        await ready(page);
        // Charts, summary and what comes second.
        await sleep(4000);
        await page.mouse.move(0, 0);
        await page.screenshot({ path: join(root, folder, `${name}${ending}.jpg`), type: 'jpeg', quality: 80 });
        console.log(`${folder}/${name}${ending}.jpg`);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    server.kill();
    await new Promise((resolve) => (server.exitCode === null ? server.on('exit', resolve) : resolve(undefined)));
    rmSync(data, { recursive: true, force: true, maxRetries: 10 });
  }
}

await main().catch(fail);
