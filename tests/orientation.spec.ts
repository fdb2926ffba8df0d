import { expect } from '@grafana/plugin-e2e';
import { pushDrawing, shownDrawing } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

test('the root goes to the bottom, where pointer and keys find frames, and stays there in the link and the next time', async ({
  page,
}, testInfo) => {
  const profiles = new ProfilesPage(page);
  const service = await pushDrawing(testInfo);
  await profiles.open(shownDrawing(service));
  await expect(profiles.graph).toBeVisible();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Flame, the root at the bottom' }).click();
  await page.keyboard.press('Escape');
  await profiles.expectLinked('orientation', 'flame');
  // The second row from the bottom: main is the wider of two.
  const { width, height } = (await profiles.graph.boundingBox())!;
  await profiles.graph.click({ position: { x: 0.9 * width, y: height - 30 } });
  await profiles.expectLinked('focus', 'main.main');
  await page.screenshot({ path: testInfo.outputPath('flame.png') });
  await profiles.graph.focus();
  await page.keyboard.press('ArrowUp');
  await expect(profiles.selectedFrame()).toHaveAttribute('aria-label', /^work\.parse/);
  await page.keyboard.press('h');
  await expect(profiles.selectedFrame()).toHaveAttribute('aria-label', /^a+!/);

  await page.goto('about:blank');
  await profiles.open(shownDrawing(service));
  await expect(profiles.graph).toBeVisible();
  await profiles.graph.click({ position: { x: 0.9 * width, y: height - 30 } });
  await profiles.expectLinked('focus', 'main.main');
});
