// @ts-check
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { unwrapDefaults } from '../standalone/page/unwrapDefaults.mjs';

/**
 * Builds the page into `.standalone/bench/`: `node bench/build.mjs`. One bundle with React, @grafana/ui, our engine and
 * @grafana/flamegraph, so that both run in the same page. Icons and fonts are those of the standalone page, which must have
 * been built.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.standalone', 'bench');

/** Grafana's code editor: 6 MB for nothing. @type {import('esbuild').Plugin} */
const withoutMonaco = {
  name: 'without-monaco',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^monaco-editor/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['bench/page/main.tsx'],
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutMonaco, unwrapDefaults],
  logLevel: 'warning',
});
for (const folder of ['build/img', 'fonts']) {
  cpSync(join(root, '.standalone', 'page', 'public', folder), join(out, 'public', folder), { recursive: true });
}
cpSync(join(root, 'bench', 'page', 'index.html'), join(out, 'index.html'));
cpSync(join(root, 'standalone', 'demo', 'profiles', 'tsc', 'tsc.pb.gz'), join(out, 'tsc.pb.gz'));
