import { writeFile } from 'node:fs/promises';
import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { seeded } from './data';
import { cpuProfile, freshName, pushDrawing, pushDrawn, pushFile, shownDrawing } from './drawn';
import { linkTo, ProfilesPage } from './profilesPage';
import { test } from './test';

let service = '';
const link = (more: Record<string, string> = {}) => ({ ...shownDrawing(service), ...more });

test.beforeAll(async ({}, testInfo) => {
  service = await pushDrawing(testInfo);
});

/** The canvas against the element it lies under, and the opacity of its pixels down the middle of the whole frame. */
const canvasOf = (page: Page) =>
  page.getByTestId('flamegraph-boxes').evaluate((canvas: HTMLCanvasElement) => {
    const scroller = canvas.parentElement!.querySelector('[role="tree"]')!;
    const column = canvas.getContext('2d')!.getImageData(Math.round(0.9 * canvas.width), 0, 1, canvas.height).data;
    return {
      device: [canvas.width, canvas.height],
      wanted: [scroller.clientWidth, scroller.clientHeight].map((size) => Math.round(size * devicePixelRatio)),
      shown: [canvas.getBoundingClientRect().width, canvas.getBoundingClientRect().height],
      opacities: [...new Set(column.filter((_, i) => i % 4 === 3))].sort((a, b) => a - b),
    };
  });

for (const ratio of [1, 1.5, 2]) {
  test(`every device pixel is used, and no edge is blurred, at a ratio of ${ratio}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, deviceScaleFactor: ratio });
    const page = await context.newPage();
    const profiles = new ProfilesPage(page);
    await profiles.open(link());
    await expect(profiles.graph).toBeVisible();
    await expect.poll(async () => (await canvasOf(page)).device[0]).toBeGreaterThan(0);
    const { device, wanted, shown, opacities } = await canvasOf(page);
    expect(await page.evaluate(() => devicePixelRatio)).toBe(ratio);
    expect(device).toEqual(wanted);
    // The browser lays out in steps of a 64th of a pixel.
    expect(Math.abs(shown[0] * ratio - device[0])).toBeLessThanOrEqual(ratio / 64);
    // A box or none: a half covered pixel would be a smeared edge.
    expect(opacities).toEqual([0, 255]);
    await profiles.clickFrame(1, 0.7);
    await profiles.expectLinked('focus', 'main.main');
    await context.close();
  });
}

test('the graph follows the size of the window, beside the table and below it', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(profiles.graph).toBeVisible();
  for (const size of [
    { width: 1600, height: 900 },
    { width: 700, height: 900 },
    { width: 400, height: 800 },
  ]) {
    await page.setViewportSize(size);
    await expect
      .poll(async () => {
        const { device, wanted } = await canvasOf(page);
        return device.join() === wanted.join() && device[0] < size.width;
      })
      .toBe(true);
    const [table, graph] = [await profiles.table.boundingBox(), await profiles.graph.boundingBox()];
    expect(graph!.x + graph!.width).toBeLessThanOrEqual(size.width);
    expect(graph!.width).toBeGreaterThan(size.width / 3);
    expect(table!.y + table!.height <= graph!.y, 'one above the other').toBe(size.width < 800);
    // Nothing sticks out of the page at the side.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  }
});

test('a finger that rests opens the menu of a frame, one that taps zooms', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, viewport: { width: 412, height: 915 } });
  const page = await context.newPage();
  const profiles = new ProfilesPage(page);
  await profiles.open(link({ layout: 'graph' }));
  await expect(profiles.graph).toBeVisible();
  // On a phone what the summary says takes more lines, and moves what is below.
  await expect(page.getByTestId('summary')).toContainText('avg');
  await expect(page.getByTestId('timeline').locator('.uplot canvas')).toBeVisible();
  await profiles.graph.scrollIntoViewIfNeeded();
  const finger = await context.newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchEnd', row: number) => {
    const { x, y, width } = (await profiles.graph.boundingBox())!;
    await finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchStart' ? [{ x: x + 0.7 * width, y: y + row * 20 + 10 }] : [],
    });
  };
  await touch('touchStart', 1);
  const item = (name: RegExp) => page.getByRole('menuitem', { name });
  await expect(item(/^Focus/)).toBeVisible();
  await touch('touchEnd', 1);
  // Lifting the finger neither closes it nor chooses from it.
  await expect(page.getByRole('menu')).toContainText('main.main');
  await profiles.expectLinked('focus');
  await item(/^Show callers and callees/).tap();
  await profiles.expectLinked('sandwich', 'main.main');
  await page.goBack();
  await profiles.expectLinked('sandwich');

  await touch('touchStart', 1);
  await touch('touchEnd', 1);
  await profiles.expectLinked('focus', 'main.main');
  await context.close();
});

/** Names that a page could take for something else, or that no box has room for. */
const ODD_NAMES = [
  '<img src=x onerror="window.pwned=1">',
  'größe::日本語<🔥>::\u202Eevil',
  '{{name}} $t(x) &amp %20 \\u0041',
  `very.${'long/'.repeat(400)}name`,
];
/** What is not seen in a name is shown by its number. */
const shownOf = (name: string) => name.replace('\u202E', '\\u202e');

test('names are text whatever they look like, in table, tooltip, menu, chips and link', async ({ page }, testInfo) => {
  const place = { service_name: freshName('odd'), namespace: seeded().namespaceOf('drawings') };
  await pushDrawn(testInfo, ODD_NAMES.map((name, i) => `${name} ${40 - 10 * i}`).join('\n'), place);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  await expect(profiles.rows).toHaveCount(4);
  expect((await profiles.topRows(4)).map(({ name }) => name)).toEqual(ODD_NAMES.map(shownOf));
  for (const name of ODD_NAMES) {
    await profiles.row(shownOf(name)).locator('[data-control="name"]').click();
    await profiles.expectLinked('highlight', name);
    const read = shownOf(name).replace('<🔥>', '<…>');
    await expect(page.getByRole('status').filter({ hasText: `highlight: ${read}, 1 place` })).toHaveCount(1);
  }
  const { width } = (await profiles.graph.boundingBox())!;
  // In byte order.
  for (const [part, name] of [
    [0.1, ODD_NAMES[0]],
    [0.5, ODD_NAMES[1]],
    [0.99, ODD_NAMES[2]],
  ] as const) {
    await profiles.graph.hover({ position: { x: part * width, y: 30 } });
    await expect(page.getByTestId('flamegraph-tooltip')).toContainText(shownOf(name));
  }
  await profiles.clickFrame(1, 0.05, { button: 'right' });
  await expect(page.getByRole('menu')).toContainText(ODD_NAMES[0]);
  await page.getByRole('menuitem', { name: /^Show callers and callees/ }).click();
  await profiles.expectLinked('sandwich', ODD_NAMES[0]);
  await expect(page.getByTestId('sandwich-symbol')).toContainText(ODD_NAMES[0]);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

/** Servers cut stacks at 1,000 frames; deeper ones are in extremes.spec.ts. */
test('one symbol, 900 levels of recursion: one group, counted once', async ({ page }, testInfo) => {
  const place = { service_name: freshName('deep'), namespace: seeded().namespaceOf('drawings') };
  const file = testInfo.outputPath('deep.pb');
  await writeFile(file, cpuProfile(`${Array.from({ length: 900 }, () => 'walk').join(';')} 7`));
  await pushFile(testInfo, { file, name: 'process_cpu', labels: place });
  const profiles = new ProfilesPage(page);
  await page.goto(linkTo({ ...place, ...seeded().range }));
  await profiles.expectTop([['walk', { self: 7e9, total: 7e9 }]]);
  await expect
    .poll(() => profiles.treeLabels())
    .toEqual(['total, 100 % of total', expect.stringMatching(/^walk, 100 % .*group with 899 more frames$/)]);
  await profiles.chooseFromMenu(0, 0.5, 'Expand all groups');
  await expect.poll(() => profiles.graph.evaluate((tree) => tree.scrollHeight)).toBe(901 * 20);
});
