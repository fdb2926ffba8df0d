// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The programs for Node, each with the names of its files and what they are made from.
 * @type {Record<string, Record<string, string>>}
 */
const programs = {
  server: { main: 'standalone/server/main.ts', thread: 'standalone/server/thread.ts' },
  demo: { main: 'standalone/demo/main.ts' },
};

/**
 * Bundles a program into `.standalone/`. Its packages stay in node_modules, since some have binaries or look for files of
 * theirs.
 * @param {string} name
 * @param {import('esbuild').BuildOptions} [more]
 * @returns {Promise<import('esbuild').BuildResult>}
 */
export const bundle = (name, more) =>
  build({
    absWorkingDir: root,
    entryPoints: programs[name],
    outdir: `.standalone/${name}`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    ...more,
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of process.argv.slice(2)) {
    await bundle(name);
  }
}
