// @ts-check
import { boxOf, middleOf, SEARCH } from './sides.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./sides.mjs').Side} Side */
/** @typedef {import('./sides.mjs').Point} Point */
/** @typedef {import('./page/facts').Facts} Facts */
/** @typedef {{page: Page, side: Side, facts: Facts, meter: import('./measure.mjs').Meter}} Bench */
/** @typedef {(bench: Bench) => Promise<number>} Operation what it cost in ms */

const VIEW = { width: 1366, height: 768 };
/** Wider, since the library does not follow its container where that gets narrower (it is cut off), which costs nothing. */
const WIDER = { width: 1600, height: 768 };
const AWAY = { x: 640, y: 760 };
const HOVER_MOVES = 12;
const HOVER_ROWS = 3;

/** A click, and nothing but it. @param {Bench} bench @param {Point} point */
async function clickAt({ page, meter }, { x, y }) {
  await page.mouse.move(x, y);
  return meter.cpu(() => page.mouse.click(x, y));
}

/** @param {(side: Side) => import('@playwright/test').Locator} target @returns {Operation} */
const clicking = (target) => async (bench) => {
  const point = await middleOf(target(bench.side));
  return changing(bench, () => clickAt(bench, point));
};

/** Fails where nothing on the page changes: then what was measured is not the work. */
async function changing(/** @type {Bench} */ { page, side, meter }, /** @type {() => Promise<number>} */ work) {
  const before = await page.screenshot();
  const cost = await work();
  await page.mouse.move(AWAY.x, AWAY.y);
  await meter.settle();
  if (before.equals(await page.screenshot())) {
    throw new Error(`Nothing has changed on the page (${side.name}).`);
  }
  return cost;
}

/** @type {Operation} */
async function hover({ page, side, meter }) {
  const { x, y, width } = await boxOf(side.canvas);
  const rowPx = 21;
  const cost = await meter.cpu(async () => {
    for (let i = 0; i < HOVER_MOVES; i++) {
      await page.mouse.move(x + (width * (i + 0.5)) / HOVER_MOVES, y + (1.5 + (i % HOVER_ROWS)) * rowPx);
      // As fast as a hand is; the moves of one frame would count as one.
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  });
  await page.mouse.move(AWAY.x, AWAY.y);
  return cost / HOVER_MOVES;
}

/** @type {Operation} */
async function search(bench) {
  const { page, side, meter } = bench;
  await side.search.click();
  return changing(bench, async () => {
    const cost = await meter.cpu(() => page.keyboard.insertText(SEARCH));
    await side.found.waitFor();
    return cost;
  });
}

/** @type {Operation} */
async function focus(bench) {
  const { side, facts } = bench;
  const point = await side.narrow(facts);
  const cost = await changing(bench, () => clickAt(bench, point));
  await side.leaveFocus.click();
  return cost;
}

/** @type {Operation} */
async function sandwich(bench) {
  const { side } = bench;
  const point = await middleOf(side.sandwich);
  const cost = await changing(bench, () => clickAt(bench, point));
  await side.leaveSandwich.click();
  return cost;
}

/** @type {Operation} */
async function resize(bench) {
  const { page, meter } = bench;
  const cost = await changing(bench, () => meter.cpu(() => page.setViewportSize(WIDER)));
  await page.setViewportSize(VIEW);
  return cost;
}

/**
 * In the order in which they are done on one page: each leaves it as the next needs it. Painting and memory come first
 * and are measured by `run.mjs`.
 * @type {Record<string, Operation>}
 */
export const operations = {
  hover,
  search,
  clear: clicking((side) => side.clear),
  focus,
  'sort by symbol': clicking((side) => side.header('Symbol')),
  'sort by total': clicking((side) => side.header('Total')),
  'sort by self': clicking((side) => side.header('Self')),
  'expand all': clicking((side) => side.groups('Expand')),
  'collapse all': clicking((side) => side.groups('Collapse')),
  sandwich,
  resize,
};

/** What some operations need to have been done before. @type {Record<string, string[]>} */
export const needs = { clear: ['search'], 'collapse all': ['expand all'], 'sort by self': ['sort by symbol'] };

export const viewport = VIEW;
