import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { ProfilesPage, SERVICES } from './profilesPage';
import { childrenOf, shareText, stacksOf, treeLabel, type Stack } from './reference';
import { test } from './test';
import type { Locator, Page } from '@playwright/test';

const TYPE = 'process_cpu';
const SAMPLES = 'samples';

/** What is pressed, one key after the other; after each the focus is somewhere that a person can see. */
class Keys {
  constructor(private readonly page: Page) {}

  async press(...keys: string[]) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await expect
        .poll(() => this.page.evaluate(() => document.activeElement?.tagName), { message: `focus after ${key}` })
        .not.toBe('BODY');
    }
  }

  async type(text: string) {
    await this.page.keyboard.type(text);
  }

  /** Tab (or Shift+Tab) until an element has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
    await expect(target).toBeVisible();
    const path: string[] = [];
    // Grafana's own navigation comes first.
    for (let i = 0; i < 120; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        return;
      }
      await this.press(key);
      path.push(
        await this.page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''
        )
      );
    }
    throw new Error(`${key} does not lead to ${target}: ${path.join(' | ')}`);
  }
}

function stacks(): Stack[] {
  return recorded
    .filter(
      ({ labels, name, sampleType }) => labels.service_name === 'pyroscope' && name === TYPE && sampleType === SAMPLES
    )
    .flatMap((profile) => stacksOf(pathOf(profile), SAMPLES));
}

/** From the root down, each time the child with the largest value. */
function heaviestPath(all: Stack[], length: number): string[] {
  const path: string[] = [];
  while (path.length < length) {
    path.push(childrenOf(all, path).reduce((best, child) => (child[1] > best[1] ? child : best))[0]);
  }
  return path;
}

test('the whole job by keys alone', async ({ page }) => {
  test.setTimeout(180_000);
  const keys = new Keys(page);
  const profiles = new ProfilesPage(page);
  const namespace = seeded().namespaceOf('monitoring');
  const all = stacks();
  const whole = all.reduce((sum, { value }) => sum + value, 0);

  await test.step('from the list of services to the profiles of one', async () => {
    const { from, to } = seeded().range;
    await page.goto(`${SERVICES}?from=${from}&to=${to}`);
    await keys.tabTo(page.getByPlaceholder('Search services'));
    await keys.type(namespace);
    await expect(page.getByRole('row')).toHaveCount(2);
    await keys.tabTo(page.getByRole('row').getByRole('link', { name: 'pyroscope' }));
    await page.keyboard.press('Enter');
    await expect(profiles.rows.first()).toBeVisible();
  });

  await test.step('another type in the dropdown', async () => {
    await keys.tabTo(profiles.type);
    await keys.press('ArrowDown');
    await keys.type(`${TYPE} / ${SAMPLES}`);
    await expect(page.getByRole('option')).toHaveCount(1);
    await keys.press('ArrowDown', 'Enter');
    await expect(profiles.type).toHaveValue(`${TYPE} / ${SAMPLES}`);
    await profiles.expectLinked('type', /process_cpu:samples:/);
  });

  await test.step('search, and step through the matches', async () => {
    await keys.tabTo(profiles.rows.first().locator('[data-control="highlight"]'));
    await keys.press('/');
    await expect(profiles.search).toBeFocused();
    await keys.type('runtime.mallocgc');
    const found = page.getByRole('search');
    const matching = [...new Set(all.flatMap(({ names }) => names))].filter((name) => /runtime\.mallocgc/i.test(name));
    const matched = all.filter(({ names }) => names.some((name) => matching.includes(name)));
    const share = shareText(
      matched.reduce((sum, { value }) => sum + value, 0),
      whole
    );
    await expect(found).toContainText(`${matching.length} symbols, ${share}`);
    await keys.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: /Match 1 of \d+: runtime\.mallocgc/ })).toHaveCount(1);
    await keys.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: /Match 2 of \d+: runtime\.mallocgc/ })).toHaveCount(1);
  });

  await test.step('highlight a row of the table, its sandwich and back', async () => {
    await keys.tabTo(profiles.rows.first().locator('[data-control="highlight"]'));
    await keys.press('ArrowDown', 'ArrowRight', 'ArrowRight');
    const name = (await profiles.topRows(2))[1].name;
    await expect(profiles.row(name).locator('[data-control="name"]')).toBeFocused();
    await keys.press('Enter');
    await profiles.expectLinked('highlight', name);
    await keys.press('ArrowLeft', 'Enter');
    await profiles.expectLinked('sandwich', name);
    await expect(page.getByRole('tree', { name: `Callers of ${name}` })).toBeVisible();
    await keys.press('Escape');
    await profiles.expectLinked('sandwich');
    await keys.press('Escape');
    await profiles.expectLinked('highlight');
    await keys.press('/', 'Escape');
    await expect(profiles.search).toHaveValue('');
  });

  await test.step('expand all groups from the menu of total, zoom into a frame and out', async () => {
    await keys.tabTo(profiles.graph);
    await keys.press('Home');
    await expect(profiles.selectedFrame()).toHaveAttribute('aria-label', 'total, 100 % of total');
    await keys.press('Shift+F10');
    const expand = page.getByRole('menuitem', { name: 'Expand all groups' });
    await expect(expand).toBeVisible();
    for (let i = 0; i < 8 && !(await expand.evaluate((item) => item === document.activeElement)); i++) {
      await keys.press('ArrowDown');
    }
    await keys.press('Enter');
    await profiles.expectLinked('collapse', 'none');
    await expect(profiles.graph).toBeFocused();

    const path = heaviestPath(all, 4);
    for (const depth of [1, 2, 3, 4]) {
      await keys.press('ArrowDown');
      const label = treeLabel(all, path.slice(0, depth));
      await expect(profiles.selectedFrame(), `at depth ${depth}`).toHaveAttribute('aria-label', label);
    }
    await keys.press('ArrowUp');
    await expect(profiles.selectedFrame()).toHaveAttribute('aria-label', treeLabel(all, path.slice(0, 3)));
    await keys.press('Enter');
    await profiles.expectLinked('focus', ...path.slice(0, 3));
    await keys.press('Escape');
    await profiles.expectLinked('focus');

    const first = childrenOf(all, [])[0][0];
    await keys.press('Home', 'ArrowDown');
    for (
      let i = 0;
      i < 40 && !(await profiles.selectedFrame().getAttribute('aria-label'))!.startsWith(`${first},`);
      i++
    ) {
      await keys.press('ArrowLeft');
    }
    await expect(profiles.selectedFrame()).toHaveAttribute('aria-label', treeLabel(all, [first]));
  });

  await test.step('Shift+H, s and e in the tree', async () => {
    const [top] = heaviestPath(all, 1);
    await keys.press('Home', 'ArrowDown', 'Shift+H');
    await profiles.expectLinked('highlight', top);
    await keys.press('s');
    await profiles.expectLinked('sandwich', top);
    await keys.press('Escape');
    await profiles.expectLinked('sandwich');
    await keys.press('Escape');
    await profiles.expectLinked('highlight');
    await keys.tabTo(profiles.graph);
  });
});

test('the divider moves by keys', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range });
  const divider = page.getByRole('separator', { name: 'Width of the table' });
  await divider.focus();
  const width = async () => (await profiles.table.boundingBox())!.width;
  const before = await width();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBeLessThan(before);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(width).toBeGreaterThan(before);
});
