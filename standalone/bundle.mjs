// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a program of this folder for Node: `node standalone/bundle.mjs server demo`. Packages stay in node_modules,
 * since some have binaries or look for files of theirs.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {Record<string, Record<string, string>>} */
const besideMain = { server: { storeThread: 'standalone/store/thread.ts' } };

for (const name of process.argv.slice(2)) {
  await build({
    absWorkingDir: root,
    entryPoints: { main: `standalone/${name}/main.ts`, ...besideMain[name] },
    outdir: `.standalone/${name}`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
