import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { seeded } from './data';
import { freshName, waitForList } from './drawn';
import { ProfilesPage, SERVICES } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const service = () => freshName('parted');
let name = '';

/** One service: 5 s in namespace prod, 3 s of profiles that have no namespace. */
test.beforeAll(async () => {
  name = service();
  const time = seeded().range.to - 60_000;
  const part = (file: string, labels: Record<string, string>) => ({
    file: join(__dirname, 'fieldcases', file),
    name: 'process_cpu',
    labels: { service_name: name, ...labels },
    time,
  });
  await seedProfiles(process.env.PYROSCOPE_URL ?? test.info().project.use.baseURL!, [
    part('namespace-part-a.pb.gz', { namespace: 'prod' }),
    part('namespace-part-b.pb.gz', {}),
  ]);
});

const PARTS: Array<{ what: string; link: Record<string, string>; selector: string; total: string }> = [
  { what: 'prod', link: { namespace: 'prod' }, selector: ', namespace="prod"', total: '5 s' },
  { what: 'No namespace', link: { namespace: '' }, selector: ', namespace=""', total: '3 s' },
  { what: 'All namespaces', link: { ns: 'any' }, selector: '', total: '8 s' },
];

/** What is shown: its selector, and the total of `main.main`, which is on every stack. */
async function expectShown(page: Page, { selector, total }: (typeof PARTS)[number]) {
  const profiles = new ProfilesPage(page);
  await expect(profiles.selector).toHaveText(`{service_name="${name}"${selector}}`);
  await expect(profiles.row('main.main').getByRole('cell').nth(2)).toContainText(total);
}

for (const part of PARTS) {
  test(`a service with and without a namespace, ${part.what}: by link, and it comes back`, async ({ page }) => {
    const profiles = new ProfilesPage(page);
    await profiles.open({ service_name: name, ...part.link, ...seeded().range });
    await expectShown(page, part);
    await page.reload();
    await expectShown(page, part);
    for (const [param, value] of Object.entries(part.link)) {
      await profiles.expectLinked(param, value);
    }
  });

  test(`a service with and without a namespace, ${part.what}: by the question of a silent link`, async ({ page }) => {
    const profiles = new ProfilesPage(page);
    await profiles.open({ service_name: name, ...seeded().range });
    const question = page.getByTestId('state-message');
    await expect(question.getByRole('button')).toHaveText(PARTS.map(({ what }) => what));
    await question.getByRole('button', { name: part.what }).click();
    await expectShown(page, part);
    // What was chosen is not asked again, by whatever link that is silent.
    await profiles.open({ service_name: name, ...seeded().range });
    await expectShown(page, part);
  });
}

test('a service with and without a namespace: each row of the list opens its own', async ({ page }, testInfo) => {
  await waitForList(testInfo, { service_name: name, namespace: 'prod' }, { service_name: name });
  for (const { part, row } of [
    { part: PARTS[0], row: 'prod' },
    { part: PARTS[1], row: 'none' },
  ]) {
    const { from, to } = seeded().range;
    await page.goto(`${SERVICES}?from=${from}&to=${to}&q=${encodeURIComponent(name)}`);
    await page.getByRole('row').filter({ hasText: row }).getByRole('link', { name, exact: true }).click();
    await expectShown(page, part);
  }
});

test('from one namespace to all of them and to none, and Back', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ service_name: name, namespace: 'prod', ...seeded().range });
  await expectShown(page, PARTS[0]);
  for (const part of [PARTS[2], PARTS[1]]) {
    await page.getByTestId('namespace').click();
    await page.getByRole('menuitem', { name: part.what }).click();
    await expectShown(page, part);
  }
  await page.goBack();
  await expectShown(page, PARTS[2]);
});
