import { jestCounts, playwrightCounts } from './counts.mjs';

describe('counts of a test run', () => {
  it('takes skipped tests and files that do not run for what they are', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      numRuntimeErrorTestSuites: 3,
    };
    expect(jestCounts(report)).toEqual({ passed: 5, failed: 1, notRun: 6 });
  });

  it('takes a test that passed the second time, and an error outside of tests, for failures', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 }, errors: [{ message: 'no server' }] };
    expect(playwrightCounts(report)).toEqual({ passed: 4, failed: 4, notRun: 3 });
  });

  it('counts nothing without a report', () => {
    expect([jestCounts(undefined), playwrightCounts(undefined)]).toEqual(
      Array(2).fill({ passed: 0, failed: 0, notRun: 0 })
    );
  });
});
