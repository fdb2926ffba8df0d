import AxeBuilder from '@axe-core/playwright';
import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { seeded } from './data';
import { linkTo, ProfilesPage, SERVICES } from './profilesPage';
import { ADMINISTRATOR } from './targets';
import { test } from './test';

/** What axe finds inside components of @grafana/ui, which are not ours to mend. */
const KNOWN: ReadonlyArray<{ rule: string; selector: string; reason: string }> = [
  {
    rule: 'region',
    selector: '#grafana-portal-container',
    reason: 'Portal, where ContextMenu opens, lies beside the page and its landmarks',
  },
];

const profilesLink = (more: Record<string, string> = {}) =>
  linkTo({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range, ...more });

/** @param within a selector: what else is on the page is not looked at */
async function findings(page: Page, within?: string): Promise<string[]> {
  const axe = within ? new AxeBuilder({ page }).include(within) : new AxeBuilder({ page });
  // Grafana's own bars are Grafana's; those of the standalone page are ours.
  const { violations } = await (process.env.GRAFANA_URL && !within ? axe.include('main') : axe).analyze();
  const found: string[] = [];
  for (const { id, nodes } of violations) {
    for (const { target, html } of nodes) {
      const known = KNOWN.filter(({ rule }) => rule === id).map(({ selector }) => selector);
      const isKnown = await page
        .locator(String(target[0]))
        .first()
        .evaluate((element, selectors) => selectors.some((selector) => element.closest(selector) !== null), known);
      if (!isKnown) {
        found.push(`${id}: ${target.join(' ')}: ${html}`);
      }
    }
  }
  return found;
}

async function isDark(page: Page): Promise<boolean> {
  const color = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  return Number(/\d+/.exec(color)?.[0]) < 128;
}

const PAGES: Array<[name: string, url: () => string, ready: (page: Page) => Promise<void>]> = [
  [
    'services',
    () => `${SERVICES}?${new URLSearchParams({ from: String(seeded().range.from), to: String(seeded().range.to) })}`,
    async (page) => expect(page.getByRole('row').filter({ hasText: 'pyroscope' }).first()).toContainText('Memory'),
  ],
  ['profiles', () => profilesLink(), (page) => expect(new ProfilesPage(page).graph).toBeVisible()],
  [
    'the labels panel',
    () => profilesLink({ labels: 'region', split: 'region' }),
    (page) => expect(page.getByRole('button', { name: 'Only region = eu-west' })).toBeVisible(),
  ],
  [
    'sandwich',
    () => profilesLink({ sandwich: 'runtime.mallocgc', search: 'malloc', highlight: 'runtime.mallocgc' }),
    (page) => expect(page.getByRole('tree', { name: 'Callers of runtime.mallocgc' })).toBeVisible(),
  ],
  [
    'the call tree, with a search',
    () => profilesLink({ layout: 'tree', search: 'malloc' }),
    async (page) => {
      await page.getByRole('button', { name: 'Follow the heaviest' }).click();
      await expect(page.getByRole('treegrid').locator('[aria-level="4"]').first()).toBeVisible();
    },
  ],
  [
    'the open menu of a frame',
    () => profilesLink({ highlight: 'runtime.mallocgc' }),
    async (page) => {
      await new ProfilesPage(page).clickFrame(0, 0.5, { button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Expand all groups' })).toBeVisible();
    },
  ],
  [
    'the open menus of the view and of a row',
    () => profilesLink({ layout: 'table' }),
    async (page) => {
      await page.getByRole('button', { name: 'View', exact: true }).click();
      await expect(page.getByRole('menuitemradio', { name: 'By value' })).toBeVisible();
      // The page behind it is what Dropdown makes of it: hidden, with guards that keep the focus in the menu.
      expect(await findings(page, '[role="menu"]')).toEqual([]);
      await page.keyboard.press('Escape');
      await new ProfilesPage(page).rows.first().click({ button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Copy name' })).toBeVisible();
    },
  ],
  [
    'a search by an invalid expression, and names that are not there',
    () => profilesLink({ search: '(', search_mode: 'regex', highlight: 'gone', focus: 'gone', sandwich: 'gone' }),
    (page) => expect(page.getByRole('search')).toContainText('Not a regular expression'),
  ],
  [
    'frames colored by value, names at the right, all groups expanded',
    () => profilesLink({ colors: 'value', align: 'right', collapse: 'none', layout: 'graph', search: 'malloc' }),
    (page) => expect(page.getByRole('search')).toContainText(/\d+ symbols, /),
  ],
  [
    'a comparison, with the choice of what to compare with open',
    () => profilesLink({ vs_filters: '{region="eu-west"}', layout: 'both' }),
    async (page) => {
      await expect(page.getByTestId('comparison')).toContainText('region = eu-west');
      await expect(page.getByRole('combobox', { name: 'Compare by' })).toBeVisible();
      await expect(page.getByRole('combobox', { name: 'Width of a frame' })).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Compare with' })).toBeVisible();
      expect(await findings(page, '[role="dialog"]')).toEqual([]);
      await page.keyboard.press('Escape');
    },
  ],
  [
    'a comparison without its other side',
    () => profilesLink({ vs_shift: '3d' }),
    (page) => expect(page.getByRole('status').filter({ hasText: 'No profiles 3d before' })).toBeVisible(),
  ],
  [
    'settings',
    () => '/plugins/oss-serviceprofiles-app?page=configuration',
    (page) => expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible(),
  ],
];

for (const theme of ['dark', 'light']) {
  for (const [name, url, ready] of PAGES) {
    test(
      `axe finds nothing in ${name}, ${theme}`,
      { tag: name === 'settings' ? ADMINISTRATOR : [] },
      async ({ page }) => {
        await page.goto(`${url()}${url().includes('?') ? '&' : '?'}theme=${theme}`);
        await ready(page);
        expect(await isDark(page)).toBe(theme === 'dark');
        expect(await findings(page)).toEqual([]);
      }
    );
  }
}
