import { writeFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import type { Page, TestInfo } from '@playwright/test';
import { seeded } from './data';
import { cpuProfile, freshName, heapProfile, pushDrawn, waitForList } from './drawn';
import { ProfilesPage, SERVICES } from './profilesPage';
import { test } from './test';

/** json: 30 % of the service, 10 % of the file; only the file knows of what it holds in confidence. */
const SERVICE = 'main;read 10\nmain;json 30\nidle 60';
const FILE = 'main;read 10\nmain;json 10\nidle 55\nin.confidence 25';

async function pushService(testInfo: TestInfo) {
  const labels = { service_name: freshName('beside-file'), namespace: seeded().namespaceOf('files') };
  await pushDrawn(testInfo, SERVICE, labels);
  return { labels, link: { ...labels, ...seeded().range } };
}

async function writeProfile(testInfo: TestInfo, name: string, content: Uint8Array) {
  await writeFile(testInfo.outputPath(name), content);
  return testInfo.outputPath(name);
}

async function choose(page: Page, file: string, button: RegExp | string = 'Choose') {
  const coming = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await coming).setFiles(file);
}

async function compareWithFile(page: Page, file: string) {
  await page.getByRole('button', { name: 'Compare with', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A file' }).click();
  await expect(page.getByRole('dialog', { name: 'Compare with a file' })).toBeVisible();
  await choose(page, file);
}

const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('a service is compared with a file, swapped, asked for again by a reload, and nothing of it is sent', async ({
  page,
}, testInfo) => {
  const { labels, link } = await pushService(testInfo);
  const file = await writeProfile(testInfo, 'before.pb', cpuProfile(FILE));
  const profiles = new ProfilesPage(page);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));

  await test.step('by shares, since the file does not say what time it covers', async () => {
    await profiles.open(link);
    await profiles.expectTop([['idle', { self: 60e9, total: 60e9 }]]);
    await compareWithFile(page, file);
    await expect(profiles.row('json')).toContainText('x 3');
    await expect(profiles.row('read')).toContainText('unchanged');
    await expect(page.getByTestId('by-share')).toBeVisible();
    await expect(page.getByTestId('comparison')).toContainText(/compared withbefore\.pb/);
    expect(param(page, 'vs_file')).toMatch(/^[0-9a-f]{64},before\.pb$/);
  });

  await test.step('a reload asks for the file, with the service in sight', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Choose before.pb' })).toBeVisible();
    await profiles.expectTop([['idle', { self: 60e9, total: 60e9 }]]);
    await choose(page, file);
    await expect(profiles.row('json')).toContainText('x 3');
  });

  await test.step('the file comes first, and its link says both', async () => {
    await page.getByRole('button', { name: 'Swap', exact: true }).click();
    await expect(page.getByTestId('comparison')).toContainText(
      new RegExp(`^before\\.pb.*compared with${labels.service_name}, `)
    );
    await expect(profiles.row('json')).toContainText('−67 %');
    expect(param(page, 'file')).toMatch(/^[0-9a-f]{64},before\.pb$/);
    expect(param(page, 'vs_service_name')).toBe(labels.service_name);
    await page.reload();
    await choose(page, file);
    await expect(profiles.row('json')).toContainText('−67 %');
  });

  await test.step('either side alone by a click', async () => {
    await expect(page.getByRole('link', { name: `Open ${labels.service_name}` })).toHaveAttribute(
      'href',
      new RegExp(`service_name=${labels.service_name}&`)
    );
    await page.getByRole('button', { name: 'End comparison' }).click();
    await profiles.expectTop([['idle', { self: 55e9, total: 55e9 }]]);
  });
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter((text) => text.includes('confidence') || text.length > 20_000)).toEqual([]);
});

test('a file of something else is refused with what it has, and the service stays', async ({ page }, testInfo) => {
  const { link } = await pushService(testInfo);
  const file = await writeProfile(testInfo, 'heap.pb', heapProfile('main;session.New 3'));
  const profiles = new ProfilesPage(page);
  await profiles.open(link);
  await profiles.expectTop([['idle', { self: 60e9, total: 60e9 }]]);
  await compareWithFile(page, file);
  await expect(
    page.getByText('heap.pb cannot be compared with process_cpu / cpu: it has memory / inuse_space')
  ).toBeVisible();
  await profiles.expectTop([['idle', { self: 60e9, total: 60e9 }]]);
});

test('an open file is compared with a service that is chosen', async ({ page }, testInfo) => {
  const { labels, link } = await pushService(testInfo);
  await waitForList(testInfo, labels);
  const file = await writeProfile(testInfo, 'now.pb', cpuProfile(FILE));
  const profiles = new ProfilesPage(page);
  await page.goto(SERVICES);
  await choose(page, file, 'Open files');
  await profiles.expectTop([['idle', { self: 55e9, total: 55e9 }]]);
  await page.getByRole('button', { name: 'Compare with a service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare with' });
  await dialog.getByLabel('From').fill(String(link.from));
  await dialog.getByLabel('To').fill(String(link.to));
  const service = dialog.getByRole('combobox', { name: 'Service' });
  await service.click();
  await service.fill(labels.service_name);
  await page.getByRole('option', { name: new RegExp(labels.service_name) }).click();
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(profiles.row('json')).toContainText('−67 %');
  expect(param(page, 'vs_namespace')).toBe(labels.namespace);
});
