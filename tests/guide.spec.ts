import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, pushDrawn } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const STACKS = `
main.main;main.serve;encoding/json.Marshal;runtime.mallocgc 30
main.main;main.serve;encoding/json.Marshal 20
main.main;main.serve 5
main.main;runtime.gc 25
idle 20`;

/** As wide as Grafana's docked menu leaves of 1366. */
test.use({ viewport: { width: 1040, height: 768 } });

let place = { service_name: '', namespace: '' };
test.beforeAll(async ({}, testInfo) => {
  place = { service_name: freshName('guide'), namespace: seeded().namespaceOf('drawings') };
  await pushDrawn(testInfo, STACKS.trim(), place);
});

test('a frame that was clicked is told below the graph, without a hover; its path leads back', async ({
  page,
}, testInfo) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range, collapse: 'none' });
  // From a cold link, before any click: the top consumer of own code.
  const cold = page.getByRole('group', { name: 'Heaviest own code' });
  await expect(cold.getByRole('button', { name: /^Focus/ })).toHaveText(['total', 'main.main', 'main.serve']);
  await expect(cold).toContainText('55 %');
  expect((await profiles.graph.boundingBox())!.y, 'the graph begins in sight').toBeLessThanOrEqual(320);
  await page.screenshot({ path: testInfo.outputPath('cold.png') });

  await profiles.clickFrame(2, 0.4);
  await profiles.expectLinked('focus', 'main.main', 'main.serve');
  const told = page.getByRole('group', { name: 'Selected frame' });
  await expect(told.getByRole('button', { name: /^Focus/ })).toHaveText(['total', 'main.main', 'main.serve']);
  await expect(told).toContainText(/Total .*55 %.*Self .*5 %.*Own .*55 %/);
  for (const offer of ['Lines', 'Over time']) {
    await expect(told.getByRole('button', { name: offer })).toBeInViewport();
  }
  await page.screenshot({ path: testInfo.outputPath('selected.png') });

  await told.getByRole('button', { name: 'Focus main.main' }).click();
  await profiles.expectLinked('focus', 'main.main');
  await told.getByRole('button', { name: 'Over time' }).click();
  await profiles.expectLinked('over', 'main.main');
});

test('a deep graph has a map: dragged and by keys it moves what is on screen, sideways once it is zoomed', async ({
  page,
}, testInfo) => {
  const deep = { ...place, service_name: freshName('deep') };
  const chain = Array.from({ length: 90 }, (_, i) => `main.step${i}`);
  await pushDrawn(testInfo, `${chain.join(';')} 60\n${chain.slice(0, 45).join(';')};main.other 40`, deep);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...deep, ...seeded().range, collapse: 'none', layout: 'graph' });
  const map = page.getByRole('slider', { name: 'Minimap' });
  await expect(map).toBeInViewport();
  const says = (text: RegExp) => expect(map).toHaveAttribute('aria-valuetext', text);
  await says(/^Width 0 to 100 %, height 0 to/);
  await page.screenshot({ path: testInfo.outputPath('deep.png') });

  await map.press('End');
  await says(/to 100 %$/);
  await map.click({ position: { x: 52, y: 1 } });
  await says(/height 0 to/);

  await profiles.graph.press('+');
  await says(/^Width 13 to 87 %/);
  const { x, y } = (await map.boundingBox())!;
  await page.mouse.move(x + 52, y + 2);
  await page.mouse.down();
  await page.mouse.move(x + 103, y + 39, { steps: 4 });
  await page.mouse.up();
  await says(/^Width 26 to 100 %, height \d+ to 100 %$/);
  await expect.poll(() => profiles.linked('x').length, { message: 'the zoom is linked' }).toBe(1);
  await page.screenshot({ path: testInfo.outputPath('dragged.png') });
});
