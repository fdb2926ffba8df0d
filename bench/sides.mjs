// @ts-check
/**
 * How the two views are operated: as a person does, by pointer and keys. Every place is looked up before the measurement,
 * so that what is measured is the view's own work.
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 * @typedef {{x: number, y: number}} Point
 * @typedef {import('./page/facts').Facts} Facts
 *
 * @typedef {object} Side
 * @property {'ours' | 'peer'} name
 * @property {Locator} canvas
 * @property {Locator} search the field
 * @property {Locator} clear empties it
 * @property {Locator} found there once a search for SEARCH has been done
 * @property {(column: string) => Locator} header
 * @property {(direction: 'Expand' | 'Collapse') => Locator} groups what does it to all groups
 * @property {(facts: Facts) => Promise<Point>} narrow where a click focuses the narrow frame, made visible
 * @property {Locator} leaveFocus there once a frame is focused
 * @property {Locator} sandwich of the table's first row
 * @property {Locator} leaveSandwich there once it is open
 */

export const SEARCH = 'json';
const ROW_PX = { ours: 20, peer: 22 };
const ROWS_TO_TRY = 20;

/** @param {Page} page @returns {Side} */
export function ours(page) {
  const canvas = page.getByTestId('flamegraph-boxes').first();
  const tooltip = page.getByTestId('flamegraph-tooltip');
  return {
    name: 'ours',
    canvas,
    search: page.getByRole('textbox', { name: 'Search symbols' }),
    clear: page.getByRole('button', { name: 'Clear search' }),
    found: page.getByText(/^[\d,]+ symbols, /).first(),
    header: (column) => page.getByRole('columnheader', { name: column }).getByRole('button'),
    groups: (direction) => page.getByRole('button', { name: `${direction} all groups` }),
    narrow: ({ narrow }) => frameAt(page, canvas, narrow.oursX, ROW_PX.ours, tooltip, narrow.name),
    leaveFocus: page.getByRole('button', { name: 'Show the whole profile' }),
    sandwich: page.locator('[data-control="sandwich"]').first(),
    leaveSandwich: page.getByRole('button', { name: 'Leave callers and callees' }),
  };
}

/** @param {Page} page @returns {Side} */
export function peer(page) {
  const canvas = page.getByTestId('flameGraph').first();
  const tooltip = page.locator('p', { hasText: 'Samples:' }).locator('..');
  return {
    name: 'peer',
    canvas,
    search: page.getByPlaceholder('Search...'),
    clear: page.getByRole('button', { name: 'Clear' }),
    found: page.getByTestId('topTable').getByRole('row').nth(1).filter({ hasText: SEARCH }),
    header: (column) => page.getByTestId('topTable').getByRole('columnheader', { name: column }).locator('button'),
    groups: (direction) => page.getByRole('button', { name: `${direction} all groups` }),
    narrow: async ({ narrow }) => {
      const { x, y } = await frameAt(page, canvas, narrow.peerX, ROW_PX.peer, tooltip, narrow.name);
      await page.mouse.click(x, y);
      return middleOf(page.getByRole('menuitem', { name: 'Focus block' }));
    },
    leaveFocus: page.getByRole('button', { name: 'Remove focus' }),
    sandwich: page.getByRole('button', { name: 'Show in sandwich view' }).first(),
    leaveSandwich: page.getByRole('button', { name: 'Remove sandwich view' }),
  };
}

/** @param {Locator} locator @returns {Promise<Point>} */
export async function middleOf(locator) {
  await locator.waitFor();
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

/** @param {Locator} locator */
export async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (!box) {
    throw new Error(`${locator} is not on the page.`);
  }
  return box;
}

/**
 * Goes down the rows at `share` of the graph's width until the tooltip names the frame.
 * @param {Page} page @param {Locator} canvas @param {number} share @param {number} rowPx @param {Locator} tooltip
 * @param {string} name @returns {Promise<Point>}
 */
async function frameAt(page, canvas, share, rowPx, tooltip, name) {
  const box = await boxOf(canvas);
  const x = box.x + share * box.width;
  for (let row = 1; row < ROWS_TO_TRY; row++) {
    const y = box.y + (row + 0.5) * rowPx;
    await page.mouse.move(x, y);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const shown = (await tooltip.count()) > 0 ? await tooltip.first().innerText() : '';
    if (shown.startsWith(name)) {
      return { x, y };
    }
  }
  throw new Error(`No frame ${name} at ${share} of the graph's width.`);
}
