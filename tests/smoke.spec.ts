import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { test } from './test';

test('the plugin loads from its bundle and lists the seeded services', async ({ page }) => {
  const { range, namespaceOf } = seeded();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));

  await page.goto(`/a/oss-serviceprofiles-app/services?from=${range.from}&to=${range.to}`);

  for (const [service, namespace] of [
    ['pyroscope', namespaceOf('monitoring')],
    ['tsc', namespaceOf('build')],
  ]) {
    // Only the rows on screen are there, and other tests push services too.
    await page.getByPlaceholder('Search services').fill(namespace);
    await expect(page.getByText(service, { exact: true }).first()).toBeVisible();
  }
  expect(problems).toEqual([]);
});
