import { writeFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import type { Page, TestInfo } from '@playwright/test';
import { seeded } from './data';
import { cpuProfile, freshName, uncountedProfile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const MINUTE = 60_000;

/** 100 s, then 124 s: json trebles, gzip gives way to zstd, read takes a fifth more. */
const BEFORE = 'main;read 10\nmain;json 10\nmain;gzip 40\nidle 40';
const AFTER = 'main;read 12\nmain;json 30\nmain;zstd 42\nidle 40';

interface Pushed {
  text: string;
  /** a counted CPU profile of it unless another is made */
  file?: typeof cpuProfile;
  labels: Record<string, string>;
  time: number;
}

async function push(testInfo: TestInfo, pushed: Pushed[]) {
  const target = String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL);
  const profiles = [];
  for (const [i, { text, labels, time, file: drawn = cpuProfile }] of pushed.entries()) {
    const file = testInfo.outputPath(`${i}.pb`);
    await writeFile(file, drawn(text));
    profiles.push({ file, name: 'process_cpu', labels, time });
  }
  await seedProfiles(target, profiles);
}

/** Ten minutes apart, both in the last hour. @returns a link's parameters to the later one */
async function pushBoth(testInfo: TestInfo) {
  const labels = { service_name: freshName('rollout'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  await push(testInfo, [
    { text: BEFORE, labels, time: to - 12 * MINUTE },
    { text: AFTER, labels, time: to - 2 * MINUTE },
  ]);
  return { ...labels, from: to - 4 * MINUTE, to };
}

function partsOf(page: Page) {
  const table = page.getByRole('table', { name: 'Symbols' });
  return {
    table,
    row: (name: string) => table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) }),
    comparison: page.getByTestId('comparison'),
  };
}

test('a picture is compared with the time before, from the menu, in the link, and back', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  const profiles = new ProfilesPage(page);
  const { table, row } = partsOf(page);

  await test.step('from a link', async () => {
    await profiles.open({ ...link, vs_shift: '10m', norm: 'none' });
    await expect(table.getByRole('row').nth(1)).toContainText('Total of everything');
    await expect(table.getByRole('row').nth(1)).toContainText('+24 s +24 %');
    await expect(row('json')).toContainText('+20 s x 3');
    await expect(row('read')).toContainText('+2 s +20 %');
    await expect(row('gzip')).toContainText('−40 s gone');
    await expect(row('zstd')).toContainText('+42 s new');
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

test('a version is compared with the rest: by a cold link, from the labels and a filter, swapped, each side alone', async ({
  page,
}, testInfo) => {
  const place = { service_name: freshName('versions'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  const time = to - 2 * MINUTE;
  await push(testInfo, [
    { text: BEFORE, labels: { ...place, version: '2.30' }, time },
    { text: AFTER, labels: { ...place, version: '2.31' }, time },
  ]);
  const link = { ...place, from: to - 4 * MINUTE, to };
  const profiles = new ProfilesPage(page);
  const { row, comparison } = partsOf(page);

  await test.step('from a link', async () => {
    await profiles.open({ ...link, filters: '{version="2.31"}', vs_filters: '{version!="2.31"}', norm: 'none' });
    await expect(row('json')).toContainText('+20 s x 3');
    await expect(comparison).toContainText('version = 2.31');
    await expect(comparison).toContainText('compared withversion != 2.31');
  });

  await test.step('swapped', async () => {
    await page.getByRole('button', { name: 'Swap' }).click();
    await expect(row('json')).toContainText('−20 s −67 %');
    expect(new URL(page.url()).searchParams.get('filters')).toBe('{version!="2.31"}');
    expect(new URL(page.url()).searchParams.get('vs_filters')).toBe('{version="2.31"}');
  });

  await test.step('the other side alone', async () => {
    await page.getByRole('link', { name: 'Open version = 2.31' }).click();
    await profiles.expectTop([['zstd', { self: 42e9, total: 42e9 }]]);
    expect(page.url()).not.toContain('vs_');
  });

  await test.step('from the filter: unlike sets are compared by their shares', async () => {
    await page.getByRole('button', { name: 'Compare version = 2.31 with the rest' }).click();
    await expect(row('json')).toContainText('+14.2 % +142 %');
  });

  await test.step('from the labels panel', async () => {
    await profiles.open({ ...link, labels: 'version' });
    await page.getByRole('button', { name: 'Compare version = 2.30 with the rest' }).click();
    await expect(row('json')).toContainText('−14.2 % −59 %');
  });
});

test('another service and another range are chosen by hand; other units are refused', async ({ page }, testInfo) => {
  const namespace = seeded().namespaceOf('rollouts');
  const [one, two] = ['left', 'right'].map(freshName);
  const { to } = seeded().range;
  const time = to - 2 * MINUTE;
  await push(testInfo, [
    { text: BEFORE, labels: { service_name: one, namespace }, time },
    { text: AFTER, labels: { service_name: two, namespace }, time },
  ]);
  const link = { service_name: two, namespace, from: to - 4 * MINUTE, to };
  const profiles = new ProfilesPage(page);
  const { row, comparison } = partsOf(page);

  await test.step('a service by a link', async () => {
    await profiles.open({ ...link, vs_service_name: one, norm: 'none' });
    await expect(row('json')).toContainText('+20 s x 3');
    await expect(comparison).toContainText(`compared with${one}`);
  });

  await test.step('a range by the dialog', async () => {
    await profiles.open({ ...link, service_name: one });
    await page.getByRole('button', { name: 'Compare with', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Another service, selector or range' }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare with' });
    await dialog.getByRole('radio', { name: 'Another range' }).click();
    await dialog.getByLabel('From').fill(String(to - 10 * MINUTE));
    await dialog.getByLabel('To').fill(String(to - 8 * MINUTE));
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'No profiles' })).toBeVisible();
    expect(new URL(page.url()).searchParams.get('vs_from')).toBe(String(to - 10 * MINUTE));
    await profiles.expectTop([['gzip', { self: 40e9, total: 40e9 }]]);
  });

  await test.step('a data source that is not there', async () => {
    await profiles.open({ ...link, vs_ds: 'gone' });
    await expect(
      page.getByRole('status').filter({ hasText: 'does not have the data source to compare with' })
    ).toBeVisible();
    await profiles.expectTop([['zstd', { self: 42e9, total: 42e9 }]]);
  });

  await test.step('other types', async () => {
    await profiles.open({
      ...link,
      service_name: 'pyroscope',
      namespace: seeded().namespaceOf('monitoring'),
      vs_type: 'memory:alloc_space',
      ...seeded().range,
    });
    await expect(
      page.getByRole('status').filter({ hasText: 'process_cpu / cpu cannot be compared with memory / alloc_space' })
    ).toBeVisible();
  });
});

test('side by side: a graph of each side, from a link and by choice, with one focus', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  await new ProfilesPage(page).open({ ...link, vs_shift: '10m', norm: 'none', compare: 'side' });
  const before = page.getByRole('tree', { name: '10m before' });
  const after = page.getByRole('tree', { name: 'this range' });
  await expect(before).toBeVisible();
  await expect(after).toBeVisible();
  await expect(page.getByTestId('side-by-side')).toContainText('this range · 2.07 mins');
  await expect(partsOf(page).row('json')).toContainText('+20 s x 3');
  await after.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.getAll('focus')).toHaveLength(1);
  await expect(before).toBeVisible();
  await page.getByRole('combobox', { name: 'Width of a frame' }).click();
  await page.getByRole('option', { name: /^Width: larger side/ }).click();
  await expect(page.getByRole('tree', { name: 'Flame graph' })).toBeVisible();
  expect(page.url()).not.toContain('compare=side');
});

test('where the profiler counts no samples, as eBPF’s, nothing is called new or gone', async ({ page }, testInfo) => {
  const labels = { service_name: freshName('ebpf'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  await push(testInfo, [
    { text: BEFORE, labels, time: to - 12 * MINUTE, file: uncountedProfile },
    { text: AFTER, labels, time: to - 2 * MINUTE, file: uncountedProfile },
  ]);
  await new ProfilesPage(page).open({ ...labels, from: to - 4 * MINUTE, to, vs_shift: '10m', norm: 'none' });
  const { row, table, comparison } = partsOf(page);
  await expect(row('gzip')).toContainText(/not seen after$/);
  await expect(row('zstd')).toContainText(/not seen before$/);
  await expect(comparison).toContainText(/complete(?! ·)/);
  await expect(table.getByText(/^(new|gone)$/)).toHaveCount(0);
});

test('a lambda that was numbered anew is one row with what it was, not one gone and one new', async ({
  page,
}, testInfo) => {
  const labels = { service_name: freshName('renumbered'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  const lambda = (number: number) => `Cart$$Lambda$${number}/0x00000008${number}.apply`;
  await push(testInfo, [
    { text: `main;${lambda(733)} 10\nidle 40`, labels, time: to - 12 * MINUTE },
    { text: `main;${lambda(12)} 30\nidle 40`, labels, time: to - 2 * MINUTE },
  ]);
  await new ProfilesPage(page).open({ ...labels, from: to - 4 * MINUTE, to, vs_shift: '10m', norm: 'none' });
  const { table } = partsOf(page);
  const joined = table.getByRole('row').filter({ hasText: '+20 s x 3 ≈' });
  await expect(joined).toHaveCount(1);
  await expect(joined.getByTitle(lambda(12)).first()).toBeVisible();
  await expect(joined.getByTitle(`${lambda(733)} before: only a number or hash differs`).first()).toBeVisible();
  await expect(table.getByText(/not seen|new|gone/)).toHaveCount(0);
});

test('which slice: the region that carries the rise of the total is found, and filters by a click', async ({
  page,
}, testInfo) => {
  const service = { service_name: freshName('sliced'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  // A profile a minute: both regions take 6 s, in the later time eu takes 18 s.
  const minutes = Array.from({ length: 20 }, (_, i) => ({ time: to - (19.5 - i) * MINUTE, isLate: i >= 10 }));
  await push(
    testInfo,
    minutes.flatMap(({ time, isLate }) => [
      { text: `main;json ${isLate ? 18 : 6}`, labels: { ...service, region: 'eu', zone: 'a' }, time },
      { text: 'main;json 6', labels: { ...service, region: 'us', zone: 'a' }, time },
    ])
  );
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...service, from: to - 10 * MINUTE, to, vs_shift: '10m' });
  await page.getByRole('button', { name: 'Which slice?' }).click();
  const eu = page.getByRole('table', { name: 'Where the total changed' }).getByRole('row', { name: /^region = eu/ });
  await expect(eu).toContainText('100 %50 %');
  const linksBelow = async () => {
    const [view, links] = [page.getByRole('region', { name: 'Profile' }), page.getByText('Understand flame graphs')];
    const { y, height } = (await view.boundingBox())!;
    return (await links.boundingBox())!.y - (y + height);
  };
  await expect.poll(linksBelow, { message: 'what was asked for pushes the links down' }).toBeGreaterThanOrEqual(0);
  await eu.getByRole('button', { name: 'Only region = eu' }).click();
  await expect(page.getByTestId('comparison')).toContainText('compared with10m before');
  await expect.poll(() => new URL(page.url()).searchParams.get('filters')).toBe('{region="eu"}');
  await expect(partsOf(page).row('json')).toContainText('x 3');
});

test('which slice of a function: the region and the version whose json got slower, while the total stayed', async ({
  page,
}, testInfo) => {
  const service = { service_name: freshName('sliced'), namespace: seeded().namespaceOf('rollouts') };
  const { to } = seeded().range;
  // A profile a minute, of 24 s each: in the later time eu runs 2.31, whose json takes 18 s in the place of 6.
  const minutes = Array.from({ length: 20 }, (_, i) => ({ time: to - (19.5 - i) * MINUTE, isLate: i >= 10 }));
  const profile = (json: number) => `main;json ${json}\nidle ${24 - json}`;
  await push(
    testInfo,
    minutes.flatMap(({ time, isLate }) => [
      { text: profile(isLate ? 18 : 6), labels: { ...service, region: 'eu', version: isLate ? '2.31' : '2.30' }, time },
      { text: profile(6), labels: { ...service, region: 'us', version: '2.30' }, time },
    ])
  );
  const profiles = new ProfilesPage(page);
  const { row } = partsOf(page);
  await profiles.open({ ...service, from: to - 10 * MINUTE, to, vs_shift: '10m' });
  await expect(row('json')).toContainText('+0.2 cores +100 %');
  await row('json').getByRole('button', { name: 'json', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Which slice?' }).click();
  await page.getByRole('button', { name: 'Ask for 7 profiles' }).click();
  const slices = page.getByRole('table', { name: 'Where the function changed' });
  const eu = slices.getByRole('row', { name: /^region = eu/ });
  await expect(eu).toContainText('100 %50 %25 % → 75 %more than chance');
  await expect(slices.getByRole('row', { name: /^version = 2\.31/ })).toContainText('only now– → 75 %');
  await expect(slices.getByRole('row', { name: /^region = us/ })).toHaveCount(0);
  await eu.getByRole('button', { name: 'Compare region = eu with the rest' }).click();
  await expect(page.getByTestId('comparison')).toContainText('compared withregion != eu');
  await expect(row('json')).toContainText('x 3');
});

test('a time without profiles says so, and the picture stays', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link, vs_shift: '2d' });
  await expect(page.getByRole('status').filter({ hasText: 'No profiles to compare with: 2d before' })).toBeVisible();
  await profiles.expectTop([['zstd', { self: 42e9, total: 42e9 }]]);
});

test('a range without profiles says so, and what it was compared with stays', async ({ page }, testInfo) => {
  const link = await pushBoth(testInfo);
  const profiles = new ProfilesPage(page);
  // Between both pushes is nothing.
  await profiles.open({ ...link, from: link.to - 8 * MINUTE, to: link.to - 6 * MINUTE, vs_shift: '5m' });
  await expect(page.getByRole('link', { name: 'Open 5m before' })).toBeVisible();
  await profiles.expectTop([['gzip', { self: 40e9, total: 40e9 }]]);
});
