import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { pathOf, recorded } from './data';
import { expectShown, ProfilesPage, SERVICES } from './profilesPage';
import { linesBySymbol, symbolsOf, topBySelf } from './reference';
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
  const files = {
    'empty.pb': '',
    'half.pb.gz': whole.subarray(0, 9000),
    'page.html': '<html>Please log in</html>',
    'note.txt': 'see you later',
  };
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await writeFile(testInfo.outputPath(name), content);
      return testInfo.outputPath(name);
    })
  );
  await page.goto(SERVICES);
  await choose(page, ...paths);
  await expect(page.getByText('empty.pb is empty')).toBeVisible();
  await expect(page.getByText('half.pb.gz is incomplete or damaged: it cannot be unzipped')).toBeVisible();
  await expect(page.getByText('page.html cannot be opened: HTML, not pprof or folded stacks')).toBeVisible();
  await expect(page.getByText(/note\.txt cannot be opened: Line 1 is no folded stack/)).toBeVisible();
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

test('a dropped folder is called one', async ({ page }) => {
  await page.goto(SERVICES);
  await expect(page.getByRole('button', { name: 'Open files' })).toBeVisible();
  const client = await page.context().newCDPSession(page);
  const { x, y, width, height } = (await page.getByTestId('drop-files').boundingBox())!;
  const at = { x: x + width / 2, y: y + Math.min(height / 2, 100) };
  const data = { items: [], files: [dirname(pathOf(TSC))], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await expect(page.getByText(/^tsc is a folder: drop or choose the files in it$/)).toBeVisible();
});

test('a gzip of several members, filled up with zeros, is read as the whole that it is', async ({ page }, testInfo) => {
  const bytes = gunzipSync(await readFile(pathOf(TSC)));
  const members = [bytes.subarray(0, 1000), bytes.subarray(1000, 30_000), bytes.subarray(30_000)];
  const path = testInfo.outputPath('members.pb.gz');
  await writeFile(path, Buffer.concat([...members.map((member) => gzipSync(member)), Buffer.from('\0\0\n')]));
  const profiles = new ProfilesPage(page);
  await page.goto(SERVICES);
  await choose(page, path);
  await profiles.expectTop(topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 5));
});

test('a file has its source lines, and its pprof export has them too', async ({ page }, testInfo) => {
  const profiles = new ProfilesPage(page);
  await page.goto(SERVICES);
  await choose(page, pathOf(TSC));
  const bySymbol = linesBySymbol([pathOf(TSC)], TSC.sampleType);
  const symbol = topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 10).find(
    ([name]) => bySymbol.get(name)!.size > 1
  )![0];
  const expected = bySymbol.get(symbol)!;
  const drawer = page.getByRole('dialog');
  await profiles.row(symbol).locator('[data-control="menu"]').click();
  await page.getByRole('menuitem', { name: 'Source lines' }).click();
  const shown = async () => {
    await expect(drawer.locator('tbody tr')).toHaveCount(expected.size);
    for (const row of await drawer.locator('tbody tr').all()) {
      const [line, self, total] = await row.locator('th, td').allInnerTexts();
      const numbers = expected.get(Number(line.replace(' ?', '')))!;
      expectShown(self || '0 ns', numbers.self, `self of line ${line}`);
      expectShown(total, numbers.total, `total of line ${line}`);
    }
  };
  await shown();
  await page.reload();
  await choose(page, pathOf(TSC));
  await shown();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.getByRole('button', { name: 'Export' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'pprof', exact: true }).click();
  const saved = testInfo.outputPath('saved.pb.gz');
  await (await coming).saveAs(saved);
  const read = linesBySymbol([saved], TSC.sampleType);
  expect([...read.keys()].sort()).toEqual([...bySymbol.keys()].sort());
  bySymbol.forEach((lines, name) =>
    expect([name, ...[...read.get(name)!].sort()]).toEqual([name, ...[...lines].sort()])
  );
});
