import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { seeded } from './data';
import { CPU, linkTo, ProfilesPage } from './profilesPage';
import { test } from './test';

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
    await page.goto(linkTo({ ...link(), refresh: '1h', 'my-note': 'x' }));
    await expect(profiles.rows.first()).toBeVisible();

    const asItIs = (await copied(page, 'Copy link as it is')).searchParams;
    expect([asItIs.get('from'), asItIs.get('to'), asItIs.get('refresh')]).toEqual(['now-1h', 'now', '1h']);

    const pinned = await copied(page, 'Copy link');
    const params = pinned.searchParams;
    expect(Number(params.get('to')) - Number(params.get('from'))).toBe(3_600_000);
    expect(Math.abs(Date.now() - Number(params.get('to')))).toBeLessThan(120_000);
    expect(Object.fromEntries(params)).toMatchObject({
      ds: expect.stringMatching(/./),
      type: CPU,
      orgId: '1',
      'my-note': 'x',
    });
    expect(params.has('refresh')).toBe(false);

    const rows = await profiles.topRows(3);
    const other = new ProfilesPage(await context.newPage());
    await other.page.goto(pinned.href);
    expect(await other.topRows(3)).toEqual(rows);
  });
}
