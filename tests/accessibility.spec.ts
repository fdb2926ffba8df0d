import { writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@grafana/plugin-e2e';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { cpuProfile, freshName } from './drawn';
import { linkTo, ProfilesPage, SERVICES } from './profilesPage';
import { seedProfiles } from './seed';
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
  // What it found right it need not list: a megabyte for each look.
  axe.options({ resultTypes: ['violations'] });
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

async function choose(page: Page, button: string, file: string) {
  const coming = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await coming).setFiles(file);
}

/** All of the run's profiles, whatever they took. */
const everything = () => `${seeded().range.from},${seeded().range.to},0,1e15,{}`;

/** `within`: a selector, where the page behind what is open is what Grafana's component makes of it. */
type State = [name: string, url: () => string, ready: (page: Page) => Promise<void>, within?: string];

const PAGES: State[] = [
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
    (page) =>
      expect(page.getByRole('status').filter({ hasText: 'No profiles to compare with: 3d before' })).toBeVisible(),
  ],
  [
    'settings',
    () => '/plugins/oss-serviceprofiles-app?page=configuration',
    (page) => expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible(),
  ],
];

const MINUTE = 60_000;
/** A profile a minute: in the later ten, json takes 18 s in the place of 6 in one of two regions, and the rest as long as before. */
const slowed = { service_name: '', namespace: '' };
const slowedLink = () => {
  const { to } = seeded().range;
  return linkTo({ ...slowed, from: to - 10 * MINUTE, to, vs_shift: '10m' });
};

async function pushSlowed(testInfo: TestInfo) {
  Object.assign(slowed, { service_name: freshName('slowed'), namespace: seeded().namespaceOf('accessibility') });
  const profile = async (json: number) => {
    const file = testInfo.outputPath(`${json}.pb`);
    await writeFile(file, cpuProfile(`main;json ${json}\nidle 18`));
    return file;
  };
  const [fast, slow] = [await profile(6), await profile(18)];
  const seeds = Array.from({ length: 20 }, (_, i) =>
    ['eu', 'us'].map((region) => ({
      file: region === 'eu' && i >= 10 ? slow : fast,
      name: 'process_cpu',
      labels: { ...slowed, region },
      time: seeded().range.to - (19.5 - i) * MINUTE,
    }))
  );
  await seedProfiles(String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL), seeds.flat());
}

/** What is opened or asked for on these pages: a walk is one test, one state after the other. */
const WALKS: Array<[string, State[]]> = [
  [
    'what is asked for on demand',
    [
      [
        'which slice of a comparison',
        slowedLink,
        async (page) => {
          await page.getByRole('button', { name: 'Which slice?' }).click();
          await expect(page.getByTestId('slices').getByRole('table')).toBeVisible();
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
    ],
  ],
  [
    'one function asked about',
    [
      [
        'which slice of it',
        slowedLink,
        async (page) => {
          const row = new ProfilesPage(page).row('json');
          // Sorted by changes, which come after the numbers of one side.
          await expect(row).toContainText('+100 %');
          await row.locator('[data-control="name"]').click({ button: 'right' });
          await page.getByRole('menuitem', { name: 'Which slice?' }).click();
          await page.getByRole('button', { name: /^Ask for \d+ profiles$/ }).click();
          await expect(page.getByRole('table', { name: 'Where the function changed' })).toBeVisible();
        },
      ],
      [
        'over time by a label',
        () => profilesLink({ over: 'runtime.mallocgc', over_split: 'region' }),
        async (page) => {
          const panel = page.getByTestId('over-time');
          await expect(panel).toContainText('region = eu-west');
          await expect(panel.getByRole('status')).toHaveCount(0);
          await panel.getByRole('button', { name: 'Moved most' }).click();
          await expect(panel.getByRole('group', { name: 'Functions whose share moved most' })).toBeVisible();
        },
      ],
      [
        'by a label, as bars',
        () => profilesLink(),
        async (page) => {
          await page.getByTestId('guide').getByRole('button', { name: 'By label' }).click();
          await page.getByRole('combobox', { name: 'Label to look at' }).fill('region');
          await page.getByRole('option', { name: 'region', exact: true }).click();
          await expect(page.getByRole('dialog').getByTestId('part-bar')).toHaveCount(2);
        },
        '[role="dialog"]',
      ],
    ],
  ],
  [
    'what stands around the flame graph',
    [
      [
        'findings',
        () => profilesLink(),
        async (page) => {
          await page.getByRole('button', { name: /^\d+ findings?$/ }).click();
          await expect(page.getByRole('button', { name: 'Turn off findings' })).toBeVisible();
          expect(await findings(page, { within: '[data-testid="toggletip-content"]' })).toEqual([]);
          await page.keyboard.press('Escape');
        },
      ],
      [
        'transforms',
        () => profilesLink({ t: 'hide:runtime.gcBgMarkWorker' }),
        (page) => expect(page.getByRole('group', { name: 'Transforms' })).toContainText('% left'),
      ],
      [
        "a label's values in the graph",
        () => profilesLink({ by: 'region' }),
        (page) => expect(page.getByRole('button', { name: 'No longer by region' })).toBeVisible(),
      ],
      [
        'the minimap',
        () => profilesLink({ layout: 'graph', collapse: 'none' }),
        async (page) => {
          await new ProfilesPage(page).graph.press('+');
          await expect(page.getByRole('slider', { name: 'Minimap' })).toBeVisible();
        },
      ],
    ],
  ],
  [
    'comparisons and local files',
    [
      [
        'side by side',
        () => profilesLink({ vs_filters: '{region="eu-west"}', compare: 'side' }),
        (page) => expect(page.getByRole('tree')).toHaveCount(2),
      ],
      [
        'how sure a change is',
        slowedLink,
        async (page) => {
          await page.getByRole('button', { name: 'How sure?' }).click();
          await expect(page.getByTestId('how-sure').getByRole('table')).toBeVisible();
        },
      ],
      [
        'a local file that is to be chosen again',
        () => linkTo({ file: `${'a'.repeat(64)},heap.pb.gz` }),
        (page) => expect(page.getByRole('heading', { name: 'Choose heap.pb.gz' })).toBeVisible(),
      ],
      [
        'a local file that is open',
        () => SERVICES,
        async (page) => {
          await choose(page, 'Open files', pathOf(recorded.find(({ labels }) => labels.service_name === 'tsc')!));
          await expect(page.getByTestId('local-files')).toContainText('tsc.pb.gz');
          await expect(new ProfilesPage(page).graph).toBeVisible();
        },
      ],
      [
        'a local file beside a service',
        () => profilesLink({ type: 'process_cpu:cpu' }),
        async (page) => {
          await page.getByRole('button', { name: 'Compare with', exact: true }).click();
          await page.getByRole('menuitem', { name: 'A file' }).click();
          await expect(page.getByRole('dialog', { name: 'Compare with a file' })).toBeVisible();
          expect(await findings(page, { within: '[role="dialog"]' })).toEqual([]);
          await choose(page, 'Choose', pathOf(recorded.find(({ sampleType }) => sampleType === 'cpu')!));
          await expect(page.getByTestId('comparison')).toContainText('compared with');
          await expect(new ProfilesPage(page).graph).toBeVisible();
        },
      ],
    ],
  ],
];

/** Opens a state and looks at it; in dark also with the page twice as large, and in forced colors. */
async function look(page: Page, [, url, ready, within]: State, theme: 'dark' | 'light') {
  await page.goto(`${url()}${url().includes('?') ? '&' : '?'}theme=${theme}`);
  await ready(page);
  expect(await isDark(page)).toBe(theme === 'dark');
  expect(await findings(page, { within })).toEqual([]);
  if (theme === 'light') {
    return;
  }
  const { width, height } = page.viewportSize()!;
  await test.step('at 200 % nothing leaves the page at its side', async () => {
    await page.setViewportSize({ width: Math.round(width / 2), height: height / 2 });
    // What a size changes beyond styles, as where a table stands, is there with the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThan(1);
    expect(await findings(page, { within })).toEqual([]);
  });
  await test.step('nor in forced colors', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    for (const dot of await page.getByTestId('scatter-plane').locator('[title]').all()) {
      const color = await dot.evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(color, 'dots are seen').not.toBe(
        await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
      );
    }
    for (const pressed of await page.locator('[aria-pressed="true"]:not(:focus-visible)').all()) {
      const outline = await pressed.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, `${await pressed.getAttribute('aria-label')} is seen to be pressed`).toBe('solid');
    }
    expect(await findings(page, { within, forcedColors: true })).toEqual([]);
  });
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width, height });
}

for (const theme of ['dark', 'light'] as const) {
  for (const state of PAGES) {
    const [name] = state;
    const tag = name === 'settings' ? ADMINISTRATOR : [];
    test(`axe finds nothing in ${name}, ${theme}`, { tag }, ({ page }) => look(page, state, theme));
  }
}

test.describe('what is opened on a page', () => {
  test.beforeAll(({}, testInfo) => pushSlowed(testInfo));

  for (const theme of ['dark', 'light'] as const) {
    for (const [name, states] of WALKS) {
      test(`axe finds nothing in ${name}, ${theme}`, async ({ page }) => {
        // Each state has the time that a test of its own would have.
        test.setTimeout(states.length * test.info().timeout);
        for (const state of states) {
          await test.step(state[0], () => look(page, state, theme));
        }
      });
    }
  }
});
