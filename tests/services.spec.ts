import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { waitForList } from './drawn';
import { expectShown, ProfilesPage, SERVICES } from './profilesPage';
import { symbolsOf } from './reference';
import { seedProfiles } from './seed';
import { test } from './test';

const list = (more: Record<string, string> = {}) =>
  `${SERVICES}?${new URLSearchParams({ from: String(seeded().range.from), to: String(seeded().range.to), ...more })}`;

const rowOf = (page: Page, service: string, namespace: string) =>
  page
    .getByRole('row')
    .filter({ hasText: namespace })
    .filter({ has: page.getByRole('link', { name: service, exact: true }) });

const files = (name: string, sampleType: string) =>
  recorded.filter(
    (profile) =>
      profile.labels.service_name === 'pyroscope' && profile.name === name && profile.sampleType === sampleType
  );

/** What a file's stacks sum up to. */
const totalOf = (file: string, sampleType: string) =>
  [...symbolsOf(file, sampleType).values()].reduce((sum, { self }) => sum + self, 0);

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

test('lists services with namespaces and types, finds one, and leads to its profiles', async ({ page }) => {
  const namespace = seeded().namespaceOf('monitoring');
  await page.goto(list());
  // Only the rows on screen are there, and other tests push services too.
  const search = page.getByPlaceholder('Search services');
  await search.fill('pyroscope');
  const row = rowOf(page, 'pyroscope', namespace);
  await expect(row).toContainText('CPU');
  // Those that have no room are in the tooltip.
  const types = row.getByRole('cell').last();
  for (const type of ['process_cpu:cpu', 'memory:inuse_space', 'block:delay', 'mutex:delay', 'goroutine']) {
    await expect(types).toHaveAttribute('title', new RegExp(type));
  }
  const other = page.getByRole('row').filter({ hasText: seeded().namespaceOf('build') });
  await search.fill(seeded().namespaceOf('build'));
  await expect(other).toHaveCount(1);
  await search.fill(namespace);
  await expect(other).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`q=${namespace}`));
  await row.getByRole('link', { name: 'pyroscope', exact: true }).click();
  const profiles = new ProfilesPage(page);
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(`{service_name="pyroscope", namespace="${namespace}"}`);
});

test('shows small charts with the averages of the seeded files', async ({ page }) => {
  await page.goto(list({ q: seeded().namespaceOf('monitoring') }));
  const row = rowOf(page, 'pyroscope', seeded().namespaceOf('monitoring'));
  const [cpu, memory] = [row.locator('[data-resource="cpu"]'), row.locator('[data-resource="memory"]')];
  await expect(cpu).toContainText('cores');
  await expect(memory).toContainText('iB');
  // One profile a minute, each of the minute before it.
  const cpuFiles = files('process_cpu', 'cpu');
  const seconds = 60 * cpuFiles.length;
  const nanoseconds = sum(cpuFiles.map((profile) => totalOf(pathOf(profile), 'cpu')));
  expectShown(await cpu.innerText(), nanoseconds / 1e9 / seconds, 'average cores');
  const inUse = files('memory', 'inuse_space').map((profile) => totalOf(pathOf(profile), 'inuse_space'));
  expectShown(await memory.innerText(), sum(inUse) / inUse.length, 'average memory in use');
  for (const cell of [cpu, memory]) {
    await expect(cell.locator('canvas').first()).toBeVisible();
  }
});

test('begins with the most CPU, sorts as the link says, and is found again as it was left', async ({
  page,
}, testInfo) => {
  const namespace = `sorting-${seeded().namespaceOf('')}`;
  const ranked = files('process_cpu', 'cpu').sort((a, b) => totalOf(pathOf(a), 'cpu') - totalOf(pathOf(b), 'cpu'));
  const [least, most] = [ranked[0], ranked[ranked.length - 1]];
  const time = seeded().timeOf(least.until);
  const seed = (service_name: string, { file, name }: { file: string; name: string }) => ({
    file,
    name,
    labels: { service_name, namespace },
    time,
  });
  const tsc = recorded.find(({ labels }) => labels.service_name === 'tsc')!;
  const profiles = [
    seed('aardvark', { ...least, file: pathOf(least) }),
    seed('badger', { ...tsc, file: pathOf(tsc) }),
    seed('zebra', { ...most, file: pathOf(most) }),
  ];
  await seedProfiles(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL!, profiles);
  await waitForList(testInfo, ...profiles.map(({ labels }) => labels));
  const names = () => page.getByRole('row').getByRole('link').allInnerTexts();
  await page.goto(list({ q: namespace }));
  const header = page.getByRole('columnheader', { name: 'CPU' });
  // That of badger is wall-clock time, no time on CPU.
  await expect.poll(names).toEqual(['zebra', 'aardvark', 'badger']);
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await header.getByRole('button').click();
  await expect.poll(names).toEqual(['aardvark', 'zebra', 'badger']);
  await expect(page).toHaveURL(/dir=asc/);
  await page.reload();
  await expect.poll(names).toEqual(['aardvark', 'zebra', 'badger']);
  await page.goBack();
  await expect.poll(names).toEqual(['zebra', 'aardvark', 'badger']);
  await page.getByRole('columnheader', { name: 'Service' }).getByRole('button').click();
  await expect.poll(names).toEqual(['aardvark', 'badger', 'zebra']);
  await page.getByRole('row').getByRole('link', { name: 'badger' }).click();
  // The way back leads to the list as it was left.
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Services' }).click();
  await expect.poll(names).toEqual(['aardvark', 'badger', 'zebra']);
  await expect(page).toHaveURL(new RegExp(`q=${namespace}&by=name`));
});

test('is walked by arrow keys, and Enter opens', async ({ page }) => {
  await page.goto(list({ q: seeded().namespaceOf('').slice(1) }));
  const links = page.getByRole('row').getByRole('link');
  await expect(links.nth(1)).toBeVisible();
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/service\/profiles/);
});

test('opens with the range chosen last', async ({ page }) => {
  const picker = page.getByTestId('data-testid TimePicker Open Button');
  await page.goto(SERVICES);
  await picker.click();
  await page.getByText('Last 3 hours', { exact: true }).click();
  await expect(page).toHaveURL(/from=now-3h/);
  await page.goto(SERVICES);
  await expect(picker).toContainText('Last 3 hours');
});

test('the root page leads to the services', async ({ page }) => {
  await page.goto('/a/oss-serviceprofiles-app');
  await expect(page).toHaveURL(/\/services/);
});
