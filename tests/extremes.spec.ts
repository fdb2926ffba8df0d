import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';

/**
 * Profiles that no data source sends, on the benchmark's page: 50,000 levels and 500,000 siblings. The page comes from the
 * standalone server's address, which has the icons; its files are built here.
 */
const root = join(__dirname, '..');
const ROW_PX = 20;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['bench/build.mjs'], { cwd: root });
});

/** Draws our view of an input of `bench/page`. */
async function open(page: Page, input: { deep: number } | { wide: number }) {
  await page.route('**/extremes/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/extremes/', '');
    return route.fulfill({ path: join(root, '.standalone/bench', path) });
  });
  await page.goto('/extremes/index.html');
  await page.waitForFunction(() => 'bench' in window);
  await page.evaluate(async (wanted) => {
    // The suite knows the page only from outside.
    const { bench } = window as unknown as { bench: { load(i: object): Promise<void>; show(side: string): void } };
    await bench.load(wanted);
    bench.show('ours');
  }, input);
  await expect(page.getByRole('tree', { name: 'Flame graph' })).toBeVisible();
}

/** What the tooltip says at a place of the graph. */
async function tooltipAt(page: Page, place: { x: number; y: number }) {
  const box = await page.getByRole('tree', { name: 'Flame graph' }).boundingBox();
  expect(box).not.toBeNull();
  const { x, y, width } = box!;
  await page.mouse.move(x + place.x * width, y + place.y - 2);
  await page.mouse.move(x + place.x * width, y + place.y);
  return page.getByTestId('flamegraph-tooltip');
}

/** How many pixels of one line of the graph's canvas are painted. */
const paintedPixels = (page: Page, y: number) =>
  page.getByTestId('flamegraph-boxes').evaluate((canvas: HTMLCanvasElement, line) => {
    const pixels = canvas.getContext('2d')!.getImageData(0, line * devicePixelRatio, canvas.width, 1).data;
    return pixels.filter((_, i) => i % 4 === 3 && pixels[i] > 0).length / canvas.width;
  }, y);

test('50,000 levels draw, scroll, hit-test and search', async ({ page }) => {
  await open(page, { deep: 50_000 });
  await page.getByRole('button', { name: 'Expand all groups' }).click();
  const tree = page.getByRole('tree', { name: 'Flame graph' });
  await expect.poll(() => tree.evaluate((element) => element.scrollHeight)).toBe(50_000 * ROW_PX);

  await tree.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const { height } = (await tree.boundingBox())!;
  await expect.poll(() => paintedPixels(page, height - ROW_PX / 2)).toBeGreaterThan(0.9);
  await expect(await tooltipAt(page, { x: 0.5, y: height - ROW_PX / 2 })).toContainText('deep.call49999');

  await page.getByRole('textbox', { name: 'Search symbols' }).fill('deep.call25000');
  await expect(page.getByText('1 symbol, 100 %').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Search symbols' }).press('Enter');
  await expect.poll(() => tree.evaluate((element) => element.scrollTop)).toBeLessThan(25_000 * ROW_PX);
  const middle = await tree.evaluate((element, row) => row * 20 - element.scrollTop + 10, 25_000);
  await expect(await tooltipAt(page, { x: 0.5, y: middle })).toContainText('deep.call25000');
});

test('500,000 siblings draw, scroll, hit-test and search', async ({ page }) => {
  await open(page, { wide: 500_000 });
  // The first sibling is half of all; the others are too small to draw and become a strip.
  await expect.poll(() => paintedPixels(page, 1.5 * ROW_PX)).toBeGreaterThan(0.9);
  await expect(await tooltipAt(page, { x: 0.25, y: 1.5 * ROW_PX })).toContainText('wide.call0');
  await expect(await tooltipAt(page, { x: 0.75, y: 1.5 * ROW_PX })).toContainText('499,999');

  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', '500001');
  await page.getByRole('columnheader', { name: 'Symbol' }).getByRole('button').click();
  await table.evaluate((element) => {
    const scroller = [element, ...element.querySelectorAll('*')].find((e) => e.scrollHeight > 2 * e.clientHeight);
    scroller?.scrollTo(0, scroller.scrollHeight);
  });
  await expect(page.getByRole('row', { name: 'wide.call99999', exact: false })).toBeVisible();

  const search = page.getByRole('textbox', { name: 'Search symbols' });
  await search.fill('wide.call499999');
  await expect(page.getByText(/^1 symbol, /).first()).toBeVisible();
  await expect(table).toHaveAttribute('aria-rowcount', '2');
  // A frame of a millionth of the width is zoomed to where it can be seen and pointed at, and its neighbors with it.
  await search.press('Enter');
  const tree = page.getByRole('tree', { name: 'Flame graph' });
  await expect(tree.locator('[aria-selected="true"]')).toHaveAttribute('aria-label', /^wide\.call499999, /);
  await expect(await tooltipAt(page, { x: 0.98, y: 1.5 * ROW_PX })).toContainText('wide.call499999');
  const neighbor = async () => (await tooltipAt(page, { x: 0.1, y: 1.5 * ROW_PX })).innerText();
  const before = await neighbor();
  expect(before).toMatch(/^wide\.call49\d{4}\b/);

  // Sideways a wheel scrolls what is zoomed; nor does the browser take it for Back.
  await page.mouse.wheel(-400, 0);
  await expect.poll(neighbor).not.toBe(before);
  expect(await neighbor()).toMatch(/^wide\.call49\d{4}\b/);
});

test('a strip of 499,999 frames is zoomed into until each can be seen', async ({ page }) => {
  await open(page, { wide: 500_000 });
  const tree = page.getByRole('tree', { name: 'Flame graph' });
  const at = { x: 0.75, y: 1.5 * ROW_PX };
  await expect(await tooltipAt(page, at)).toContainText('frames too small to draw');
  const { width } = (await tree.boundingBox())!;
  let clicks = 0;
  for (; clicks < 12 && /too small/.test(await (await tooltipAt(page, at)).innerText()); clicks++) {
    await tree.click({ position: { x: at.x * width, y: at.y } });
  }
  expect(clicks).toBeLessThan(6);
  await expect(await tooltipAt(page, at)).toContainText(/^wide\.call\d+/);
  // The way back is as long as the way in.
  for (let i = 0; i < clicks; i++) {
    await tree.press('Escape');
  }
  await expect(await tooltipAt(page, at)).toContainText('499,999 frames');
});
