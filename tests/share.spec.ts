import { expect, type Page } from '@playwright/test';
import { seeded } from './data';
import { answers, test, when } from './faultProxy';
import { CPU, linkTo, ProfilesPage } from './profilesPage';

test.skip(process.env.GRAFANA_URL !== undefined, 'The fault proxy stands before the standalone server.');

const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring') });

async function copied(page: Page, item: string): Promise<URL> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: item, exact: false }).first().click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  // Pasted, as a person would: that works without the clipboard API too.
  const search = page.getByPlaceholder(/search symbols/i);
  await search.fill('');
  await search.press('ControlOrMeta+v');
  const text = await search.inputValue();
  await search.fill('');
  return new URL(text);
}

for (const secure of [true, false]) {
  test(`copies links ${secure ? 'by the clipboard' : 'on plain http, where browsers have no clipboard'}`, async ({
    page,
    context,
    faults,
  }) => {
    if (secure) {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    } else {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'isSecureContext', { value: false });
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        Object.defineProperty(crypto, 'randomUUID', { value: undefined });
      });
    }
    const profiles = new ProfilesPage(page);
    await page.goto(faults.url(linkTo({ ...link(), refresh: '1h', 'my-note': 'x' })));
    await expect(profiles.rows.first()).toBeVisible();

    const asItIs = (await copied(page, 'Copy link as it is')).searchParams;
    expect([asItIs.get('from'), asItIs.get('to'), asItIs.get('refresh')]).toEqual(['now-1h', 'now', '1h']);

    const pinned = await copied(page, 'Copy link');
    const params = pinned.searchParams;
    expect(Number(params.get('to')) - Number(params.get('from'))).toBe(3_600_000);
    expect(Math.abs(Date.now() - Number(params.get('to')))).toBeLessThan(120_000);
    expect(Object.fromEntries(params)).toMatchObject({ ds: 'pyroscope', type: CPU, orgId: '1', 'my-note': 'x' });
    expect(params.has('refresh')).toBe(false);

    const rows = await profiles.topRows(3);
    const other = new ProfilesPage(await context.newPage());
    await other.page.goto(pinned.href);
    expect(await other.topRows(3)).toEqual(rows);
  });
}

test('links to Explore and Profiles Drilldown only for people who may use them', async ({ page, faults }) => {
  const profiles = new ProfilesPage(page);
  const url = faults.url(linkTo({ ...link(), filters: '{region=~"eu-west|us-central"}' }));
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
    `namespace|=|${link().namespace}`,
    'region|=~|eu-west__gfp__us-central',
  ]);
});
