import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushDrawn } from './drawn';
import { CPU, ProfilesPage } from './profilesPage';
import { mergedSymbols, symbolsOf, topBySelf } from './reference';
import { test } from './test';

const link = () => ({
  service_name: 'pyroscope',
  namespace: seeded().namespaceOf('monitoring'),
  ...seeded().range,
});

const files = (name: string, sampleType: string, where: Partial<(typeof recorded)[number]['labels']> = {}) =>
  recorded.filter(
    (profile) =>
      profile.labels.service_name === 'pyroscope' &&
      profile.name === name &&
      profile.sampleType === sampleType &&
      Object.entries(where).every(([label, value]) => profile.labels[label as 'region'] === value)
  );

const reference = (name: string, sampleType: string, where = {}) =>
  mergedSymbols(files(name, sampleType, where).map((profile) => symbolsOf(pathOf(profile), sampleType)));

test('the symbol table opens with the top consumers of the seeded files, to the number', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(profiles.type).toHaveValue('process_cpu / cpu');
  await profiles.expectTop(topBySelf(reference('process_cpu', 'cpu'), 10));
});

test('a type chosen from the dropdown shows its own numbers and is in the link', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await profiles.chooseType('memory / alloc_space');
  await profiles.expectTop(topBySelf(reference('memory', 'alloc_space'), 5));
  await expect(page).toHaveURL(/type=memory%3Aalloc_space/);
  await page.goBack();
  await profiles.expectTop(topBySelf(reference('process_cpu', 'cpu'), 5));
});

test('types that the runtime could give stand below as not collected, with how to switch them on', async ({
  page,
}, testInfo) => {
  const place = { service_name: freshName('only-cpu'), namespace: seeded().namespaceOf('go') };
  await pushDrawn(testInfo, 'main;work 1', { ...place, pyroscope_spy: 'gospy' });
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  await expect(profiles.rows.first()).toBeVisible();
  await profiles.type.click();
  await expect(page.getByText('Not collected')).toBeVisible();
  await expect(page.getByText(/Off by default: call runtime\.SetBlockProfileRate\(rate\)/)).toBeVisible();
  const before = page.url();
  await page.getByText('block / contentions, delay', { exact: true }).click({ force: true });
  await profiles.selector.click();
  await expect(profiles.type).toHaveValue('process_cpu / cpu');
  expect(page.url()).toBe(before);
});

test('a label filter changes the numbers as it must, and Back takes it back', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await profiles.addFilter('region', '=', 'eu-west');
  await profiles.expectTop(topBySelf(reference('process_cpu', 'cpu', { region: 'eu-west' }), 5));
  await expect(profiles.selector).toHaveText(
    `{service_name="pyroscope", namespace="${link().namespace}", region="eu-west"}`
  );
  await page.goBack();
  await profiles.expectTop(topBySelf(reference('process_cpu', 'cpu'), 5));
});

test('a hand-typed link with a short type and a regex filter works', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link(), type: 'process_cpu:samples', filters: '{version=~"v2|v3",region="us-central"}' });
  const expected = reference('process_cpu', 'samples', { version: 'v2', region: 'us-central' });
  await profiles.expectTop(topBySelf(expected, 5));
  await expect(profiles.type).toHaveValue('process_cpu / samples');
});

test('a link reopens the same service, type, range, filters, highlight and sort; unknown parameters stay', async ({
  page,
  context,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link(), 'my-note': 'keep me' });
  await profiles.addFilter('version', '!=', 'v1');
  const [first] = topBySelf(reference('process_cpu', 'cpu', { version: 'v2' }), 1);
  await profiles.row(first[0]).getByRole('button', { name: first[0], exact: true }).click();
  await profiles.table.getByRole('button', { name: /^total/i }).click();
  await expect(page).toHaveURL(/sort=total/);

  const other = new ProfilesPage(await context.newPage());
  await other.page.goto(page.url());
  await expect(other.selector).toHaveText(/version!="v1"/);
  const byTotal = [...reference('process_cpu', 'cpu', { version: 'v2' })].sort(([, a], [, b]) => b.total - a.total);
  await expect(other.rows.first()).toBeVisible();
  const [top] = await other.topRows(1);
  expect(reference('process_cpu', 'cpu', { version: 'v2' }).get(top.name)?.total).toBe(byTotal[0][1].total);
  await expect(other.page.getByTitle(/^highlight: /)).toBeVisible();
  expect(new URL(other.page.url()).searchParams.get('my-note')).toBe('keep me');
});

test('a click highlights a symbol, the sandwich shows its callers and callees, all groups expand', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  const [[name, numbers]] = topBySelf(reference('process_cpu', 'cpu'), 1);
  const row = profiles.row(name);
  await row.getByRole('button', { name, exact: true }).click();
  await expect(page).toHaveURL(/highlight=/);
  await expect(row.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
  await row.locator('[data-control="sandwich"]').click();
  await expect(page).toHaveURL(/sandwich=/);
  expect(numbers.total).toBeGreaterThan(0);
  await expect(page.getByRole('tree', { name: /^Callers of / })).toBeVisible();
  await expect(page.getByRole('tree', { name: /^Callees of / })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/sandwich=/);
  await page.getByRole('button', { name: 'Expand all groups' }).click();
  await expect(page).toHaveURL(/collapse=none/);
});

test('the full id of a type in the link is asked for with the first queries', async ({ page }) => {
  const queries: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/(ds\/query|datasources\/)/.test(request.url())) {
      queries.push(`${request.url()} ${request.postData() ?? ''}`);
    }
  });
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link(), type: CPU });
  await expect(profiles.rows.first()).toBeVisible();
  const picture = queries.findIndex((query) => /SelectMergeProfile/.test(query));
  expect(picture).toBeGreaterThanOrEqual(0);
  expect(picture).toBeLessThanOrEqual(1);
});
