import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { expectShown, ProfilesPage } from './profilesPage';
import { linesBySymbol, mergedSymbols, symbolsOf, topBySelf } from './reference';
import { test } from './test';

/** Go's profiles have lines within functions; Node's have only where a function begins. */
const GO = recorded.filter(
  ({ labels, name, sampleType }) =>
    labels.service_name === 'pyroscope' && name === 'process_cpu' && sampleType === 'cpu'
);

const link = () => ({
  service_name: 'pyroscope',
  namespace: seeded().namespaceOf(GO[0].labels.namespace),
  type: 'process_cpu:cpu',
  ...seeded().range,
});

test('the source lines of a symbol: from the table, from the graph, by a link, with the numbers of the pushed file', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  const top = topBySelf(mergedSymbols(GO.map((file) => symbolsOf(pathOf(file), file.sampleType))), 10);
  const bySymbol = linesBySymbol(GO.map(pathOf), 'cpu');
  const [symbol] = top.find(([name]) => (bySymbol.get(name)?.size ?? 0) > 1)!;
  const expected = bySymbol.get(symbol)!;
  const drawer = page.getByRole('dialog');

  await test.step('by keys from the table, and back by Escape', async () => {
    await profiles.row(symbol).locator('[data-control="menu"]').press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Source lines' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(drawer.getByRole('table').first()).toBeVisible();
    const rows = drawer.locator('tbody tr');
    await expect(rows).toHaveCount(expected.size);
    for (const row of await rows.all()) {
      const [line, self, total] = await row.locator('th, td').allInnerTexts();
      // A question mark where the version is not known.
      const numbers = expected.get(Number(line.replace(' ?', '')))!;
      expectShown(self || '0 ns', numbers.self, `self of line ${line}`);
      expectShown(total, numbers.total, `total of line ${line}`);
    }
    await profiles.expectLinked('lines', symbol);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await profiles.expectLinked('lines');
    await expect(profiles.row(symbol).locator('[data-control="menu"]')).toBeFocused();
  });

  await test.step('from the graph, with who calls', async () => {
    await profiles.graph.focus();
    // Below a thread's first function, which nothing calls.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('l');
    await expect(drawer).toBeVisible();
    await drawer
      .getByRole('button', { name: /callers?$/ })
      .first()
      .click();
    await expect(drawer.getByRole('list', { name: /^Callers of line/ }).first()).toBeVisible();
    await page.goBack();
    await expect(drawer).toBeHidden();
  });

  await test.step('by a link, where the proxy refuses: why they are not known', async () => {
    await page.route('**/SelectMergeProfile', (route) =>
      route.fulfill({ status: 403, json: { message: 'data source access denied' } })
    );
    await profiles.open({ ...link(), lines: symbol });
    await expect(drawer.getByRole('alert')).toHaveText(
      'Source lines are not known: the whole profile needs the data source proxy'
    );
  });
});
