// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../scripts/run.mjs';
import { root } from '../standalone/setup.mjs';
import { withBenchPage } from './benchPage.mjs';
import { meterOf } from './measure.mjs';
import { needs, operations } from './operations.mjs';
import { HELP, readOptions } from './options.mjs';
import { belowFloors, rowsOf, tableOf } from './report.mjs';
import { ours, peer } from './sides.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./page/main').Bench} PageBench */
/** @typedef {Awaited<ReturnType<typeof meterOf>>} Meter */

const BYTES_PER_MB = 1e6;

/** One side on the page, from nothing to nothing. @returns {Promise<Record<string, number>>} costs by operation */
async function measureSide(
  /** @type {Page} */ page,
  /** @type {Meter} */ meter,
  /** @type {import('./sides.mjs').Side} */ side,
  /** @type {import('./page/facts').Facts} */ facts,
  /** @type {string[]} */ wanted
) {
  await page.mouse.move(0, 0);
  // What the first picture of a page pays for styles and compiled code is not the view's own.
  await show(page, side.name);
  await meter.settle();
  await hide(page, meter);
  /** @type {Record<string, number>} */
  const costs = { paint: await meter.cpu(() => show(page, side.name)) };
  const done = new Set(wanted.flatMap((name) => [...(needs[name] ?? []), name]));
  for (const [name, operate] of Object.entries(operations).filter(([candidate]) => done.has(candidate))) {
    try {
      costs[name] = await operate({ page, side, facts, meter });
    } catch (error) {
      throw new Error(`"${name}" of ${side.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  await hide(page, meter);
  if (wanted.includes('memory')) {
    costs.memory = await memoryOf(page, meter, side);
  }
  return Object.fromEntries(Object.entries(costs).filter(([name]) => wanted.includes(name)));
}

/** Last, since a forced collection throws compiled code away too. @returns {Promise<number>} MB */
async function memoryOf(
  /** @type {Page} */ page,
  /** @type {Meter} */ meter,
  /** @type {import('./sides.mjs').Side} */ side
) {
  const empty = await meter.memory();
  await show(page, side.name);
  await meter.settle();
  const full = await meter.memory();
  await hide(page, meter);
  return (full - empty) / BYTES_PER_MB;
}

async function hide(/** @type {Page} */ page, /** @type {Meter} */ meter) {
  await show(page, undefined);
  await meter.settle();
}

/** @param {Page} page @param {'ours' | 'peer' | undefined} side */
const show = (page, side) =>
  page.evaluate((name) => /** @type {{bench: PageBench}} */ (/** @type {unknown} */ (window)).bench.show(name), side);

/** @param {Page} page @param {import('./page/input').InputName} input @returns {Promise<import('./page/facts').Facts>} */
const load = (page, input) =>
  page.evaluate((name) => /** @type {{bench: PageBench}} */ (/** @type {unknown} */ (window)).bench.load(name), input);

/** Both sides in turn, on one page. */
async function measureInput(
  /** @type {Page} */ page,
  /** @type {string} */ name,
  /** @type {import('./page/input').InputName} */ input,
  /** @type {ReturnType<typeof readOptions>} */ { runs, operations: wanted }
) {
  await page.reload();
  await page.waitForFunction(() => 'bench' in window);
  const facts = await load(page, input);
  const meter = await meterOf(page);
  /** @type {Record<'ours' | 'peer', Array<Record<string, number>>>} */
  const costs = { ours: [], peer: [] };
  for (let i = 0; i < runs; i++) {
    for (const side of [ours(page), peer(page)]) {
      process.stderr.write(`${name}: run ${i + 1} of ${runs}, ${side.name}\n`);
      costs[side.name].push(await measureSide(page, meter, side, facts, wanted));
    }
  }
  return rowsOf(name, facts.nodes, costs);
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return;
  }
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  await withBenchPage(async ({ page }) => {
    for (const [name, input] of options.inputs) {
      rows.push(...(await measureInput(page, name, input, options)));
      // Nothing measured is lost where a later input takes too long for the reader, or fails.
      report(rows, options.json);
    }
  }, options.port);
  const below = belowFloors(rows, JSON.parse(readFileSync(join(root, 'bench', 'floors.json'), 'utf8')));
  if (below.length > 0) {
    throw new Error(below.join('\n'));
  }
}

/** @param {import('./report.mjs').Row[]} rows @param {string | undefined} json */
function report(rows, json) {
  console.log(`\nMain-thread CPU, the least of all runs; ratio = library / ours\n\n${tableOf(rows)}\n`);
  if (json) {
    writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  }
}

await main().catch(fail);
