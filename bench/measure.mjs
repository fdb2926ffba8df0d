// @ts-check
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').CDPSession} CDPSession */

const LOOK_EVERY_MS = 200;
/** Less CPU than this between two looks is what looking itself costs, or a blinking caret. */
const IDLE_MS = 3;
const IDLE_LOOKS = 2;
/** What measuring itself costs is the least of so many measurements of nothing, and taken off. */
const CALIBRATIONS = 3;

/**
 * The page's main thread and memory, asked through the browser's own protocol.
 * @typedef {object} Meter
 * @property {(work: () => Promise<unknown>) => Promise<number>} cpu CPU in ms from the start of `work` until the main
 *   thread has nothing left to do, drawing included
 * @property {() => Promise<void>} settle waits for that
 * @property {() => Promise<number>} memory bytes in use after a garbage collection: JavaScript's heap, and the backing
 *   storage of typed arrays beside it
 */

/** @param {Page} page @returns {Promise<Meter>} */
export async function meterOf(page) {
  const cdp = await page.context().newCDPSession(page);
  // CPU time: on a busy machine the clock would measure the neighbors.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('HeapProfiler.enable');
  const raw = async (/** @type {() => Promise<unknown>} */ work) => {
    const before = await settled(page, cdp);
    await work();
    const after = await settled(page, cdp);
    return after.cpu - before.cpu - after.looking;
  };
  let own = Infinity;
  for (let i = 0; i < CALIBRATIONS; i++) {
    own = Math.min(own, await raw(async () => {}));
  }
  return {
    settle: async () => void (await settled(page, cdp)),
    cpu: async (work) => Math.max(0, (await raw(work)) - own),
    memory: async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      await cdp.send('HeapProfiler.collectGarbage');
      // backingStorageSize is newer than Playwright's types.
      const usage = /** @type {{usedSize: number, backingStorageSize?: number}} */ (
        await cdp.send('Runtime.getHeapUsage')
      );
      return usage.usedSize + (usage.backingStorageSize ?? 0);
    },
  };
}

/** @param {CDPSession} cdp @returns {Promise<number>} ms of main-thread CPU since the page began */
async function taskTime(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

/**
 * Waits until what has been asked for is drawn and the main thread has been idle for some looks.
 * @param {Page} page @param {CDPSession} cdp
 * @returns {Promise<{cpu: number, looking: number}>} the CPU so far; what the idle looks among it cost
 */
async function settled(page, cdp) {
  // On a busy machine a frame can be long in coming, and the main thread idle until then.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  let cpu = await taskTime(cdp);
  let idle = 0;
  let looking = 0;
  while (idle < IDLE_LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const now = await taskTime(cdp);
    const used = now - cpu;
    idle = used < IDLE_MS ? idle + 1 : 0;
    looking = idle === 0 ? 0 : looking + used;
    cpu = now;
  }
  return { cpu, looking };
}
