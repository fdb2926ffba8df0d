// @ts-check
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from '../standalone/setup.mjs';
import { fail } from './run.mjs';

/**
 * `npm run package`: builds the plugin and packs it for the catalogue, or for unpacking into Grafana's plugin folder. What
 * the catalogue would refuse is refused here. `--out FOLDER` puts the archive elsewhere than beside package.json.
 */
async function main() {
  await ensureInstalled();
  await ensureBuilt({ plugin: true });
  // Not before the set-up: these have dependencies.
  const { writeArchive } = await import('./archive.mjs');
  const { checkArchive } = await import('./validate/checkArchive.mjs');

  const dist = join(root, 'dist');
  const { id, info } = JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8'));
  const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : root;
  const file = join(out, `${id}-${info.version}.zip`);
  await writeArchive(dist, id, info.updated, file);

  const findings = await checkArchive(file, root);
  for (const { check, severity, message } of findings) {
    console.log(`${severity} (${check}): ${message}`);
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    rmSync(file);
    throw new Error('The catalogue would refuse this plugin; no archive is left.');
  }
  console.log(`${file} (${Math.ceil(statSync(file).size / 1024)} KiB)`);
}

await main().catch(fail);
