// @ts-check
import { fail, passSignalsOn, run } from './run.mjs';

/**
 * `npm run lint`: what every change must pass beside types and tests; all checks run even if one before failed.
 * `--fix` mends what can be mended instead.
 */
const fix = process.argv.includes('--fix');
const bin = (/** @type {string} */ file, /** @type {string[]} */ ...args) => [`node_modules/${file}`, ...args];

const checks = [
  bin('eslint/bin/eslint.js', '--cache', '--max-warnings', '0', '.'),
  bin('dependency-cruiser/bin/dependency-cruise.mjs', '{src,standalone,tests,bench,scripts}/**/*.{ts,tsx,mjs}'),
  bin('knip/bin/knip.js'),
  ['scripts/texts.mjs'],
  bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
];
const fixes = [
  bin('eslint/bin/eslint.js', '--cache', '--fix', '.'),
  bin('prettier/bin/prettier.cjs', '--write', '--list-different', '.'),
];

async function main() {
  passSignalsOn();
  for (const command of fix ? fixes : checks) {
    process.exitCode = Math.max(Number(process.exitCode ?? 0), await run(process.execPath, command));
  }
}

await main().catch(fail);
