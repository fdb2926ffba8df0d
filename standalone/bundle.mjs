// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a program of this folder for Node: `node standalone/bundle.mjs server demo`. Packages stay in node_modules,
 * since some have binaries or look for files of theirs.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

for (const name of process.argv.slice(2)) {
  await build({
    absWorkingDir: root,
    entryPoints: [`standalone/${name}/main.ts`],
    outfile: `.standalone/${name}/main.mjs`,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
