import { join } from 'node:path';
import { expect } from '@grafana/plugin-e2e';
import type { BrowserContext, Page } from '@playwright/test';
import { seeded } from '../data';
import { ProfilesPage, SERVICES } from '../profilesPage';
import { test } from '../test';

/** Serves the page of the project's version in the place of the server's own; its API and the plugin stay the server's. */
async function servePage(context: BrowserContext) {
  const { page } = test.info().project.metadata as { page: string };
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (/^\/apis?\//.test(pathname) || pathname.startsWith('/public/plugins/oss-serviceprofiles-app/')) {
      await route.fallback();
    } else if (pathname.startsWith('/public/')) {
      await route.fulfill({ path: join(page, pathname) });
    } else {
      const { 'content-security-policy': policy } = (await route.fetch()).headers();
      await route.fulfill({
        path: join(page, 'index.html'),
        headers: { 'content-type': 'text/html', 'content-security-policy': policy },
      });
    }
  });
}

/** Browsers log each 404, and that is how Grafana's user storage says that nothing was kept for the person yet. */
const NOTHING_KEPT = '/apis/userstorage.grafana.app/';

/** Whatever goes wrong in the page and would stay unseen. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && !url.includes(NOTHING_KEPT)) {
      problems.push(`${message.text()} ${url}`);
    }
  });
  return problems;
}

test('the main job, without an error in the console', async ({ page, context }) => {
  // plugin-e2e has opened the server's own page already: what that still asks for is no business of this one.
  await page.goto('about:blank');
  await servePage(context);
  const problems = problemsOf(page);
  const profiles = new ProfilesPage(page);
  const namespace = seeded().namespaceOf('monitoring');

  await test.step('from the list to a service', async () => {
    const { from, to } = seeded().range;
    await page.goto(`${SERVICES}?from=${from}&to=${to}`);
    await page.getByPlaceholder('Search services').fill(namespace);
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByRole('row').getByRole('link', { name: 'pyroscope' }).click();
    await expect(profiles.rows.first()).toBeVisible();
    await expect(page.getByTestId('summary')).toContainText('cores');
    await expect(page.getByTestId('timeline').locator('.uplot canvas')).toBeVisible();
  });

  await test.step('another type, a filter, a label', async () => {
    await profiles.chooseType('memory / alloc_space');
    await profiles.expectLinked('type', /memory:alloc_space/);
    await profiles.addFilter('region', '=', 'eu-west');
    await expect(profiles.selector).toContainText('region="eu-west"');
    await expect(profiles.rows.first()).toBeVisible();
    await page.getByRole('button', { name: 'Labels', exact: true }).click();
    await page.getByRole('combobox', { name: 'Label to look at' }).fill('region');
    await page.getByRole('option', { name: 'region', exact: true }).click();
    await expect(page.getByTestId('labels-panel').getByRole('row').first()).toBeVisible();
    await page.getByRole('button', { name: 'Close the labels panel' }).click();
  });

  await test.step('search, highlight, callers and callees, zoom and back', async () => {
    await profiles.search.fill('runtime');
    await expect(page.getByRole('search')).toContainText(/\d+ symbols/);
    await page.getByRole('button', { name: /^Next match/ }).click();
    await profiles.search.fill('');
    const { name } = (await profiles.topRows(1))[0];
    await profiles.row(name).locator('[data-control="name"]').click();
    await profiles.expectLinked('highlight', name);
    await profiles.row(name).locator('[data-control="sandwich"]').click();
    await expect(page.getByRole('tree', { name: `Callers of ${name}` })).toBeVisible();
    await page.keyboard.press('Escape');
    await profiles.expectLinked('sandwich');
    // A popover takes its own Escape, wherever it stands: the highlight is as it was.
    await page.getByRole('button', { name: /^own .* libraries/ }).click();
    const popover = page.getByText(/^Every stack counts for its deepest own function/);
    await expect(popover).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(popover).toBeHidden();
    await profiles.expectLinked('highlight', name);
    await profiles.chooseFromMenu(0, 0.5, 'Expand all groups');
    await profiles.expectLinked('collapse', 'none');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'By value' }).click();
    await profiles.expectLinked('colors', 'value');
  });

  await test.step('source lines beside the page', async () => {
    await profiles.rows.first().locator('[data-control="menu"]').click();
    await page.getByRole('menuitem', { name: 'Source lines' }).click();
    await expect(page.getByRole('dialog').getByRole('table').first()).toBeInViewport({ ratio: 0.5 });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('a search that is no expression is marked', async () => {
    await page.getByRole('button', { name: 'Use a regular expression' }).click();
    await profiles.search.fill('(');
    await expect(profiles.search).toHaveAttribute('aria-invalid', 'true');
    await profiles.search.fill('');
  });

  await test.step('the classic view, another range, share, settings', async () => {
    await page.getByRole('button', { name: /classic flame graph/ }).click();
    await expect(page.getByRole('button', { name: /Service Profiles flame graph/ })).toBeVisible();
    await page.getByRole('button', { name: /Service Profiles flame graph/ }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('menuitem', { name: /^Copy link/ }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.goto('/plugins/oss-serviceprofiles-app');
    await expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible();
  });

  expect(problems).toEqual([]);
});
