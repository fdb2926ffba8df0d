import { expect, test } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { ProfilesPage, SERVICES } from './profilesPage';

const range = () => new URLSearchParams(Object.entries(seeded().range).map(([name, value]) => [name, String(value)]));

test('lists services with namespaces and types, finds one, and leads to its profiles', async ({ page }) => {
  const namespace = seeded().namespaceOf('monitoring');
  await page.goto(`${SERVICES}?${range()}`);
  const row = page.getByRole('row').filter({ hasText: namespace });
  await expect(row).toContainText('pyroscope');
  for (const group of ['CPU', 'Memory', 'Block', 'Mutex', 'Goroutines']) {
    await expect(row).toContainText(group);
  }
  await page.getByPlaceholder('Search services').fill(namespace);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`q=${namespace}`));
  await row.getByRole('link', { name: 'pyroscope' }).click();
  const profiles = new ProfilesPage(page);
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(`{service_name="pyroscope", namespace="${namespace}"}`);
});

test('the root page leads to the services', async ({ page }) => {
  await page.goto('/a/oss-serviceprofiles-app');
  await expect(page).toHaveURL(/\/services/);
});
