import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushDrawn, pushFile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { stacksOf } from './reference';
import { test } from './test';

/** As wide as Grafana's docked menu leaves of 1366. */
test.use({ viewport: { width: 1040, height: 768 } });

/** Who may use the data source, but not its proxy. */
test.beforeEach(({ page }) =>
  page.route('**/api/datasources/proxy/**', (route) => route.fulfill({ status: 403, json: { message: 'Forbidden' } }))
);

/** Recorded servers: what is charged most of own code, as counted stack by stack in `src/profile/own/real.test.ts`. */
for (const [program, top, shown, share] of [
  ['java', 'com/example/shop/Receipt.render', 'Receipt.render', '62.7 %'],
  ['python', 'shop/receipt.py render', 'render', '24.7 %'],
  ['node', './dist/receipt.js:render:2', 'render', '34.1 %'],
  ['cpp', 'shop::Receipt::render[abi:cxx11](shop::Cart const&) const', 'Receipt::render', '85.3 %'],
  ['rust', 'shop::receipt::render', 'receipt::render', '52.1 %'],
]) {
  test(`from a cold link to the top consumer of own code: ${program}`, async ({ page }, testInfo) => {
    const place = { service_name: freshName(program), namespace: seeded().namespaceOf('drawings') };
    const file = join(__dirname, '../standalone/demo/profiles/programs', program);
    await (program === 'cpp' || program === 'rust'
      ? pushFile(testInfo, { file: `${file}.pb.gz`, name: 'process_cpu', labels: place })
      : pushDrawn(testInfo, gunzipSync(await readFile(`${file}.folded.gz`)).toString(), place));
    const profiles = new ProfilesPage(page);
    await profiles.open({ ...place, ...seeded().range });
    await profiles.rows.first().waitFor();
    const { y } = (await profiles.graph.boundingBox())!;
    expect(y, 'the graph begins in sight').toBeLessThanOrEqual(320);
    await page.screenshot({ path: testInfo.outputPath('first.png') });
    if (program === 'cpp') {
      // Its entry is in no namespace: names alone do not tell.
      await page.getByText('Is shop your code?').waitFor();
      await page.getByRole('button', { name: 'Yes', exact: true }).click();
    }
    await profiles.table.getByRole('button', { name: 'Own', exact: true }).click();
    await expect.poll(async () => (await profiles.topRows(1))[0].name).toBe(top);
    await expect(profiles.rows.first()).toContainText(shown);
    await expect(profiles.rows.first().getByRole('cell').last()).toContainText(share);
    await page.screenshot({ path: testInfo.outputPath('own.png') });
  });
}

test('from a cold link to the top consumer of own code in two clicks: a recorded Go server', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({
    service_name: 'pyroscope',
    namespace: seeded().namespaceOf('monitoring'),
    type: 'process_cpu:cpu',
    ...seeded().range,
  });
  await page.getByText('Is github.com/grafana/pyroscope your code?').waitFor();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await profiles.table.getByRole('button', { name: 'Own', exact: true }).click();
  const top = topOwn('github.com/grafana/pyroscope/');
  await expect.poll(async () => (await profiles.topRows(1))[0].name).toBe(top);
});

/** The slow way: each sample of the recorded windows for its deepest own function. */
function topOwn(prefix: string): string {
  const charged = new Map<string, number>();
  const files = recorded.filter(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu');
  for (const { names, value } of files.flatMap((file) => stacksOf(pathOf(file), 'cpu'))) {
    const deepest = names.reverse().find((name) => name.startsWith(prefix));
    if (deepest !== undefined) {
      charged.set(deepest, (charged.get(deepest) ?? 0) + value);
    }
  }
  return [...charged].sort((a, b) => b[1] - a[1])[0][0];
}
