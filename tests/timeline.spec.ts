import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { expectShown, ProfilesPage } from './profilesPage';
import { mergedSymbols, symbolsOf, topBySelf } from './reference';
import { seedProfiles, type SeedProfile } from './seed';
import { test } from './test';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const GOROUTINES = 'goroutines:goroutine:count:goroutine:count';

const goroutineFiles = recorded.filter(({ sampleType }) => sampleType === 'goroutine').map(pathOf);
const goroutines = (file: string) =>
  [...symbolsOf(file, 'goroutine').values()].reduce((sum, { self }) => sum + self, 0);

const [fileA, fileB] = goroutineFiles;
const valueOf = { a: goroutines(fileA), b: goroutines(fileB) };
const both = valueOf.a + valueOf.b;

/** Two pods over ten minutes: one is asked every 15 s, the other every 40 s; both always have the same value. */
let times: { first: number; last: number };
let service: string;

test.beforeAll(async ({}, { project }) => {
  const newest = seeded().range.to - MINUTE;
  service = `snapshots-${newest.toString(36)}-${process.pid}`;
  times = { first: newest - 10 * MINUTE, last: newest };
  const at = (pod: string, file: string, every: number, from: number): SeedProfile[] =>
    Array.from({ length: Math.floor((10 * MINUTE) / every) }, (_, i) => ({
      file,
      name: 'goroutines',
      labels: { service_name: service, namespace: seeded().namespaceOf('monitoring'), pod },
      time: times.first + from + i * every,
    }));
  const target = process.env.PYROSCOPE_URL ?? project.use.baseURL!;
  await seedProfiles(target, [...at('a', fileA, 15 * SECOND, 1_300), ...at('b', fileB, 40 * SECOND, 4_700)]);
});

const link = (minutes: number, more = {}) => ({
  service_name: service,
  namespace: seeded().namespaceOf('monitoring'),
  type: GOROUTINES,
  from: times.last - minutes * MINUTE,
  to: times.last,
  ...more,
});

/** The timeline's points, from the table behind it. */
async function points(page: Page): Promise<Array<{ time: string; value: string }>> {
  const rows = page.getByTestId('timeline').locator('tbody tr');
  await expect(rows.first()).toBeAttached();
  return rows.evaluateAll((all) =>
    all.map((row) => ({ time: row.children[0].textContent ?? '', value: row.children[1].textContent ?? '' }))
  );
}

/** Of `10:20:01`, or `2026-11-27 00:20:01` where a range is not of today alone, as after midnight. */
const secondsOf = (time: string) => Date.parse(`${time.includes(' ') ? time : `2000-01-01 ${time}`}Z`) / SECOND;

/** "1.2 K" is any value that rounds to it; the seeded ones are below 10,000. */
const shown = (value: number) => `${value >= 1000 ? `${Number((value / 1000).toFixed(2))} K` : value} goroutines`;

test('snapshots have the same value at steps of 15 s and 60 s, two instances of unequal counts', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  for (const [minutes, step] of [
    [30, 15],
    [240, 60],
  ]) {
    await profiles.open(link(minutes));
    const all = await points(page);
    expect(secondsOf(all[3].time) - secondsOf(all[2].time)).toBe(step);
    // The first and the last bucket may hold one pod alone: they did not begin and end at the same time.
    expect(new Set(all.slice(1, -2).map(({ value }) => value))).toEqual(new Set([shown(both)]));
    await expect(page.getByTestId('summary')).toContainText(/goroutines.*2 pods/);
  }
});

test('the flame graph shows the latest snapshot of every pod, the average when asked, and says which', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link(30));
  await expect(page.getByTestId('snapshot-label')).toHaveText(/^snapshot \d\d:\d\d:\d\d$/);
  const total = page.getByText(`total ${shown(both).replace(' goroutines', '')}`).first();
  await expect(total).toBeVisible();
  await page.getByRole('radio', { name: 'average' }).check();
  await expect(page).toHaveURL(/snapshot=average/);
  await expect(page.getByTestId('snapshot-label')).toHaveText('average over range');
  // Not the sum of 40 and 15 snapshots, which the data source sends.
  await expect(total).toBeVisible();
  const [row] = await profiles.topRows(1);
  const [, top] = topBySelf(mergedSymbols([symbolsOf(fileA, 'goroutine'), symbolsOf(fileB, 'goroutine')]), 1)[0];
  expectShown(row.self, top.self, 'self on average');
  await page.goBack();
  await expect(page.getByTestId('snapshot-label')).toHaveText(/^snapshot/);
});

test('all that the timeline offers is in reach beside the labels panel, and the graph begins where it does', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link(30, { labels: 'pod' }));
  await expect(page.getByRole('radio', { name: 'at peak' })).toBeVisible();
  const { x: end } = (await page.getByTestId('labels-panel').boundingBox())!;
  for (const name of ['Zoom flame graph only', 'Compare with selection', 'Split by', 'Hide']) {
    const { x, width } = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
    expect(x + width, name).toBeLessThan(end);
  }
  expect((await profiles.graph.boundingBox())!.y).toBeLessThanOrEqual(320);
});

test('where the proxy is refused the latest snapshot still works, and the sum is named so', async ({ page }) => {
  await page.route('**/api/datasources/proxy/**', (route) =>
    route.fulfill({ status: 403, json: { message: "You'll need additional permissions to perform this action" } })
  );
  const profiles = new ProfilesPage(page);
  await profiles.open(link(30));
  await expect(page.getByTestId('snapshot-label')).toHaveText(/^snapshot \d\d:\d\d:\d\d$/);
  const [row] = await profiles.topRows(1);
  expect(Number.parseFloat(row.self) * (row.self.includes('K') ? 1000 : 1)).toBeLessThanOrEqual(both);
  await profiles.open(link(30, { snapshot: 'average' }));
  await expect(page.getByTestId('snapshot-label')).toContainText('sum of all snapshots in the range');
});

test('dragging over the timeline makes the selection the range, or only the window of the graph', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link(20));
  const plot = page.getByTestId('timeline-chart').locator('.u-over');
  await expect(plot).toBeVisible();
  await page.getByRole('button', { name: 'Zoom flame graph only' }).click();
  await drag(page, 0.6, 0.8);
  await expect(page.getByTestId('window-chip')).toBeVisible();
  const params = new URL(page.url()).searchParams;
  // Of 20 minutes, the part from 60 % to 80 %; a pixel is about a second.
  expect(Math.abs(Number(params.get('window_from')) - (times.last - 8 * MINUTE))).toBeLessThan(5 * SECOND);
  expect(Math.abs(Number(params.get('window_to')) - (times.last - 4 * MINUTE))).toBeLessThan(5 * SECOND);
  expect(params.get('from')).toBe(String(times.last - 20 * MINUTE));
  await page.getByTestId('window-chip').click();
  await expect(page).not.toHaveURL(/window_from/);

  await page.getByRole('button', { name: 'Zoom flame graph only' }).click();
  await drag(page, 0.6, 0.8);
  await expect(page).not.toHaveURL(new RegExp(`from=${times.last - 20 * MINUTE}`));
  const from = Number(new URL(page.url()).searchParams.get('from'));
  expect(Math.abs(from - (times.last - 8 * MINUTE))).toBeLessThan(5 * SECOND);
});

test('the keyboard selects on the timeline', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link(30));
  const before = (await points(page)).map(({ time }) => secondsOf(time));
  const slider = page.getByRole('slider', { name: /timeline/ });
  await slider.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(new RegExp(`from=${times.last - 30 * MINUTE}`));
  const { searchParams } = new URL(page.url());
  const length = Number(searchParams.get('to')) - Number(searchParams.get('from'));
  expect(length / SECOND).toBeCloseTo(before.at(-1)! - before.at(-3)! + 15, -1);
});

test('split by a label draws a line for each value', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link(30));
  await page.getByTestId('timeline').getByRole('button', { name: 'Split by' }).click();
  await page.getByRole('menuitem', { name: 'pod', exact: true }).click();
  await expect(page).toHaveURL(/split=pod/);
  const heads = page.getByTestId('timeline').locator('thead th');
  await expect(heads).toHaveText(['Time', valueOf.a >= valueOf.b ? 'a' : 'b', valueOf.a >= valueOf.b ? 'b' : 'a']);
});

test('the timeline and the summary ask after the flame graph, and frames begin at most 320 px below the top', async ({
  page,
}) => {
  const queries: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ds/query')) {
      queries.push(request.postDataJSON().queries[0].queryType);
    } else if (request.url().includes('/SelectMergeProfile')) {
      queries.push('profile');
    }
  });
  const { from, to } = seeded().range;
  const profiles = new ProfilesPage(page);
  await profiles.open({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), from, to });
  await expect(page.getByTestId('summary')).toContainText('cores');
  expect(queries[0]).toBe('profile');
  expect(queries).toContain('metrics');
  const graph = page.locator('canvas:not(.uplot canvas)').first();
  expect((await graph.boundingBox())?.y).toBeLessThanOrEqual(320);
  expect((await page.getByTestId('timeline').boundingBox())?.height).toBeLessThanOrEqual(80);
});

async function drag(page: Page, from: number, to: number) {
  const box = (await page.getByTestId('timeline-chart').locator('.u-over').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + ((from + to) / 2) * box.width, y, { steps: 4 });
  await page.mouse.move(box.x + to * box.width, y, { steps: 4 });
  await page.mouse.up();
}
