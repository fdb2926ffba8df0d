import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

test('a part whose code is gone after an upgrade says so and leaves the rest; a reload brings it', async ({ page }) => {
  const code = /\/labels\.js/;
  await page.route(code, (route) => route.abort());
  const profiles = new ProfilesPage(page);
  await profiles.open({ service_name: 'tsc', namespace: seeded().namespaceOf('build'), ...seeded().range });
  await expect(profiles.rows.first()).toBeVisible();
  const labels = page.getByRole('button', { name: 'Labels', exact: true });
  await labels.click();
  await expect(page.getByText('Service Profiles was updated, or the connection broke')).toBeVisible();
  await profiles.search.fill('forEachChild');
  await expect(page.getByText(/^(1 symbol|\d+ symbols), /).first()).toBeVisible();

  await page.unroute(code);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(profiles.search).toHaveValue('forEachChild');
  await labels.click();
  await expect(page.getByTestId('labels-panel')).toBeVisible();
});
