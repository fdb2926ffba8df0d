import { expect } from '@grafana/plugin-e2e';
import type { Locator } from '@playwright/test';
import { seeded } from './data';
import { freshName, MATCH_TRAP, pushDrawn } from './drawn';
import { harmTo, NAMES, unseenIn } from './hostileNames';
import { test } from './test';

/** The host is a page of the stand-in (standalone/page/EmbeddingPage.tsx); a real Grafana has none. */
test('two embedded tabs on one page keep apart, in one address', async ({ page }, testInfo) => {
  const [cart, shop] = [freshName('embedded-cart'), freshName('embedded-shop')];
  await pushDrawn(testInfo, 'main;cart.run 6', { service_name: cart });
  await pushDrawn(testInfo, 'main;shop.run 3', { service_name: shop });
  const { from, to } = seeded().range;
  await page.goto(
    `/embedding?${new URLSearchParams([
      ['service', cart],
      ['service', shop],
      ['from', String(from)],
      ['to', String(to)],
    ])}`
  );
  const [left, right] = [1, 2].map((at) => page.getByRole('region', { name: `Embedded ${at}` }));
  const symbol = (name: string) => page.getByRole('table', { name: /symbol/i }).getByTitle(name, { exact: true });
  await expect(left.getByTestId('selector')).toHaveText(`{service_name="${cart}"}`);
  await expect(right.getByTestId('selector')).toHaveText(`{service_name="${shop}"}`);
  await symbol('shop.run').waitFor();

  await test.step('a step of one is its own: in its parameters, and told to its host', async () => {
    await symbol('cart.run').click();
    await expect(left.getByTitle(/highlight: cart\.run/)).toBeVisible();
    await expect(left.getByTestId('told-view')).toHaveText(/highlight=cart\.run/);
    await expect(right.getByText(/highlight:/)).toHaveCount(0);
    const params = new URL(page.url()).searchParams;
    expect([params.get('tab1.highlight'), params.get('tab2.highlight'), params.get('tab1.timeline')]).toEqual([
      'cart.run',
      null,
      'hidden',
    ]);
  });

  await test.step('the host chooses a range for one', async () => {
    await right.getByRole('button', { name: 'Last 3 hours' }).first().click();
    await expect(right.getByText('The app keeps the range now-3h to now')).toBeVisible();
    await expect(left.getByText(`The app keeps the range ${from} to ${to}`)).toBeVisible();
    expect(new URL(page.url()).searchParams.get('tab2.from')).toBe('now-3h');
  });

  await test.step('the address opens both as they were', async () => {
    await page.reload();
    await expect(left.getByTitle(/highlight: cart\.run/)).toBeVisible();
    await expect(right.getByRole('button', { name: /Last 3 hours/ })).toHaveCount(2);
  });

  await test.step('a key is of the tab that has the focus, and no other hears of it', async () => {
    const view = (tab: Locator) => tab.getByRole('tree');
    await view(right).press('Escape');
    await view(right).press('/');
    await expect(right.getByRole('textbox', { name: 'Search symbols' })).toBeFocused();
    await expect(left.getByTitle(/highlight: cart\.run/)).toBeVisible();
    await view(left).press('Escape');
    await expect(left.getByTitle(/highlight: cart\.run/)).toHaveCount(0);
    await expect(left.getByTestId('told-view')).not.toHaveText(/highlight/);
  });
});

test('a host of the Drilldown component changes the id alone', async ({ page }, testInfo) => {
  const service = freshName('embedded-like-drilldown');
  await pushDrawn(testInfo, 'main;run 6', { service_name: service });
  await page.goto(`/embedding?${new URLSearchParams({ service, like: 'drilldown', from: 'now-1h' })}`);
  const host = page.getByRole('region', { name: 'Embedded 1' });
  await expect(host.getByTestId('selector')).toHaveText(`{service_name="${service}"}`);
  await expect(host.getByText('The app was told of no range')).toBeVisible();
  await host.getByRole('button', { name: 'Zoom out time range' }).click();
  await expect(host.getByText(/The app was told of \d+ to \d+/)).toBeVisible();
});

test('hostile names stay names in an embedded tab', async ({ page }, testInfo) => {
  const harm = await harmTo(page);
  const service = freshName('<b onmouseover="window.pwned=8">&amp;\u202E=1+1');
  await pushDrawn(testInfo, NAMES.map((name, at) => `main;${name} ${at + 1}`).join('\n'), { service_name: service });
  const { from, to } = seeded().range;
  await page.goto(`/embedding?${new URLSearchParams({ service, from: String(from), to: String(to) })}`);
  await expect(page.getByRole('table', { name: /symbol/i }).getByTitle(MATCH_TRAP, { exact: true })).toBeVisible();
  expect(await unseenIn(page)).toEqual([]);
  expect(harm).toEqual([]);
});
