import { gzipSync } from 'node:zlib';
import { Compilation, WebpackError, type Chunk, type Compiler } from 'webpack';

interface Way {
  title: string;
  /** The first file, then the imports that load one after the other until the first flame graph is drawn. */
  entry: string;
  imports: readonly string[];
  limitKb: number;
}

/**
 * The panel is the engine and what it needs, from nothing to the first picture. The Profiles tab also asks, reads links
 * and lets people choose; its limit keeps out what must stay lazy (the library's view alone is 90 kB).
 */
const WAYS: readonly Way[] = [
  {
    title: 'The panel up to its first picture',
    entry: 'panel/module',
    imports: ['./ServiceProfilePanel'],
    limitKb: 54,
  },
  // Other pages of Grafana load it for the links that stand on them.
  { title: 'module.js', entry: 'module', imports: [], limitKb: 8 },
  {
    title: 'The Profiles tab up to its first picture',
    entry: 'module',
    imports: ['./pages/App', './service/ProfilesPage'],
    limitKb: 110,
  },
];
const BYTES_PER_KB = 1000;

/**
 * Says with every production build what a browser must fetch of ours (gzipped; what Grafana shares is not in it) before
 * the first picture, and fails the build above the limit: what is not needed for it belongs behind an `import()`.
 */
export class FirstPictureSize {
  apply(compiler: Compiler): void {
    const name = 'FirstPictureSize';
    compiler.hooks.compilation.tap(name, (compilation) =>
      compilation.hooks.processAssets.tap({ name, stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, () =>
        WAYS.forEach((way) => report(compilation, way))
      )
    );
  }
}

function report(compilation: Compilation, way: Way): void {
  const { title, limitKb } = way;
  const sizes = [...chunksOf(compilation, way)].map((chunk) => ({ chunk, kb: gzippedKb(compilation, chunk) }));
  const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
  const lines = sizes
    .sort((a, b) => b.kb - a.kb)
    .map(({ chunk, kb }) => `  ${kb.toFixed(1).padStart(5)} kB  ${contentsOf(compilation, chunk)}`);
  console.log(`${title}: ${total.toFixed(1)} of ${limitKb} kB gzipped\n${lines.join('\n')}`);
  if (total > limitKb) {
    const message = `${title} takes ${total.toFixed(1)} kB gzipped, ${limitKb} are allowed`;
    compilation.errors.push(new WebpackError(message));
  }
}

function chunksOf(compilation: Compilation, { entry, imports }: Way): Set<Chunk> {
  const groups = compilation.chunkGroups.filter(({ origins }) =>
    origins.some(({ request }) => request !== undefined && imports.includes(request))
  );
  const first = compilation.entrypoints.get(entry);
  if (!first || groups.length < imports.length) {
    throw new Error(
      `The way to the first picture has changed: ${entry}, then ${imports.join(', ')} are not all there.`
    );
  }
  return new Set([first, ...groups].flatMap(({ chunks }) => chunks));
}

function gzippedKb(compilation: Compilation, chunk: Chunk): number {
  const scripts = [...chunk.files].filter((file) => /\.js(\?|$)/.test(file));
  const bytes = scripts.map((file) => gzipSync(compilation.getAsset(file)?.source.buffer() ?? '').length);
  return bytes.reduce((sum, size) => sum + size, 0) / BYTES_PER_KB;
}

/** "718.js: src/flamegraph 120, @lezer/lr 40": where its code comes from, in kB before minification. */
function contentsOf(compilation: Compilation, chunk: Chunk): string {
  const origins = new Map<string, number>();
  for (const module of compilation.chunkGraph.getChunkModulesIterable(chunk)) {
    const origin = originOf(module.nameForCondition() ?? '');
    origins.set(origin, (origins.get(origin) ?? 0) + module.size() / BYTES_PER_KB);
  }
  const largest = [...origins].filter(([origin]) => origin !== '').sort(([, a], [, b]) => b - a);
  const named = largest.slice(0, 6).map(([origin, kb]) => `${origin} ${kb.toFixed(0)}`);
  return `${[...chunk.files][0]?.replace(/\?.*/, '')}: ${named.join(', ')}`;
}

function originOf(path: string): string {
  const parts = path.replace(/\\/g, '/');
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(parts);
  return inPackage ? inPackage[1] : (/\/(src\/[^/]+)/.exec(parts)?.[1] ?? '');
}
