import { writeFile } from 'node:fs/promises';
import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { cpuProfile, freshName } from './drawn';
import { ProfilesPage } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const MINUTE = 60_000;
/** The shortest window there is: a minute has four. */
const WINDOW = 15_000;

test('one function over time by the values of a label: a line for each, by hand, in the link, and together again', async ({
  page,
}, testInfo) => {
  const service = { service_name: freshName('regions'), namespace: seeded().namespaceOf('regions') };
  const to = seeded().range.to - MINUTE;
  const from = to - MINUTE;
  // In eu a core is busy, json takes 3 s of each 15, later 9; in us it takes 3 of 10.
  const texts = { eu: ['main;json 3\nidle 12', 'main;json 9\nidle 6'], us: ['main;json 3\nidle 7'] };
  const files = Object.entries(texts).flatMap(([region, [early, late = early]]) =>
    [early, early, late, late].map((text, at) => ({ region, text, at }))
  );
  const seeds = files.map(async ({ region, text, at }) => {
    const file = testInfo.outputPath(`${region}-${at}.pb`);
    await writeFile(file, cpuProfile(text));
    const time = from + (at + 0.5) * WINDOW;
    return { file, name: 'process_cpu', labels: { ...service, region }, time };
  });
  await seedProfiles(String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL), await Promise.all(seeds));
  const profiles = new ProfilesPage(page);
  const panel = page.getByTestId('over-time');
  const rows = panel.getByRole('table', { name: 'Functions over time' }).getByRole('row');

  await test.step('by hand', async () => {
    await profiles.open({ ...service, from, to, over: 'json' });
    const both = ['0.4 cores', '0.4 cores', '0.8 cores', '0.8 cores'];
    await expect(rows).toHaveText([/^Timejson$/, ...both.map(ending)]);
    await panel.getByRole('button', { name: 'By label' }).click();
    await panel.getByRole('combobox', { name: 'Label to look at' }).fill('region');
    await page.getByRole('option', { name: 'region', exact: true }).click();
    const cores = ['0.2 cores0.2 cores', '0.2 cores0.2 cores', '0.6 cores0.2 cores', '0.6 cores0.2 cores'];
    await expect(rows).toHaveText([/^Timeregion = euregion = us$/, ...cores.map(ending)]);
    await profiles.expectLinked('over_split', 'region');
  });

  await test.step('from a cold link, by shares, and together again', async () => {
    await profiles.open({ ...service, from, to, over: 'json', over_split: 'region', over_by: 'total-share' });
    const shares = ['20 %30 %', '20 %30 %', '60 %30 %', '60 %30 %'];
    await expect(rows).toHaveText([/^Timeregion = euregion = us$/, ...shares.map(ending)]);
    await panel.getByRole('button', { name: 'No longer by region' }).click();
    await expect(rows).toHaveText([/^Timejson$/, ...['24 %', '24 %', '48 %', '48 %'].map(ending)]);
  });
});

/** A row's numbers stand behind its time. */
function ending(numbers: string): RegExp {
  return new RegExp(`:\\d\\d${numbers.replaceAll('.', '\\.')}$`);
}
