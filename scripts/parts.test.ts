import { partsOf } from './parts.mjs';

describe('partsOf', () => {
  it('runs all tests once where profiles of any time are taken, and what was asked for once anywhere', () => {
    expect(partsOf([], false)).toEqual([{ args: [], env: {} }]);
    const some = ['links.spec', '--retries', '0'];
    expect(partsOf(some, true)).toEqual([{ args: some, env: {} }]);
  });

  it('runs all tests in parts, each with its own push, traces and report, where old profiles are refused', () => {
    const parts = partsOf([], true);
    expect(parts.map(({ args: [shard] }) => shard)).toEqual([1, 2, 3, 4, 5].map((part) => `--shard=${part}/5`));
    expect(new Set(parts.map(({ args: [, output] }) => output)).size).toBe(5);
    expect(new Set(parts.map(({ env }) => env.PLAYWRIGHT_HTML_OUTPUT_DIR)).size).toBe(5);
  });
});
