// @ts-check
/**
 * How many tests passed and failed; `notRun` are those skipped, to be done, or in a file that could not be run: a green
 * run has none.
 * @typedef {{passed: number, failed: number, notRun: number}} Counts
 */

/**
 * Reads what `jest --json` wrote.
 * @param {unknown} report undefined if there is none
 * @returns {Counts}
 */
export function jestCounts(report) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = /** @type {Record<string, number>} */ (report ?? {});
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    notRun: numPendingTests + numTodoTests + numRuntimeErrorTestSuites,
  };
}

/**
 * Reads what Playwright's JSON reporter wrote. A test that failed first and passed later counts as failed; errors
 * outside of any test (a web server that did not start) as one each.
 * @param {unknown} report undefined if there is none
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const { stats, errors } = /** @type {{stats?: Record<string, number>, errors?: unknown[]}} */ (report ?? {});
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats ?? {};
  return { passed: expected, failed: unexpected + flaky + (errors?.length ?? 0), notRun: skipped };
}
