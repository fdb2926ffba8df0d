import { expect } from '@playwright/test';
import { seeded } from './data';
import { answers, test, when } from './faultProxy';
import { CPU, linkTo, ProfilesPage } from './profilesPage';

test('links to Explore and Profiles Drilldown only for people who may use them', async ({ page, faults }) => {
  const profiles = new ProfilesPage(page);
  const url = faults.url(
    linkTo({
      service_name: 'pyroscope',
      namespace: seeded().namespaceOf('monitoring'),
      filters: '{region=~"eu-west|us-central"}',
    })
  );
  await page.goto(url);
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('menuitem')).toHaveCount(2);

  faults.on(
    when.settings,
    answers.changed((settings: object) => ({
      ...settings,
      exploreEnabled: true,
      apps: { 'grafana-pyroscope-app': { id: 'grafana-pyroscope-app', path: '', version: '1.4.0', preload: false } },
    }))
  );
  await page.goto(url);
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const explore = new URL((await page.getByRole('menuitem', { name: /Explore/ }).getAttribute('href'))!, url);
  const [query] = JSON.parse(explore.searchParams.get('panes')!).profiles.queries;
  expect(query).toMatchObject({ profileTypeId: CPU, labelSelector: await profiles.selector.innerText() });
  const drilldown = new URL((await page.getByRole('menuitem', { name: /Drilldown/ }).getAttribute('href'))!, url);
  expect(drilldown.searchParams.getAll('var-filters')).toEqual([
    `namespace|=|${seeded().namespaceOf('monitoring')}`,
    'region|=~|eu-west__gfp__us-central',
  ]);
});
