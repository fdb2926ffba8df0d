import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { linkTo } from './profilesPage';
import { test } from './test';

const params = () => ({ service_name: 'tsc', namespace: seeded().namespaceOf('build'), ...seeded().range });

test.beforeEach(async ({ page }) => {
  // The language that a person chose in Grafana's preferences comes with the page.
  await page.addInitScript(() => {
    let bootData: { user: { language: string } } | undefined;
    Object.defineProperty(window, 'grafanaBootData', {
      get: () => bootData,
      set: (value) => {
        bootData = value;
        Object.assign(value?.user ?? {}, { language: 'de-DE' });
      },
    });
  });
});

test('the tab is German for who has chosen German', async ({ page }) => {
  await page.goto(linkTo(params()));
  const table = page.getByRole('table', { name: 'Symbole' });
  await expect(table.locator('[data-index="0"]')).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Selbst' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Gesamt' })).toBeVisible();
  await expect(page.getByRole('tree', { name: 'Flame Graph' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Profiltyp' })).toBeVisible();
  await expect(page.getByTestId('summary')).toContainText('abgedeckt');
  // Numbers are German too, and what a type measures.
  await expect(table.locator('[data-index="0"]')).toContainText(/\d,\d+ (ms|s|%)/);
  await expect(page.getByRole('img', { name: /^Zeit, die im Code verging/ })).toBeVisible();
  // One of something is said as one.
  await page.getByRole('textbox', { name: 'Symbole suchen' }).fill('forEachChild');
  await expect(page.getByText(/^(1 Symbol|\d+ Symbole), /).first()).toBeVisible();
  await page.getByRole('button', { name: 'Teilen', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /Link kopieren.*Mit festen Zeiten/s })).toBeVisible();
});

test('the tab is English where the German texts cannot be fetched', async ({ page }) => {
  await page.route('**/plugins/oss-serviceprofiles-app/locales/de-DE/**', (route) => route.abort());
  await page.goto(linkTo(params()));
  await expect(page.getByRole('table', { name: 'Symbols' }).locator('[data-index="0"]')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
});
