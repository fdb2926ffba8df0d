import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { seeded } from './data';
import { linkTo, ProfilesPage, SERVICES } from './profilesPage';
import { ADMINISTRATOR } from './targets';
import { test } from './test';

const SETTINGS = '/plugins/oss-serviceprofiles-app?page=configuration';
const API = '/api/plugins/oss-serviceprofiles-app/settings';

const link = (more = {}) =>
  linkTo({
    service_name: 'pyroscope',
    namespace: seeded().namespaceOf('monitoring'),
    ...seeded().range,
    ...more,
  });

test.describe('settings', { tag: ADMINISTRATOR }, () => {
  test('are saved, and pages opened later use them', async ({ page }) => {
    const before = await (await page.request.get(API)).json();
    try {
      await page.goto(SETTINGS);
      // A range that no other test tells from the default one.
      await page.getByLabel('Default time range').fill('61m');
      await page.getByRole('button', { name: 'Save settings' }).click();
      await expect(page.getByText('Saved. Pages that are opened from now on use these settings.')).toBeVisible();
      const after = await (await page.request.get(API)).json();
      expect(after.jsonData).toMatchObject({ defaultRange: '61m', view: 'own' });
      expect([after.enabled, after.pinned]).toEqual([before.enabled, before.pinned]);
      await page.goto(SERVICES);
      await expect(page.getByTestId('data-testid TimePicker Open Button')).toContainText('Last 61 minutes');
      await page.goto(SETTINGS);
      await expect(page.getByLabel('Default time range')).toHaveValue('61m');
    } finally {
      const { enabled, pinned, jsonData } = before;
      const restored = await page.request.post(API, { data: { enabled, pinned, jsonData: jsonData ?? {} } });
      expect(restored.ok()).toBe(true);
    }
  });

  test('are refused at the field when they are wrong', async ({ page }) => {
    await page.goto(SETTINGS);
    const frames = page.getByLabel('Frames in a flame graph');
    await expect(frames).toHaveValue(/\d+/);
    await frames.fill('5');
    await expect(page.getByText('A whole number from 100 to 1048576')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save settings' })).toBeDisabled();
  });
});

test('each setting is what a page starts with where the link is silent', async ({ page }) => {
  const jsonData = {
    namespaceLabels: ['team.ns'],
    defaultMaxNodes: 150,
    largestMaxNodes: 9_999,
    defaultRange: '3h',
    view: 'classic',
  };
  await page.route(`**${API}*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), jsonData } });
  });
  // Frames are counted only where the whole profile cannot be had.
  await page.route('**/SelectMergeProfile', (route) => route.fulfill({ status: 403, json: { message: 'Forbidden' } }));
  const labels: string[] = [];
  const queries: Array<{ maxNodes?: number; queryType: string; hours: number }> = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith('/resources/labelValues')) {
      labels.push(url.searchParams.get('label') ?? '');
    } else if (url.pathname === '/api/ds/query') {
      const { from, to, queries: all } = request.postDataJSON();
      queries.push({ ...all[0], hours: (Number(to) - Number(from)) / 3_600_000 });
    }
  });
  const largest = () => queries.filter(({ queryType }) => queryType === 'profile').at(-1);
  await page.goto(linkTo({ service_name: 'pyroscope' }));
  await expect(page.getByTestId('classic-view')).toBeVisible();
  expect(labels.filter((label) => !label.startsWith('__'))).toEqual(['team.ns']);
  expect(largest()).toMatchObject({ maxNodes: 150, hours: 3 });
  await page.getByRole('button', { name: /Service Profiles flame graph/ }).click();
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => largest()?.maxNodes).toBe(9_999);
});

test.describe('preferences of a person', () => {
  test.use({ remembers: true });
  test.describe.configure({ mode: 'serial' });

  const layout = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
  const saved = (page: Page) =>
    page.waitForResponse(
      (response) =>
        response.url().includes('/apis/userstorage.grafana.app/') &&
        response.request().method() !== 'GET' &&
        response.ok()
    );

  test('survive a reload and go with the person to another browser; a link counts more', async ({
    page,
    browser,
    signIn,
  }) => {
    await page.goto(link({ layout: 'both' }));
    await expect(new ProfilesPage(page).rows.first()).toBeVisible();
    try {
      const stored = saved(page);
      await layout(page, 'Table').check({ force: true });
      await expect(page).toHaveURL(/layout=table/);
      await stored;
      await page.goto(link());
      await expect(layout(page, 'Table')).toBeChecked();
      await page.reload();
      await expect(layout(page, 'Table')).toBeChecked();
      await page.goto(link({ layout: 'graph' }));
      await expect(layout(page, 'Graph')).toBeChecked();

      const elsewhere = await browser.newContext({ storageState: await signIn() });
      const other = await elsewhere.newPage();
      await other.goto(link());
      await expect(layout(other, 'Table')).toBeChecked();
      await elsewhere.close();
    } finally {
      await page.goto(link({ layout: 'table' }));
      const stored = saved(page);
      await layout(page, 'Both').check({ force: true });
      await stored;
    }
  });
});

test('a browser that keeps nothing breaks nothing', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.addInitScript(() => {
    Object.defineProperty(Storage.prototype, 'setItem', {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    // Grafana writes the storage by property as well.
    const real = window.localStorage;
    const full = new Proxy(real, {
      get: (_, key) => (key in real ? Reflect.get(real, key).bind?.(real) : undefined),
      set: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    Object.defineProperty(window, 'localStorage', { get: () => full });
  });
  const profiles = new ProfilesPage(page);
  await page.goto(link());
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('radio', { name: 'Graph', exact: true }).check({ force: true });
  await expect(page).toHaveURL(/layout=graph/);
  expect(problems).toEqual([]);
});
