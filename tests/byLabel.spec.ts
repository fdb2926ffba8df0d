import { writeFile } from 'node:fs/promises';
import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { cpuProfile, freshName } from './drawn';
import { ProfilesPage } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const MINUTE = 60_000;
const SECOND = 1e9;

test("a label's values are the graph's first level: from the labels panel, in the link, in table, search and sandwich", async ({
  page,
}, testInfo) => {
  const service = { service_name: freshName('regions'), namespace: seeded().namespaceOf('regions') };
  const { to } = seeded().range;
  const texts = { eu: 'main;json 30\nmain 2\ngc 10', us: 'main;json 15' };
  const seeds = Object.entries(texts).map(async ([region, text]) => {
    const file = testInfo.outputPath(`${region}.pb`);
    await writeFile(file, cpuProfile(text));
    return { file, name: 'process_cpu', labels: { ...service, region }, time: to - 2 * MINUTE };
  });
  await seedProfiles(String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL), await Promise.all(seeds));
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...service, from: to - 4 * MINUTE, to, labels: 'region', sort: 'total' });
  await profiles.expectTop([['main', { self: 2 * SECOND, total: 47 * SECOND }]]);

  await test.step('from the labels panel', async () => {
    await page.getByTestId('labels-panel').getByRole('button', { name: 'In the graph' }).click();
    await profiles.expectTop([
      ['main', { self: 2 * SECOND, total: 47 * SECOND }],
      ['json', { self: 45 * SECOND, total: 45 * SECOND }],
      ['region = eu', { self: 0, total: 42 * SECOND }],
      ['region = us', { self: 0, total: 15 * SECOND }],
    ]);
    await profiles.expectLinked('by', 'region');
  });

  await test.step('a function has its share by label below the graph', async () => {
    await profiles.open({ ...service, from: to - 4 * MINUTE, to, collapse: 'none', sort: 'total' });
    await page.getByTestId('guide').getByRole('button', { name: 'Focus json' }).waitFor();
    await page.getByTestId('guide').getByRole('button', { name: 'By label' }).click();
    await page.getByRole('combobox', { name: 'Label to look at' }).fill('region');
    await page.getByRole('option', { name: 'region', exact: true }).click();
    const shares = page.getByRole('dialog').getByRole('row');
    await expect(shares).toHaveText([/region/, /region = us100 %.*15 s33.3 %$/, /region = eu71.4 %.*30 s66.7 %$/]);
    await page.screenshot({ path: testInfo.outputPath('shares.png') });
    await page.keyboard.press('Escape');
    await profiles.open({ ...service, from: to - 4 * MINUTE, to, by: 'region' });
    await expect(profiles.row('region = eu')).toBeVisible();
  });

  await test.step('a value is searched for, and has its callees', async () => {
    await profiles.search.fill('region = eu');
    await expect(profiles.row('region = us')).toHaveCount(0);
    await profiles.row('region = eu').getByRole('button', { name: 'Callers and callees of region = eu' }).click();
    await expect(page.getByTestId('sandwich-symbol')).toContainText('42 s');
  });

  await test.step('from a cold link, and back to the plain graph', async () => {
    await profiles.open({ ...service, from: to - 4 * MINUTE, to, by: 'region' });
    await expect(profiles.row('region = eu')).toBeVisible();
    await page.getByRole('button', { name: 'No longer by region' }).click();
    await expect(profiles.row('region = eu')).toHaveCount(0);
    await expect(profiles.row('main')).toBeVisible();
  });
});
