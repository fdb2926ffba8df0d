import { expect } from '@grafana/plugin-e2e';
import type { Locator, Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushFile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const CPU_FILE = recorded.find(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu')!;
const LONG_SERVICE = 'recommendations-personalization-ranking-gateway-europe-west';
const LONG_NAMESPACE = 'customer-experience-platform-production';

/** Pushes one profile of one pod. */
async function pushTo(place: { service_name: string; namespace: string }) {
  await pushFile(test.info(), { file: pathOf(CPU_FILE), name: 'process_cpu', labels: { ...place, pod: 'pod-1' } });
}

/** Grafana docks its menu at the left of a screen of 1,366 px, and of none below 1,200 px. */
async function expectDockedMenu(page: Page, docked: boolean) {
  const left = async () => (await page.getByRole('heading', { level: 1 }).boundingBox())!.x > 300;
  await expect.poll(left, { message: 'the title begins beside the menu' }).toBe(docked);
}

/** Nothing of the text is cut off, and nothing leaves the page. */
async function expectWhole(part: Locator) {
  const seen = await part.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const hidden = [];
    for (let above: Element | null = element; above; above = above.parentElement) {
      const box = above.getBoundingClientRect();
      if (getComputedStyle(above).overflowX !== 'visible' && (box.right < right - 1 || box.left > left + 1)) {
        hidden.push(above.tagName);
      }
    }
    return { cut: element.scrollWidth > element.clientWidth + 1, right, window: innerWidth, hidden };
  });
  expect(seen.cut, `${await part.innerText()} is cut`).toBe(false);
  expect(seen.hidden).toEqual([]);
  expect(seen.right).toBeLessThanOrEqual(seen.window);
}

/** An hour, in words that leave the name much room and in ones that leave it little; how the summary ends, and its last part. */
const LAST_HOUR = {
  range: () => ({ from: 'now-1h', to: 'now' }),
  end: /·1 pod·last profile \d+ min ago/,
  lastPart: 'last profile',
};
const DATES = {
  range: () => ({ from: Date.now() - 3_600_000, to: Date.now() + 60_000 }),
  end: /·1 pod$/,
  lastPart: '1 pod',
};

for (const [what, service, namespace, width, { range, end, lastPart }, top] of [
  ['usual names', 'cart', 'shop', 1366, LAST_HOUR, 320],
  ['long names', LONG_SERVICE, LONG_NAMESPACE, 1366, LAST_HOUR, 320],
  ['usual names beside dates', 'cart-and-checkout', 'shop', 1366, DATES, 320],
  ['long names beside dates', LONG_SERVICE, LONG_NAMESPACE, 1366, DATES, 320],
  ['usual names, a small window', 'cart', 'shop', 800, LAST_HOUR, 380],
  ['long names, a small window', LONG_SERVICE, LONG_NAMESPACE, 800, LAST_HOUR, 400],
] as const) {
  test(`the header with ${what} has whole names and the whole summary, and the graph begins at most ${top} px below the top`, async ({
    page,
  }) => {
    const place = { service_name: freshName(service), namespace: seeded().namespaceOf(namespace) };
    await pushTo(place);
    await page.setViewportSize({ width, height: 768 });
    const profiles = new ProfilesPage(page);
    await profiles.open({ ...place, ...range() });
    const summary = page.getByTestId('summary');
    await expect(summary).toContainText(new RegExp(/avg .*cores \((< )?\d+ % covered\)/.source + end.source));
    await expectDockedMenu(page, width > 1200);
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toHaveText(place.service_name);
    await expectWhole(title);
    expect((await title.boundingBox())!.y, 'the title is below the bar').toBeGreaterThan(40);
    const name = page.getByTestId('namespace');
    await expect(name).toHaveText(`namespace ${place.namespace}`);
    await expectWhole(name);
    for (const part of ['cores', '1 pod', lastPart]) {
      await expectWhole(summary.getByText(part));
    }
    await expect(profiles.graph).toBeVisible();
    expect((await profiles.graph.boundingBox())!.y).toBeLessThanOrEqual(top);

    await summary.getByText('1 pod').focus();
    await expect(page.getByText(/Different values of the label pod among the profiles/)).toBeVisible();
  });
}

test('the flame graph begins at most 320 px below the top, with the menu and the labels panel open or closed', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  const place = { service_name: 'tsc', namespace: seeded().namespaceOf('build') };
  await profiles.open({ ...place, ...seeded().range });
  await expect(profiles.rows.first()).toBeVisible();
  const top = async () => (await profiles.graph.boundingBox())!.y;
  await expectDockedMenu(page, true);
  expect(await top()).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: 'Labels', exact: true }).click();
  await expect(page.getByTestId('labels-panel')).toBeVisible();
  expect(await top()).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1199, height: 768 });
  await expectDockedMenu(page, false);
  expect(await top()).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: 'Close the labels panel' }).click();
  expect(await top()).toBeLessThanOrEqual(320);
});

test('with a label chosen, all buttons of the labels panel are within it, beside the menu too', async ({ page }) => {
  const place = { service_name: 'tsc', namespace: seeded().namespaceOf('build') };
  await new ProfilesPage(page).open({ ...place, ...seeded().range, labels: 'pod' });
  const panel = page.getByTestId('labels-panel');
  await expect(panel.getByRole('button', { name: 'In the graph' })).toBeVisible();
  await expectDockedMenu(page, true);
  const rightOf = async (of: Locator) => {
    const { x, width } = (await of.boundingBox())!;
    return x + width;
  };
  const edge = await rightOf(panel);
  for (const name of ['In the graph', 'Close the labels panel']) {
    expect(await rightOf(panel.getByRole('button', { name }))).toBeLessThanOrEqual(edge);
  }
});

test('prod and "prod " can be told apart wherever they stand', async ({ page }) => {
  const service_name = freshName('spaced');
  const namespace = seeded().namespaceOf('prod');
  await pushTo({ service_name, namespace });
  await pushTo({ service_name, namespace: `${namespace} ` });
  const profiles = new ProfilesPage(page);
  await profiles.open({ service_name, ...seeded().range });
  await expect(page.getByRole('button', { name: namespace, exact: true })).toBeVisible();
  await page.getByRole('button', { name: `"${namespace} "` }).click();
  await expect(page.getByTestId('service-facts')).toContainText(`namespace "${namespace} "`);
  await expect(profiles.selector).toHaveText(`{service_name="${service_name}", namespace="${namespace} "}`);
});

test('the way back to the list keeps range and data source', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  const { from, to } = seeded().range;
  const namespace = seeded().namespaceOf('monitoring');
  await profiles.open({ service_name: 'pyroscope', namespace, from, to });
  await expect(profiles.rows.first()).toBeVisible();
  const back = page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Services' });
  await back.click();
  await expect(page).toHaveURL(new RegExp(`/services\\?.*from=${from}&to=${to}`));
  // Other tests push services too, and only the rows on screen are there.
  await page.getByPlaceholder('Search services').fill(namespace);
  await expect(page.getByRole('row').filter({ hasText: namespace })).toHaveCount(1);
});

test('another service is chosen beside the name; range, and filters that mean something there, stay; Back leads back', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  const { from, to } = seeded().range;
  const build = seeded().namespaceOf('build');
  const here = `service_name="pyroscope", namespace="${seeded().namespaceOf('monitoring')}"`;
  await profiles.open({
    service_name: 'pyroscope',
    namespace: seeded().namespaceOf('monitoring'),
    from,
    to,
    filters: '{region="us-central",version="v1"}',
  });
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Switch service' }).click();
  const box = page.getByRole('combobox', { name: 'Service', exact: true });
  await box.fill('tsc');
  await page.getByRole('option', { name: `tsc (${build})` }).click();
  await expect(profiles.selector).toHaveText(`{service_name="tsc", namespace="${build}", version="v1"}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tsc');
  await expect(profiles.rows.first()).toBeVisible();
  await expect(page.getByText(/filters: It belongs to the service pyroscope/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`from=${from}&to=${to}`));
  await page.goBack();
  await expect(profiles.selector).toHaveText(`{${here}, region="us-central", version="v1"}`);
});

test("beside the menu, what a table's rows are called can be read", async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const profiles = new ProfilesPage(page);
  const { service_name, namespace } = CPU_FILE.labels;
  await profiles.open({ service_name, namespace: seeded().namespaceOf(namespace), ...seeded().range });
  const names = profiles.table.locator('[data-part="function"]');
  await expect(names.nth(9)).toBeVisible();
  const isWhole = (element: Element) =>
    element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1;
  for (const name of (await names.all()).slice(0, 10)) {
    expect(await name.evaluate(isWhole), `${await name.innerText()} is cut`).toBe(true);
  }
});
