import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { CPU, SERVICES } from './profilesPage';
import { test } from './test';

const COUNT = 5_000;
const nameOf = (index: number) => `service-${String(index).padStart(4, '0')}`;

/** Rows on a screen of 768 px, those drawn around them, and the head. */
const MOST_ROWS = 60;
const ROWS_ON_SCREEN = 18;
/** Of six connections that a browser opens to a server, some are left for what a person does meanwhile. */
const AT_A_TIME = 3;

const label = (name: string, value: string) => ({ name, value });

/** Puts thousands of services in the place of those there are; what rows ask about them is answered late, with nothing. */
async function manyServices(page: Page) {
  const labelsSet = Array.from({ length: COUNT }, (_, i) => ({
    labels: [label('service_name', nameOf(i)), label('namespace', `team-${i % 40}`), label('__profile_type__', CPU)],
  }));
  await page.route('**/querier.v1.QuerierService/Series', (route) => route.fulfill({ json: { labelsSet } }));
  const asked: string[] = [];
  const open = new Set<unknown>();
  const seen = { most: 0, givenUp: 0 };
  await page.route('**/api/ds/query**', async (route) => {
    asked.push(/service_name=\\"([^\\"]+)/.exec(route.request().postData() ?? '')?.[1] ?? '');
    open.add(route.request());
    seen.most = Math.max(seen.most, open.size);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // A request that was given up meanwhile cannot be answered any more.
    await route.fulfill({ json: { results: { A: { status: 200, frames: [] } } } }).catch(() => {});
    open.delete(route.request());
  });
  page.on('requestfailed', (request) => {
    if (request.url().includes('/api/ds/query')) {
      seen.givenUp += 1;
      open.delete(request);
    }
  });
  return { asked, seen };
}

test('5,000 services: few rows are drawn, few queries asked, and search finds one', async ({ page }) => {
  const { asked, seen } = await manyServices(page);
  await page.goto(`${SERVICES}?from=now-1h&to=now`);
  await expect(page.getByText(`${COUNT} of ${COUNT} services`)).toBeVisible();
  const rows = page.getByRole('row');
  const link = (index: number) => page.getByRole('link', { name: nameOf(index), exact: true });
  await expect(link(0)).toBeVisible();
  expect(await rows.count()).toBeLessThan(MOST_ROWS);

  await test.step('rows asked about are those on screen, from the top', async () => {
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(AT_A_TIME);
    expect(asked.every((name) => name < nameOf(ROWS_ON_SCREEN))).toBe(true);
    await expect.poll(() => asked.length).toBeGreaterThan(2 * AT_A_TIME);
    expect(seen.most).toBeLessThanOrEqual(AT_A_TIME);
  });

  /** How often rows rested on the way: on a machine that is slow for a moment, so long that they are asked about. */
  let rests = 0;
  await test.step('through all of them to the end: what flies by is not asked about, what has gone is given up', async () => {
    const table = page.getByRole('table', { name: 'Services' });
    const before = asked.length;
    rests = await table.evaluate(async (scroller) => {
      const RESTING_MS = 100;
      let slow = 0;
      let last = performance.now();
      for (let part = 1; part <= 40; part++) {
        scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * part) / 40;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        slow += Math.floor((performance.now() - last) / RESTING_MS);
        last = performance.now();
      }
      return slow;
    });
    await expect(link(COUNT - 1)).toBeVisible();
    expect(await rows.count()).toBeLessThan(MOST_ROWS);
    await expect.poll(() => asked.at(-1)! > nameOf(COUNT - ROWS_ON_SCREEN)).toBe(true);
    const between = asked.slice(before).filter((name) => name >= nameOf(ROWS_ON_SCREEN) && name < nameOf(COUNT - 30));
    expect(between.length).toBeLessThanOrEqual(AT_A_TIME * (1 + rests));
    expect(seen.givenUp).toBeGreaterThan(0);
  });

  await test.step('search', async () => {
    const search = page.getByPlaceholder('Search services');
    await search.fill('service-43');
    await expect(page.getByText(`100 of ${COUNT} services`)).toBeVisible();
    await search.fill(nameOf(4321));
    await expect(rows).toHaveCount(2);
    await expect(link(4321)).toBeVisible();
    await expect.poll(() => asked.at(-1)).toBe(nameOf(4321));
    await search.fill('team-39');
    await expect(page.getByText(`${COUNT / 40} of ${COUNT} services`)).toBeVisible();
  });
  expect(asked.length).toBeLessThan(100 + AT_A_TIME * rests);
});

test('a row with more types than there is room for counts those that are not shown', async ({ page }) => {
  const types = [
    CPU,
    'memory:alloc_space:bytes:space:bytes',
    'block:delay:nanoseconds:contentions:count',
    'mutex:delay:nanoseconds:contentions:count',
    'goroutines:goroutine:count:goroutine:count',
    'exceptions:exception:count:cpu:nanoseconds',
  ];
  const labelsSet = types.map((type) => ({ labels: [label('service_name', 'busy'), label('__profile_type__', type)] }));
  await page.route('**/querier.v1.QuerierService/Series', (route) => route.fulfill({ json: { labelsSet } }));
  for (const width of [1366, 1000]) {
    await page.setViewportSize({ width, height: 768 });
    await page.goto(SERVICES);
    const cell = page.getByRole('row').nth(1).getByRole('cell').last();
    const more = cell.getByText(/^\+\d$/);
    await expect(more).toBeVisible();
    const box = (await cell.boundingBox())!;
    const badge = (await more.boundingBox())!;
    expect(badge.x + badge.width, 'nothing is cut off').toBeLessThanOrEqual(box.x + box.width);
    const shown = (await cell.innerText()).split('\n').filter((text) => text && !text.startsWith('+'));
    expect(shown.length + Number(await more.innerText())).toBe(types.length);
    await more.hover();
    await expect(page.getByRole('tooltip')).toBeVisible();
  }
});

test('a list that cannot be had: why, in the words of the server, and an older one stays', async ({ page }) => {
  const fail = (words: string) =>
    page.route('**/querier.v1.QuerierService/Series', (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', message: words } })
    );
  await fail('the querier is out of memory');
  await page.goto(`${SERVICES}?from=now-1h&to=now`);
  const alert = page.getByRole('alert').filter({ hasText: 'the querier is out of memory' });
  await expect(alert).toBeVisible();

  await page.route('**/querier.v1.QuerierService/Series', (route) =>
    route.fulfill({ json: { labelsSet: [{ labels: [label('service_name', 'kept')] }] } })
  );
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'kept' })).toBeVisible();
  await fail('no');
  await page.getByTestId('data-testid RefreshPicker run button').click();
  await expect(page.getByText('Could not update. Showing the previous list.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'kept' })).toBeVisible();
});
