import AxeBuilder from '@axe-core/playwright';
import { expect } from '@grafana/plugin-e2e';
import type { Locator, Page } from '@playwright/test';
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
  linkTo({
    service_name: 'pyroscope',
    namespace: seeded().namespaceOf('monitoring'),
    ...seeded().range,
    ...more,
  });

interface LookedAt {
  /** a selector: what else is on the page is not looked at */
  within?: string;
  /** the browser's colors stand in the place of ours, which axe does not see */
  forcedColors?: boolean;
}

async function findings(page: Page, { within, forcedColors = false }: LookedAt = {}): Promise<string[]> {
  const axe = within ? new AxeBuilder({ page }).include(within) : new AxeBuilder({ page });
  if (forcedColors) {
    axe.disableRules('color-contrast');
  }
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

/** Until what is asked on demand is answered. */
async function settled(panel: Locator) {
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
}

/** All of the run's profiles, whatever they took. */
const everything = () => `${seeded().range.from},${seeded().range.to},0,1e15,{}`;

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
    () =>
      profilesLink({
        sandwich: 'runtime.mallocgc',
        search: 'malloc',
        highlight: 'runtime.mallocgc',
      }),
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
      expect(await findings(page, { within: '[role="menu"]' })).toEqual([]);
      await page.keyboard.press('Escape');
      await new ProfilesPage(page).rows.first().click({ button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Copy name' })).toBeVisible();
    },
  ],
  [
    'a search by an invalid expression, and names that are not there',
    () =>
      profilesLink({
        search: '(',
        search_mode: 'regex',
        highlight: 'gone',
        focus: 'gone',
        sandwich: 'gone',
      }),
    (page) => expect(page.getByRole('search')).toContainText('Not a regular expression'),
  ],
  [
    'frames colored by value, names at the right, all groups expanded',
    () =>
      profilesLink({
        colors: 'value',
        align: 'right',
        collapse: 'none',
        layout: 'graph',
        search: 'malloc',
      }),
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
      expect(await findings(page, { within: '[role="dialog"]' })).toEqual([]);
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

/** What is asked for on demand; not looked at in the light theme yet. */
const MORE: typeof PAGES = [
  [
    'which slice of a comparison',
    () => profilesLink({ vs_shift: '1m' }),
    async (page) => {
      await page.getByRole('button', { name: 'Which slice?' }).click();
      await settled(page.getByTestId('slices'));
    },
  ],
  [
    'what grows',
    () => profilesLink({ type: 'memory:inuse_space' }),
    async (page) => {
      await page.getByRole('button', { name: 'What grows?' }).click();
      await settled(page.getByTestId('growing'));
    },
  ],
  [
    'single profiles, two selections of them compared',
    () => profilesLink({ brush: everything(), vs_brush: everything() }),
    async (page) => {
      await expect(page.getByTestId('scatter')).toContainText(/\d+ profiles, up to/);
      await page.getByTestId('scatter-plane').focus();
      await page.keyboard.press('ArrowRight');
      await expect(page.getByTestId('comparison')).toContainText('the profiles in the dashed rectangle');
    },
  ],
  [
    'a local file that is to be chosen again',
    () => linkTo({ file: `${'a'.repeat(64)},heap.pb.gz` }),
    (page) => expect(page.getByRole('heading', { name: 'Choose heap.pb.gz' })).toBeVisible(),
  ],
];

for (const [theme, pages] of [
  ['dark', [...PAGES, ...MORE]],
  ['light', PAGES],
] as const) {
  for (const [name, url, ready] of pages) {
    test(
      `axe finds nothing in ${name}, ${theme}`,
      { tag: name === 'settings' ? ADMINISTRATOR : [] },
      async ({ page }) => {
        await page.goto(`${url()}${url().includes('?') ? '&' : '?'}theme=${theme}`);
        await ready(page);
        expect(await isDark(page)).toBe(theme === 'dark');
        expect(await findings(page)).toEqual([]);
        // The list of services was not looked at so.
        if (theme === 'dark' && name !== 'services') {
          await test.step('at 200 % nothing leaves the page at its side', async () => {
            await page.setViewportSize({ width: 683, height: 384 });
            await expect
              .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
              .toBeLessThan(1);
            expect(await findings(page)).toEqual([]);
          });
          await test.step('nor in forced colors', async () => {
            await page.emulateMedia({ forcedColors: 'active' });
            for (const dot of await page.getByTestId('scatter-plane').locator('[title]').all()) {
              const color = await dot.evaluate((element) => getComputedStyle(element).backgroundColor);
              expect(color, 'dots are seen').not.toBe(
                await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
              );
            }
            expect(await findings(page, { forcedColors: true })).toEqual([]);
          });
        }
      }
    );
  }
}
