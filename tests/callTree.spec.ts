import { expect } from '@grafana/plugin-e2e';
import { pushDrawing, shownDrawing } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

test('follows the heaviest stack down, then from the bottom up by keys, and is in the link', async ({
  page,
}, testInfo) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(shownDrawing(await pushDrawing(testInfo)));
  await profiles.chooseLayout('Call tree');
  const tree = page.getByRole('treegrid', { name: 'Call tree, Top-down' });
  const rows = tree.locator('[data-index]');
  await expect(rows).toHaveText([/main\.main/, /gc\.mark/]);
  await page.getByRole('button', { name: 'Follow the heaviest' }).click();
  const end = rows.filter({ hasText: 'json.Decode' });
  await expect(end).toContainText(/30 s 30 %.*25 s 25 %/);
  await expect(rows.filter({ hasText: 'work.(*cache).get' })).toContainText('20 s 20 %');
  // The end of what was cut to the heaviest: under json.Decode goes one more.
  await expect(tree.getByRole('row', { selected: true })).toHaveAttribute('aria-level', '6');
  await profiles.expectLinked('layout', 'tree');
  await expect(tree.getByRole('columnheader')).toHaveText(['Symbol', 'Total', 'Self', 'Own']);
  await page.screenshot({ path: testInfo.outputPath('top-down.png') });

  await page.getByRole('radio', { name: 'Bottom-up' }).click();
  const up = page.getByRole('treegrid', { name: 'Call tree, Bottom-up' }).locator('[data-index]');
  await expect(up.first()).toContainText(/gc\.drain\s*40 s 40 %/);
  await page.reload();
  await expect(up.first()).toContainText('gc.drain');
  await profiles.expectLinked('tree', 'bottom-up');
  await up.nth(1).click();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toContainText('work.parse');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(page.locator(':focus')).toContainText('gc.drain');
  await page.screenshot({ path: testInfo.outputPath('bottom-up.png') });
  await page.keyboard.press('s');
  await expect(page.getByRole('tree', { name: 'Callers of gc.drain' })).toBeVisible();
  await page.goBack();
  await expect(up.first()).toContainText('gc.drain');
});
