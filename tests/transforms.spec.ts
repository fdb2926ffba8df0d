import { expect } from '@grafana/plugin-e2e';
import { pushDrawing, shownDrawing } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

test('hides stacks from a row, keeps it in the link and in history, and takes it back', async ({ page }, testInfo) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(shownDrawing(await pushDrawing(testInfo)));
  await profiles.table.getByRole('button', { name: 'More about gc.drain' }).click();
  await page.getByRole('menuitem', { name: 'Transform' }).hover();
  await page.getByRole('menuitem', { name: 'Hide stacks with it' }).click();
  const bar = page.getByRole('group', { name: 'Transforms' });
  await expect(bar).toContainText('60 % left');
  await expect(profiles.table.getByText('gc.drain')).toHaveCount(0);
  await profiles.expectLinked('t', 'hide:gc.drain');
  await page.screenshot({ path: testInfo.outputPath('transforms.png') });

  await page.reload();
  await expect(bar).toContainText('60 % left');
  await page.goBack();
  await expect(bar).toHaveCount(0);
  await page.goForward();
  await expect(bar).toContainText('60 % left');

  // From a frame of the graph, by keyboard alone.
  await profiles.graph.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Transform' }).focus();
  await page.keyboard.press('ArrowRight');
  const below = page.getByRole('menuitem', { name: 'Drop what is above' });
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(below).toBeFocused({ timeout: 300 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('button', { name: 'from work.parse', exact: true })).toBeVisible();
  await expect(bar).toContainText('40 % left');
  await profiles.graph.focus();
  await page.keyboard.press('Control+z');
  await expect(bar).toContainText('60 % left');
});
