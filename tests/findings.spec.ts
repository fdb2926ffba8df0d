import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, pushDrawn } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const STACKS = `
main.main;net/http.HandlerFunc.ServeHTTP;main.cart;encoding/json.Marshal 24
main.main;net/http.HandlerFunc.ServeHTTP;main.cart;encoding/json.Marshal;reflect.Value.Field 6
main.main;net/http.HandlerFunc.ServeHTTP;main.tax 50
runtime.gcBgMarkWorker;runtime.gcDrain 20
`;

/** As wide as Grafana's docked menu leaves of 1366. */
test.use({ viewport: { width: 1040, height: 768 } });

// One test: whether findings are on is kept for the person.
test('findings say what they are of, filter with one click, and are turned off and on', async ({ page }, testInfo) => {
  const place = { service_name: freshName('findings'), namespace: seeded().namespaceOf('drawings') };
  await pushDrawn(testInfo, STACKS, place);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  // The first page of a run may take long; what follows does not.
  await profiles.graph.waitFor();
  const pill = page.getByRole('button', { name: '3 findings' });
  await expect(pill).toBeVisible();
  const { y } = (await profiles.graph.boundingBox())!;
  expect(y, 'the graph begins in sight').toBeLessThanOrEqual(320);
  await pill.click();
  await expect(page.getByRole('region', { name: 'JSON' })).toContainText(/^JSON 30 %/);
  await expect(page.getByRole('region', { name: 'Garbage collection' })).toContainText(/^Garbage collection 20 %/);
  await expect(page.getByRole('region', { name: 'Reflection' })).toContainText(/^Reflection 6 %/);
  await page.screenshot({ path: testInfo.outputPath('findings.png') });

  await page.getByRole('button', { name: 'Highlight: JSON' }).click();
  await expect(page.getByRole('search')).toContainText('1 symbol, 30 %');
  await pill.click();
  await page.getByRole('button', { name: 'Keep only these stacks: JSON' }).click();
  const bar = page.getByRole('group', { name: 'Transforms' });
  await expect(bar).toContainText('30 % left');
  await profiles.expectLinked('t', /^keep/);
  await bar.getByRole('button', { name: /^Remove: / }).click();
  await expect(bar.getByRole('button')).toHaveText(['Undo']);

  await pill.click();
  await page.getByRole('button', { name: 'Hide: Garbage collection 20 %' }).click();
  await expect(bar).toContainText('80 % left');
  await page.reload();
  await expect(bar).toContainText('80 % left');

  await pill.click();
  await page.getByRole('button', { name: 'Turn off findings' }).click();
  await expect(pill).toHaveCount(0);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Show findings' }).click();
  await expect(pill).toBeVisible();
});
