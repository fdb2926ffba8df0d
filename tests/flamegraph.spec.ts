import { writeFile } from 'node:fs/promises';
import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { freshName, MATCH_TRAP, pushDrawing, pushFile, shownDrawing, someSamples } from './drawn';
import { expectShown, ProfilesPage } from './profilesPage';
import { shareText, stacksOf, symbolsOf } from './reference';
import { test } from './test';

let service = '';
const link = (more: Record<string, string> = {}) => ({ ...shownDrawing(service), ...more });

test.beforeAll(async ({}, testInfo) => {
  service = await pushDrawing(testInfo);
});

const MAIN = 'main.main, 60 % of total, self 0 %, child 2 of 2, group with 2 more frames';
const GC = 'gc.mark, 40 % of total, self 0 %, child 1 of 2, group with 2 more frames';
const CACHE = 'work.(*cache).get, 20 % of total, self 20 %, child 1 of 2';
const PARSE = 'work.parse, 40 % of total, self 10 %, child 2 of 2';

test('a click zooms a frame to the full width; Escape and Back step out', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect.poll(() => profiles.treeLabels()).toEqual(['total, 100 % of total', GC, MAIN]);

  await profiles.clickFrame(1, 0.7);
  await profiles.expectLinked('focus', 'main.main');
  await expect.poll(() => profiles.treeLabels()).toEqual(['total, 100 % of total', MAIN, CACHE, PARSE]);
  // At the full width now: the left end of the row below is the cache's, which was to the right of gc before.
  await profiles.clickFrame(2, 0.05);
  await profiles.expectLinked('focus', 'main.main', 'main.run', 'main.loop', 'work.(*cache).get');

  await page.keyboard.press('Escape');
  await profiles.expectLinked('focus', 'main.main');
  await page.keyboard.press('Escape');
  await profiles.expectLinked('focus');
  await expect.poll(() => profiles.treeLabels()).toContain(MAIN);

  await profiles.clickFrame(1, 0.1);
  await profiles.expectLinked('focus', 'gc.mark');
  await page.goBack();
  await profiles.expectLinked('focus');
  await page.goForward();
  await profiles.expectLinked('focus', 'gc.mark');
});

test("a frame's menu focuses, highlights, copies, and opens the sandwich", async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const profiles = new ProfilesPage(page);
  await profiles.open(link());

  await profiles.chooseFromMenu(1, 0.7, /^Focus/);
  await profiles.expectLinked('focus', 'main.main');
  await profiles.chooseFromMenu(1, 0.7, 'Show the whole');
  await profiles.expectLinked('focus');

  await profiles.chooseFromMenu(2, 0.9, /^Highlight/);
  await profiles.expectLinked('highlight', 'work.parse');
  await expect(page.getByText('1 place, 40 %').first()).toBeVisible();

  await profiles.chooseFromMenu(1, 0.1, /^Copy name/);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('gc.mark');

  await profiles.chooseFromMenu(2, 0.9, /^Show callers and callees/);
  await profiles.expectLinked('sandwich', 'work.parse');
  await expect(page.getByTestId('sandwich-symbol')).toHaveText(/work\.parse\s*total 40 s 40 %\s*self 10 s 10 %/);
});

test('groups expand and collapse from the menu, one or all, on total too', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());

  await profiles.chooseFromMenu(1, 0.7, /^Expand group/);
  await profiles.expectLinked('group', '0\nmain.main');
  await expect.poll(() => profiles.treeLabels()).toContain(GC);
  // The rows of the group are there now.
  await profiles.clickFrame(2, 0.7);
  await profiles.expectLinked('focus', 'main.main', 'main.run');
  await page.goBack();
  await profiles.chooseFromMenu(3, 0.7, /^Collapse group/);
  await profiles.expectLinked('group');

  await profiles.chooseFromMenu(0, 0.5, 'Expand all groups');
  await profiles.expectLinked('collapse', 'none');
  await profiles.clickFrame(3, 0.1);
  await profiles.expectLinked('focus', 'gc.mark', 'gc.scan', 'gc.drain');
  await page.goBack();
  await profiles.chooseFromMenu(0, 0.5, 'Collapse all groups');
  await profiles.expectLinked('collapse');
  await expect.poll(() => profiles.treeLabels()).toContain(GC);
});

test("the sandwich of a recursive symbol has the table's totals, in callers and callees", async ({
  page,
}, testInfo) => {
  const tsc = recorded.find((profile) => profile.labels.service_name === 'tsc')!;
  const file = testInfo.outputPath('tsc.pb');
  // Whole, it has more nodes than a flame graph query returns; a part of its samples comes back exact.
  await writeFile(file, await someSamples(pathOf(tsc), 120));
  const place = { service_name: freshName('tsc'), namespace: seeded().namespaceOf('drawings') };
  await pushFile(testInfo, { file, name: 'wall', labels: place });
  const stacks = stacksOf(file, tsc.sampleType);
  const whole = stacks.reduce((sum, { value }) => sum + value, 0);
  const symbols = symbolsOf(file, tsc.sampleType);
  const repeated = (name: string) =>
    stacks.reduce((sum, { names, value }) => sum + value * names.filter((other) => other === name).length, 0);
  // Counted once a frame, not once a stack, it would be several times as much.
  const [name, numbers] = [...symbols].sort(([a], [b]) => repeated(b) - repeated(a))[0];
  expect(repeated(name)).toBeGreaterThan(2 * numbers.total);

  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  await profiles.search.fill(name);
  const row = profiles.row(name);
  const shown = row.getByRole('cell').nth(2);
  expectShown(await shown.locator('span').first().innerText(), numbers.total, `total of ${name}`);
  await expect(shown).toContainText(shareText(numbers.total, whole));

  await row.locator('[data-control="sandwich"]').click();
  await profiles.expectLinked('sandwich', name);
  // The slow reference: of each stack only the outermost occurrence counts.
  const heaviestBeside = (step: 1 | -1) => {
    const found = new Map<string, number>();
    for (const { names, value } of stacks.filter((stack) => stack.names.includes(name))) {
      const next = names[names.indexOf(name) + step];
      found.set(next, (found.get(next) ?? 0) + value);
    }
    return [...found].filter(([next]) => next !== undefined).sort(([, a], [, b]) => b - a)[0];
  };
  for (const [side, step] of [
    ['Callers', -1],
    ['Callees', 1],
  ] as const) {
    const labels = await profiles.treeLabels(page.getByRole('tree', { name: `${side} of ${name}` }));
    expect(labels[0], side).toContain(`${name}, ${shareText(numbers.total, whole)} of total`);
    const [next, value] = heaviestBeside(step);
    expect(labels.slice(1).join('\n'), side).toContain(`${next}, ${shareText(value, whole)} of total`);
  }
});

test.describe('search', () => {
  test('is literal, whatever the text looks like; a regular expression by choice', async ({ page }) => {
    const profiles = new ProfilesPage(page);
    await profiles.open(link());
    const note = page.getByRole('search');

    await profiles.search.fill('WORK.(*cache)');
    await expect(note).toContainText('1 symbol, 20 %');
    await expect(profiles.rows).toHaveCount(1);
    await profiles.search.fill('work.*');
    await expect(note).toContainText('0 symbols, 0 %');
    await expect(page.getByText('No symbol matches')).toBeVisible();

    await page.getByRole('button', { name: 'Use a regular expression' }).click();
    await expect(note).toContainText('2 symbols, 60 %');
    await profiles.expectLinked('search_mode', 'regex');
    await profiles.search.fill('work.(*cache)');
    await expect(note).toContainText('Not a regular expression');
    await expect(profiles.search).toHaveAttribute('aria-invalid', 'true');
    await profiles.search.fill('work\\.(\\(|p)');
    await expect(note).toContainText('2 symbols, 60 %');
    await expect(profiles.search).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('a pattern made to backtrack does not freeze the page', async ({ page }) => {
    // The trap is real: the browser's own engine would take minutes for a name half as long again.
    const native = await page.evaluate(
      (name) => {
        const start = performance.now();
        /(a+)+$/.test(name);
        return performance.now() - start;
      },
      `${'a'.repeat(24)}!`
    );
    expect(native).toBeGreaterThan(10);

    const profiles = new ProfilesPage(page);
    await profiles.open(link({ search_mode: 'regex' }));
    await expect(profiles.rows.first()).toBeVisible();
    await profiles.search.fill('(a+)+$');
    await page.getByRole('radio', { name: 'Graph' }).check({ force: true });
    await expect(page).toHaveURL(/layout=graph/);
    await expect(page.getByRole('search')).toContainText(/\d+ symbols?, /);
    await profiles.search.fill('(a+)+!');
    await expect(page.getByRole('search')).toContainText('1 symbol, 5 %');
    expect(MATCH_TRAP).toMatch(/^a{36,}!$/);
  });

  test('steps through matches and opens the collapsed group that hides one', async ({ page }) => {
    const profiles = new ProfilesPage(page);
    await profiles.open(link());
    await profiles.search.fill('n.');
    // main.main heads its group; main.run and main.loop are hidden in it.
    await expect(page.getByRole('search')).toContainText('4 symbols, 60 %');
    const status = page.getByRole('status');
    await page.getByRole('button', { name: /^Next match/ }).click();
    await expect(status.filter({ hasText: 'Match 1 of 4: main.main' })).toHaveCount(1);
    await profiles.expectLinked('group');
    await page.getByRole('button', { name: /^Next match/ }).click();
    await expect(status.filter({ hasText: 'Match 2 of 4: main.run' })).toHaveCount(1);
    await profiles.expectLinked('group', '0\nmain.main');
    await profiles.search.press('Shift+Enter');
    await profiles.search.press('Shift+Enter');
    await expect(status.filter({ hasText: 'Match 4 of 4: json.Decode' })).toHaveCount(1);
  });
});
