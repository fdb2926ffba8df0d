import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, pushDrawn } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const STACKS = `
  main.main;net/http.(*conn).serve;github.com/me/shop/cart.Total;crypto/sha256.block 50
  main.main;net/http.(*conn).serve;github.com/me/shop/cart.Total;runtime.mallocgc 10
  main.main;net/http.(*conn).serve;github.com/me/shop/tax.Rate 11
  google.golang.org/grpc.(*Server).serve 9
  runtime.gcBgMarkWorker;runtime.gcDrain 20
`;

/** As wide as Grafana's docked menu leaves of 1366. */
test.use({ viewport: { width: 1040, height: 768 } });

test('from a cold link to the top consumer of own code in two clicks; the link and the next visit keep it', async ({
  page,
}, testInfo) => {
  const place = { service_name: freshName('own'), namespace: seeded().namespaceOf('drawings') };
  await pushDrawn(testInfo, STACKS.trim().replace(/^ +/gm, ''), place);
  const profiles = new ProfilesPage(page);
  const link = { ...place, ...seeded().range };
  await profiles.open(link);
  await expect(page.getByText('Is github.com/me/shop your code?')).toBeVisible();
  const { y } = (await profiles.graph.boundingBox())!;
  expect(y, 'the graph begins in sight').toBeLessThanOrEqual(320);

  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await profiles.table.getByRole('button', { name: 'Own', exact: true }).click();
  await expect.poll(async () => (await profiles.topRows(1))[0].name).toBe('github.com/me/shop/cart.Total');
  await expect(profiles.rows.first().getByRole('cell').last()).toContainText('60 %');
  await expect(page.getByRole('button', { name: 'own 71 % · libraries 9 % · runtime 20 %' })).toBeVisible();
  await profiles.expectLinked('own', 'yes:github.com/me/shop');
  await profiles.expectLinked('sort', 'own');
  await page.screenshot({ path: testInfo.outputPath('own.png') });

  await page.reload();
  await expect.poll(async () => (await profiles.topRows(1))[0].name).toBe('github.com/me/shop/cart.Total');
  await profiles.open({ ...link, sort: 'own' });
  await expect.poll(async () => (await profiles.topRows(1))[0].name).toBe('github.com/me/shop/cart.Total');

  await page.getByRole('button', { name: 'No own code on the stack' }).click();
  await expect(page.getByRole('row', { name: /^Garbage collection/ })).toContainText('20 %');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  // With the labels panel beside it the table keeps room for names.
  await page.getByRole('button', { name: 'Labels', exact: true }).click();
  await expect(profiles.table.getByRole('columnheader', { name: 'Total' })).toBeHidden();
  await expect(profiles.rows.first().getByRole('cell').last()).toContainText('60 %');
  expect((await profiles.rows.first().getByRole('cell').first().boundingBox())!.width).toBeGreaterThan(100);
  await profiles.table.getByRole('button', { name: 'Self', exact: true }).click();
  await expect(profiles.table.getByRole('columnheader', { name: 'Total' })).toBeVisible();
  await expect(profiles.table.getByRole('columnheader', { name: 'Own' })).toBeHidden();
  await page.screenshot({ path: testInfo.outputPath('own-beside-labels.png') });
});
