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
