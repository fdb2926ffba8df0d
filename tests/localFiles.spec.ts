import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { pathOf, recorded } from './data';
import { ProfilesPage, SERVICES } from './profilesPage';
import { symbolsOf, topBySelf } from './reference';
import { test } from './test';

const TSC = recorded.find(({ labels }) => labels.service_name === 'tsc')!;

async function choose(page: Page, ...files: string[]) {
  const coming = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^(Open files|Choose)$/ }).click();
  await (await coming).setFiles(files);
}

test('a pprof from the disk is shown as a service is, asked for again by a reload, and sent nowhere', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  await page.goto(SERVICES);
  const asked: string[] = [];
  const sent: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    sent.push(body);
    if (request.method() === 'POST' && /datasources|ds\/query/.test(request.url())) {
      asked.push(request.url());
    }
  });
  await choose(page, pathOf(TSC));
  const top = topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 5);
  await profiles.expectTop(top);
  await expect(page.getByTestId('local-files')).toContainText(basename(pathOf(TSC)));
  const { y, height } = (await page.getByRole('region', { name: 'Profile' }).boundingBox())!;
  expect(y + height, 'the picture fills the window').toBeGreaterThan(600);
  expect(new URL(page.url()).searchParams.get('file')).toMatch(/^[0-9a-f]{64},tsc\.pb\.gz$/);

  // The list of services asked until it was left.
  asked.length = 0;
  await profiles.search.fill('Garbage');
  await expect(profiles.rows).toHaveCount(1);
  expect(asked).toEqual([]);
  expect(sent.filter((body) => body.length > 10_000 || top.some(([name]) => body.includes(name)))).toEqual([]);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Choose tsc.pb.gz' })).toBeVisible();
  await choose(page, pathOf(TSC));
  // The link's search is still there.
  await expect(profiles.rows).toHaveCount(1);
  await expect(profiles.rows.first()).toContainText('Garbage');
});

test('several files are merged, or compared', async ({ page }, testInfo) => {
  const [before, after] = [testInfo.outputPath('before.folded'), testInfo.outputPath('after.folded')];
  await writeFile(before, 'main;read 10\nmain;json 10\n');
  await writeFile(after, 'main;read 10\nmain;json 30\n');
  await page.goto(SERVICES);
  await choose(page, before, after);
  const table = page.getByRole('table', { name: 'Symbols' });
  const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  await expect(row('json')).toContainText('40');
  await expect(row('read')).toContainText('20');
  await page.getByRole('radio', { name: 'Compared', exact: true }).check();
  await expect(row('json')).toContainText('+50 %');
  await expect(row('read')).toContainText('−50 %');
  expect(new URL(page.url()).searchParams.get('vs_file')).toMatch(/,before\.folded$/);
  await page.goBack();
  await expect(row('json')).toContainText('40');
});

test('what is no profile is said in a line each, and the page stays', async ({ page }, testInfo) => {
  const whole = await readFile(pathOf(TSC));
  const files = { 'empty.pb': '', 'half.pb.gz': whole.subarray(0, 9000), 'page.html': '<html>Please log in</html>' };
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await writeFile(testInfo.outputPath(name), content);
      return testInfo.outputPath(name);
    })
  );
  await page.goto(SERVICES);
  await choose(page, ...paths);
  await expect(page.getByText('empty.pb is empty')).toBeVisible();
  await expect(page.getByText('half.pb.gz is incomplete')).toBeVisible();
  await expect(page.getByText(/page\.html cannot be opened: Line 1 is no folded stack/)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(SERVICES);
});

test('files are dropped', async ({ page }) => {
  await page.goto(SERVICES);
  await expect(page.getByRole('button', { name: 'Open files' })).toBeVisible();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['main;read 3\nmain 4\n'], 'dropped.folded'));
    return data;
  });
  const target = page.getByTestId('drop-files');
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByTestId('local-files')).toContainText('dropped.folded');
  await expect(page.getByRole('table', { name: 'Symbols' })).toContainText('read');
});
