// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail } from '../scripts/run.mjs';
import { root } from '../standalone/setup.mjs';
import { withBenchPage } from './benchPage.mjs';
import { STEPS_HELP } from './options.mjs';
import { boxOf, middleOf } from './sides.mjs';
import { beyondBounds, costsOfSteps, stepsTable } from './stepsReport.mjs';

/**
 * `npm run bench:steps`: what a single step costs the main thread in profiles of a million nodes: a move of the pointer, a
 * notch of the wheel, a row of the call tree. CPU of the thread as the browser traces it, from the input until the next.
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./page/input').InputName} InputName
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{input: string, type: string, prepare?: (page: Page) => Promise<unknown>, step: (page: Page, at: number, graph: Box) => Promise<unknown>}} Steps
 *   `type`: of the event that a step begins with; `graph`: where it is, looked up before, or that would be the step's work
 */

const INPUTS = /** @type {Record<string, InputName>} */ ({ '1M': { tree: 2 ** 20 }, wide: { wide: 500_000 } });
const STEPS = 60;
/** As fast as a hand is; what the page does after a rest of the pointer is the step's too, if it comes before the next. */
const EVERY_MS = 60;

const graph = (/** @type {Page} */ page) => boxOf(page.getByRole('tree', { name: 'Flame graph' }));
const over = async (/** @type {Page} */ page, x = 0.5) => {
  const box = await graph(page);
  await page.mouse.move(box.x + x * box.width, box.y + box.height / 2);
};
/** Back and forth, so that no step meets an end. */
const sign = (/** @type {number} */ at) => (at % 20 < 10 ? 1 : -1);
const zoomIn = async (/** @type {Page} */ page) => {
  await over(page, 0.3);
  await page.keyboard.down('Control');
  for (let i = 0; i < 8; i++) {
    await page.mouse.wheel(0, -100);
    await page.waitForTimeout(EVERY_MS);
  }
  await page.keyboard.up('Control');
};

/** @type {Record<string, Steps>} */
const OPERATIONS = {
  hover: {
    input: '1M',
    type: 'mousemove',
    prepare: (page) => over(page),
    step: (page, at, { x, y, width, height }) =>
      page.mouse.move(x + width * (0.02 + 0.012 * at), y + height * ((at % 7) / 14 + 0.05)),
  },
  scroll: {
    input: '1M',
    type: 'wheel',
    prepare: (page) => over(page),
    step: (page, at) => page.mouse.wheel(0, 40 * sign(at)),
  },
  zoom: {
    input: '1M',
    type: 'wheel',
    prepare: async (page) => {
      await over(page, 0.3);
      await page.keyboard.down('Control');
    },
    step: (page, at) => page.mouse.wheel(0, -100 * sign(at)),
  },
  pan: {
    input: '1M',
    type: 'wheel',
    prepare: zoomIn,
    step: (page, at) => page.mouse.wheel(30 * sign(at), 0),
  },
  'wide pan': {
    input: 'wide',
    type: 'wheel',
    prepare: zoomIn,
    step: (page, at) => page.mouse.wheel(30 * sign(at), 0),
  },
  'call tree': {
    input: '1M',
    type: 'keydown',
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'Call tree' }).click({ force: true });
      await page.getByRole('treegrid').locator('[data-index="0"]').click();
    },
    // Opens a row, goes down to its first child, and so on; later up again, closing rows.
    step: (page, at) => page.keyboard.press(['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowUp'][at % 4]),
  },
};

/** @param {import('@playwright/test').Browser} browser @param {Page} page @param {Steps} steps */
async function measure(browser, page, { type, prepare, step }) {
  // What was pressed for the last one.
  await page.keyboard.up('Control');
  const box = await graph(page);
  await prepare?.(page);
  // The code of a first time, and what it compiles, is not a step's.
  for (let at = 0; at < 20; at++) {
    await step(page, at, box);
    await page.waitForTimeout(EVERY_MS);
  }
  await page.waitForTimeout(1000);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  for (let at = 20; at < 20 + STEPS; at++) {
    await step(page, at, box);
    await page.waitForTimeout(EVERY_MS);
  }
  await page.waitForTimeout(500);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return costsOfSteps(traceEvents, type);
}

async function main() {
  const { values } = parseArgs({
    options: { operation: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(STEPS_HELP);
    return;
  }
  /** @type {import('./stepsReport.mjs').StepRow[]} */
  const rows = [];
  await withBenchPage(async ({ browser, page, url }) => {
    for (const [operation, steps] of Object.entries(OPERATIONS)) {
      if (values.operation === undefined || values.operation.split(',').includes(operation)) {
        await page.goto(url);
        await page.waitForFunction(() => 'bench' in window);
        await page.evaluate((input) => /** @type {any} */ (window).bench.load(input), INPUTS[steps.input]);
        await page.evaluate(() => /** @type {any} */ (window).bench.show('ours'));
        await middleOf(page.getByTestId('guide'));
        rows.push({ operation, input: steps.input, costs: await measure(browser, page, steps) });
      }
    }
  });
  console.log(`\nMain-thread CPU of a step in ms\n\n${stepsTable(rows)}\n`);
  const beyond = beyondBounds(rows, JSON.parse(readFileSync(join(root, 'bench', 'stepBounds.json'), 'utf8')));
  if (beyond.length > 0) {
    throw new Error(beyond.join('\n'));
  }
}

await main().catch(fail);
