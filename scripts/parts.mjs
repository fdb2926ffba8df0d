// @ts-check

/** So many that each takes much less than 50 minutes. */
const PARTS = 5;

/**
 * The runs of "playwright test" that make one run of the browser tests. A real Pyroscope refuses profiles of more than an
 * hour ago, and a run dates what it pushes by its start: there all tests are run in parts, each with a start of its own.
 * @param {string[]} args of "playwright test"; whoever asks for some tests gets them in one run
 * @param {boolean} isReal whether the target refuses old profiles
 * @returns {Array<{args: string[], env: Record<string, string>}>}
 */
export function partsOf(args, isReal) {
  if (!isReal || args.length > 0) {
    return [{ args, env: {} }];
  }
  return Array.from({ length: PARTS }, (_, i) => ({
    args: [`--shard=${i + 1}/${PARTS}`, `--output=test-results/part-${i + 1}`],
    env: { PLAYWRIGHT_HTML_OUTPUT_DIR: `playwright-report/part-${i + 1}` },
  }));
}
