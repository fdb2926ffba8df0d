import { expect } from '@grafana/plugin-e2e';
import { pushDrawing, shownDrawing } from './drawn';
import { linkTo, ProfilesPage } from './profilesPage';
import { test } from './test';

let service = '';
const link = (more: Record<string, string> = {}) => ({ ...shownDrawing(service), ...more });

test.beforeAll(async ({}, testInfo) => {
  service = await pushDrawing(testInfo);
});

const NAMES = ['gc.drain', 'json.Decode', 'work.(*cache).get', 'work.parse'];

/** All that makes the picture: table, tree, chips, note beside the search, layout, and the graph's very pixels. */
async function pictureOf(profiles: ProfilesPage) {
  const { page } = profiles;
  await expect(profiles.graph).toBeVisible();
  await page.mouse.move(0, 0);
  return {
    rows: await profiles.rows.allInnerTexts(),
    sorted: await profiles.table.locator('[aria-sort$="ending"]').innerText(),
    tree: await profiles.treeLabels(),
    chips: await page
      .getByRole('button', { name: /^(Remove highlight|Show the whole profile|Leave callers and callees)$/ })
      .count(),
    note: await page.getByRole('search').innerText(),
    layout: await page.getByRole('radio', { checked: true }).inputValue(),
    pixels: await page.getByTestId('flamegraph-boxes').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()),
  };
}

test('sorting by each column is in the link', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  const firstRow = async () => (await profiles.topRows(1))[0].name;
  const sortBy = (column: string) => profiles.table.getByRole('button', { name: column, exact: true }).click();
  await expect.poll(firstRow).toBe(NAMES[0]);
  for (const [column, sort, order, first] of [
    ['Total', ['total'], [], /^main\./],
    ['Total', ['total'], ['asc'], /^a+!$/],
    ['Symbol', ['symbol'], [], /^a+!$/],
    ['Symbol', ['symbol'], ['desc'], /^work\.parse$/],
    ['Self', [], [], /^gc\.drain$/],
    ['Self', [], ['asc'], /^(main|gc)\./],
  ] as const) {
    await sortBy(column);
    await profiles.expectLinked('sort', ...sort);
    await profiles.expectLinked('order', ...order);
    await expect.poll(firstRow, `by ${column}`).toMatch(first);
  }
});

test('the layout shows table, graph, or both', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  const divider = page.getByRole('separator', { name: 'Width of the table' });
  await expect(divider).toBeVisible();
  for (const [name, linked, table, graph] of [
    ['Table', ['table'], true, false],
    ['Graph', ['graph'], false, true],
    ['Both', [], true, true],
  ] as const) {
    await profiles.chooseLayout(name);
    await profiles.expectLinked('layout', ...linked);
    await expect(profiles.table).toBeVisible({ visible: table });
    await expect(profiles.graph).toBeVisible({ visible: graph });
    await expect(divider).toBeVisible({ visible: table && graph });
  }
});

test('a link made by steps reopens the very same picture; a refresh keeps it; Back takes the steps back', async ({
  page,
  context,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await profiles.search.pressSequentially('WORK|json');
  await page.getByRole('button', { name: 'Use a regular expression' }).click();
  await profiles.table.getByRole('button', { name: 'Total', exact: true }).click();
  await profiles.row('json.Decode').getByRole('button', { name: 'json.Decode', exact: true }).click();
  await profiles.chooseFromMenu(1, 0.7, /^Expand group/);
  await profiles.clickFrame(2, 0.7);
  await profiles.expectLinked('focus', 'main.main', 'main.run');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'By value' }).click();
  await profiles.expectLinked('colors', 'value');

  const before = await pictureOf(profiles);
  expect(before.rows).toHaveLength(3);
  expect(before).toMatchObject({ sorted: 'Total', chips: 2, layout: expect.any(String) });
  expect(before.note).toContain('3 symbols, 60 %');

  const other = new ProfilesPage(await context.newPage());
  await other.page.goto(page.url());
  await expect(other.rows).toHaveCount(3);
  await expect.poll(() => pictureOf(other)).toEqual(before);
  await other.page.reload();
  await expect(other.rows).toHaveCount(3);
  await expect.poll(() => pictureOf(other)).toEqual(before);
  await other.page.close();

  const asked = page.waitForRequest((request) => request.url().includes('/api/ds/query'));
  await page.getByTestId('data-testid RefreshPicker run button').click();
  await asked;
  await expect.poll(() => pictureOf(profiles)).toEqual(before);

  const steps: Array<[string, string[]]> = [
    ['colors', []],
    ['focus', []],
    ['group', []],
    ['highlight', []],
    ['sort', []],
    ['search_mode', []],
    ['search', []],
  ];
  for (const [param, values] of steps) {
    expect(profiles.linked(param), param).not.toEqual(values);
    await page.goBack();
    await profiles.expectLinked(param, ...values);
  }
  await expect(profiles.search).toHaveValue('');
});

test("a sandwich's own zoom and groups are in the link too", async ({ page, context }) => {
  const profiles = new ProfilesPage(page);
  const treeOf = (shown: ProfilesPage, side: string) =>
    shown.treeLabels(shown.page.getByRole('tree', { name: `${side} of work.parse` }));
  await profiles.open(link({ sandwich: 'work.parse' }));
  await expect.poll(() => treeOf(profiles, 'Callers')).toHaveLength(2);
  await profiles.clickSide('Callers', 1, { button: 'right' });
  await page.getByRole('menuitem', { name: /^Expand group/ }).click();
  await profiles.expectLinked('callers_group', '0\nmain.loop');
  await profiles.clickSide('Callers', 2);
  await profiles.expectLinked('callers_focus', 'main.loop', 'main.run');
  const width = (await page.getByRole('tree', { name: /^Callees/ }).boundingBox())!.width;
  await page.getByRole('tree', { name: /^Callees/ }).click({ position: { x: 0.6 * width, y: 30 } });
  await profiles.expectLinked('callees_focus', 'json.Decode');
  const before = { callers: await treeOf(profiles, 'Callers'), callees: await treeOf(profiles, 'Callees') };
  expect(before.callers).toHaveLength(4);

  const other = new ProfilesPage(await context.newPage());
  await other.page.goto(page.url());
  await expect.poll(() => treeOf(other, 'Callers')).toEqual(before.callers);
  await expect.poll(() => treeOf(other, 'Callees')).toEqual(before.callees);
  await other.page.close();

  await page.goBack();
  await profiles.expectLinked('callees_focus');
  await page.goBack();
  await profiles.expectLinked('callers_focus');
  await profiles.row('gc.drain').locator('[data-control="sandwich"]').click();
  await profiles.expectLinked('sandwich', 'gc.drain');
  await profiles.expectLinked('callers_group');
});

test('another service drops what cannot apply, with a note, and keeps the rest', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({
    ...link({ highlight: 'gone', focus: 'gone', sandwich: 'gone', search: 'gc', sort: 'total', filters: '{a="b"}' }),
    service_name: `${service}x`,
  });
  await page.getByRole('button', { name: service, exact: true }).click();
  await expect(profiles.rows).toHaveCount(3);
  const note = page
    .getByRole('alert')
    .or(page.getByRole('status'))
    .filter({ hasText: 'Some parts of the link were ignored' });
  for (const param of ['highlight', 'focus', 'sandwich', 'filters']) {
    await expect(note).toContainText(`${param}: It belongs to the service ${service}x.`);
    await profiles.expectLinked(param);
  }
  await profiles.expectLinked('search', 'gc');
  await profiles.expectLinked('sort', 'total');
  await profiles.expectLinked('service_name', service);
});

test('a focus that this profile lacks is said, and the nearest shown', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await page.goto(`${linkTo(link())}&focus=main.main&focus=main.run&focus=gone`);
  // On the chip, and read aloud.
  await expect(page.getByText('not in this profile, showing main.run', { exact: true })).toBeVisible();
  await expect(page.getByRole('status').getByText('focus: gone, not in this profile, showing main.run')).toHaveCount(1);
  await expect.poll(() => profiles.treeLabels()).toContainEqual(expect.stringMatching(/^main\.(main|run), 60 %/));
});

test('Grafana classic is in the link, shows the same total, and comes back to the same state', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link({ highlight: 'gc.drain' }));
  const total = await page.getByText(/^total 1\.67 mins$/).innerText();
  await page.getByRole('button', { name: /classic/i }).click();
  await profiles.expectLinked('view', 'classic');
  const classic = page.getByTestId('classic-view');
  await expect(classic).toContainText(total.replace('total ', ''));
  await expect(profiles.graph).toHaveCount(0);
  await page.reload();
  await expect(classic).toContainText('1.67 mins');
  await page.getByRole('button', { name: /Service Profiles flame graph/ }).click();
  await profiles.expectLinked('view');
  await profiles.expectLinked('highlight', 'gc.drain');
  await expect(page.getByText('1 place, 40 %').first()).toBeVisible();
});

test('a link of the past keeps its meaning', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  const { namespace, from, to } = shownDrawing(service);
  // Written by hand as links were: never to be made anew from what the page writes today.
  await page.goto(
    `/a/oss-serviceprofiles-app/service/profiles?service_name=${service}&namespace=${namespace}&type=process_cpu%3Acpu&from=${from}&to=${to}` +
      '&layout=graph&sort=total&order=asc&search=%5Ework%5C.&search_mode=regex&highlight=gc.drain' +
      '&focus=main.main&focus=main.run&collapse=none&group=0%0Agc.mark&colors=value&align=right&var-future=1'
  );
  await expect(profiles.type).toHaveValue('process_cpu / cpu');
  await expect(page.getByRole('search')).toContainText('2 symbols, 60 %');
  await expect(profiles.search).toHaveValue('^work\\.');
  await expect(page.getByText('1 place, 40 %').first()).toBeVisible();
  await expect.poll(() => profiles.treeLabels()).toContain('main.loop, 60 % of total, self 0 %, child 1 of 1');
  await expect(profiles.table).toHaveCount(0);
  await profiles.chooseLayout('Both');
  expect((await profiles.topRows(2)).map(({ name }) => name)).toEqual(['work.(*cache).get', 'work.parse']);
  await profiles.expectLinked('var-future', '1');
  await page.getByRole('button', { name: 'Show the whole profile' }).click();
  // Of all groups only gc's is collapsed.
  await expect
    .poll(() => profiles.treeLabels())
    .toEqual([
      'total, 100 % of total',
      'gc.mark, 40 % of total, self 0 %, child 1 of 2, group with 2 more frames',
      'main.main, 60 % of total, self 0 %, child 2 of 2',
    ]);
});

test('a state too long for a link is cut, with a note', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  const groups = Array.from({ length: 80 }, (_, i) => `&group=${encodeURIComponent(`0\n${i}${'f'.repeat(90)}`)}`);
  await page.goto(linkTo(link()) + groups.join(''));
  await profiles.row('gc.drain').getByRole('button', { name: 'gc.drain', exact: true }).click();
  await expect(
    page.getByText(/^group: The link would be too long: the \d+ groups changed first are not in it\.$/)
  ).toBeVisible();
  await profiles.expectLinked('highlight', 'gc.drain');
  expect(new URL(page.url()).search.length).toBeLessThan(8_000);
  expect(profiles.linked('group').length).toBeGreaterThan(50);
  expect(profiles.linked('group').length).toBeLessThan(80);
});
