import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { test } from './test';

test('the plugin loads from its bundle and lists the seeded services', async ({ page }) => {
  const { from, to } = seeded().range;
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));

  await page.goto(`/a/oss-serviceprofiles-app/services?from=${from}&to=${to}`);

  await expect(page.getByText('pyroscope', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('tsc', { exact: true }).first()).toBeVisible();
  expect(problems).toEqual([]);
});
