import { writeFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import type { TestInfo } from '@playwright/test';
import { seeded } from './data';
import { cpuProfile, freshName } from './drawn';
import { ProfilesPage } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const MINUTE = 60_000;

/** 100 s, then 124 s: json trebles, gzip gives way to zstd, read takes a fifth more. */
const BEFORE = 'main;read 10\nmain;json 10\nmain;gzip 40\nidle 40';
const AFTER = 'main;read 12\nmain;json 30\nmain;zstd 42\nidle 40';

/** Ten minutes apart, both in the last hour. @returns a link's parameters to the later one */
async function pushBoth(testInfo: TestInfo) {
  const place = { service_name: freshName('rollout'), namespace: seeded().namespaceOf('rollouts') };
  const target = String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL);
  const { to } = seeded().range;
  const profiles = [];
  for (const [text, time] of [
    [BEFORE, to - 12 * MINUTE],
    [AFTER, to - 2 * MINUTE],
  ] as const) {
    const file = testInfo.outputPath(`${time}.pb`);
    await writeFile(file, cpuProfile(text));
    profiles.push({ file, name: 'process_cpu', labels: place, time });
  }
  await seedProfiles(target, profiles);
  return { ...place, from: to - 4 * MINUTE, to };
}

test('a picture is compared with the time before, from the menu, in the link, and back', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  const profiles = new ProfilesPage(page);
  const table = page.getByRole('table', { name: 'Symbols' });
  const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

  await test.step('from a link', async () => {
    await profiles.open({ ...link, vs_shift: '10m', norm: 'none' });
    await expect(table.getByRole('row').nth(1)).toContainText('Total of everything');
    await expect(table.getByRole('row').nth(1)).toContainText('+24 s +24 %');
    await expect(row('json')).toContainText('+20 s x 3');
    await expect(row('read')).toContainText('+2 s +20 %');
    await expect(row('gzip')).toContainText('−40 s not seen after');
    await expect(row('zstd')).toContainText('+42 s not seen before');
    await expect(row('idle')).toContainText('unchanged');
    await expect(page.getByText('1.67 mins → 2.07 mins, +24 s, +24 %')).toBeVisible();
  });

  await test.step('the graph says both sides of a frame', async () => {
    const tree = page.getByRole('tree');
    await tree.focus();
    await page.keyboard.press('ArrowDown');
    await expect(tree.getByRole('treeitem', { name: /^(main|idle), .*child/ }).first()).toBeAttached();
  });

  await test.step('a sandwich keeps both sides', async () => {
    await row('json').getByRole('button', { name: 'Callers and callees of json' }).click();
    await expect(page.getByTestId('sandwich-symbol')).toContainText('+20 s, x 3');
    await page.goBack();
  });

  await test.step('by shares', async () => {
    await profiles.open({ ...link, vs_shift: '10m', norm: 'share' });
    await expect(row('idle')).toContainText('−19 %');
  });

  await test.step('the other side alone, and without a comparison', async () => {
    await page.getByRole('button', { name: 'End comparison' }).click();
    await profiles.expectTop([['zstd', { self: 42e9, total: 42e9 }]]);
    expect(page.url()).not.toContain('vs_shift');
    await page.goBack();
    await page.getByRole('link', { name: 'Open 10m before' }).click();
    await profiles.expectTop([['gzip', { self: 40e9, total: 40e9 }]]);
  });
});

test('a time without profiles says so, and the picture stays', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link, vs_shift: '2d' });
  await expect(page.getByRole('status').filter({ hasText: 'No profiles 2d before' })).toBeVisible();
  await profiles.expectTop([['zstd', { self: 42e9, total: 42e9 }]]);
});
