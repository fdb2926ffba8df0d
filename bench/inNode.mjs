// @ts-check
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../standalone/setup.mjs';

/**
 * A module of `page/`, in Node, whose engine is Chromium's.
 * @param {string} name without its ending
 * @returns {Promise<unknown>} what it exports
 */
export async function inNode(name) {
  const outfile = join(root, '.standalone', 'bench', `${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`bench/page/${name}.ts`],
    bundle: true,
    platform: 'node',
    outfile,
  });
  return createRequire(import.meta.url)(outfile);
}

/** CPU of this process so far, ms. */
export const cpuMs = () => Object.values(process.cpuUsage()).reduce((sum, us) => sum + us, 0) / 1000;
