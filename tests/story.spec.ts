import { join } from 'node:path';
import { expect } from '@grafana/plugin-e2e';
import { backfill } from '../standalone/demo/recorded/feed';
import { Pyroscope } from '../standalone/demo/recorded/pyroscope';
import { readOrders, rollout } from '../standalone/demo/recorded/rollout';
import { seeded } from './data';
import { freshName } from './drawn';
import { ProfilesPage, SERVICES } from './profilesPage';
import { test } from './test';

const MINUTE = 60_000;
/** Eighty windows are asked for, and the hour's picture waits behind eight hours of profiles that were just written. */
const LONG = { timeout: 90_000 };

test('the story of the demo is found: what got slower, how sure that is, since which minute, and in which slice', async ({
  page,
}, testInfo) => {
  testInfo.setTimeout(2 * testInfo.timeout);
  // What `npm start` has back-filled when it is ready, under a name of this test's own.
  const service = { service_name: freshName('orders'), namespace: seeded().namespaceOf('shop') };
  const recorded = await readOrders(join(__dirname, '../standalone/demo/profiles/orders'));
  const now = Date.now();
  const out = Math.floor(now / MINUTE - 35) * MINUTE;
  const instances = rollout(
    recorded.map(({ labels, profiles }) => ({
      labels: { ...labels, ...service },
      profiles: profiles.map((profile) => ({ ...profile, file: `${service.service_name}/${profile.file}` })),
    })),
    out
  );
  const { refusals } = await backfill(new Pyroscope(String(testInfo.project.use.baseURL)), instances, now);
  expect(refusals).toEqual([]);
  const profiles = new ProfilesPage(page);

  await test.step('a service is opened, and compared with the hour before', async () => {
    await page.goto(`${SERVICES}?${new URLSearchParams({ q: service.service_name })}`);
    await page.getByRole('link', { name: service.service_name }).click();
    await expect(profiles.rows.first()).toBeVisible(LONG);
    await page.getByRole('button', { name: 'Compare with', exact: true }).click();
    // By key: what the pointer comes to lie on while the page fills shows its tooltip over the menu.
    await page.getByRole('menuitem', { name: 'The hour before' }).press('Enter');
    await expect(profiles.table.getByRole('row').nth(2)).toContainText('main.discount', LONG);
  });

  await test.step('what changed by itself comes first, is clear, and has its minute', async () => {
    await page.getByRole('button', { name: 'How sure?' }).click();
    const first = page.getByRole('table', { name: 'What changed by itself' }).getByRole('row').nth(2);
    await expect(first).toContainText('main.discount', LONG);
    const minute = new Date(out).toISOString().slice(11, 16);
    await expect(first).toContainText(new RegExp(`clear, since .*${minute}:00`), LONG);
    // The symbol table has a column of it too, and its names are still whole beside Grafana's menu.
    await expect(profiles.table.getByRole('columnheader', { name: 'How sure' })).toBeVisible();
    const name = profiles.table.locator('[data-part="function"]', { hasText: 'main.discount' });
    expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
  });

  await test.step('the slice: one region, and the version that is there only now', async () => {
    await page.getByRole('button', { name: 'Which slice?' }).click();
    const slices = page.getByRole('table', { name: 'Where the total changed' });
    await expect(slices.getByRole('row', { name: /^region = eu-west/ })).toBeVisible(LONG);
    await expect(slices.getByRole('row', { name: /^version = 2\.31.*only now/ })).toBeVisible();
  });

  await test.step('the slice of the function itself: the same region, which is no chance, and the same version', async () => {
    const row = profiles.table.getByRole('row').filter({ hasText: 'main.discount' });
    await row.getByRole('button', { name: 'main.discount', exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Which slice?' }).click();
    const panel = page.getByTestId('function-slice');
    await panel.getByRole('button', { name: 'Ask for 7 profiles' }).click(LONG);
    const slices = panel.getByRole('table', { name: 'Where the function changed' });
    await expect(slices.getByRole('row', { name: /^region = eu-west/ })).toContainText('more than chance', LONG);
    await expect(slices.getByRole('row', { name: /^version = 2\.31/ })).toContainText('only now');
    await expect(slices.getByRole('row', { name: /^region = us-central/ })).toHaveCount(0);
  });
});
