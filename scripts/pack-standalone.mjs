// @ts-check
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from '../standalone/setup.mjs';
import { fail } from './run.mjs';

/** Packages with binaries, which can't be bundled: what is packed depends on them. */
const WITH_BINARIES = ['libsql'];
const MAX_BYTES = 15 * 2 ** 20;

/** esbuild's modules have no `require`, which bundled CommonJS asks Node's own modules with. */
const BANNER = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`;

const BIN = `#!/usr/bin/env node
// The demo needs a clone.
process.argv.push('--no-demo');
await import('./.standalone/server/main.mjs');
`;

/**
 * `npm run pack:standalone`: the server, the page and the plugin as one package, which
 * `npx ./service-profiles-VERSION.tgz` runs with nothing to build. `--out FOLDER` puts it elsewhere than beside
 * package.json.
 */
async function main() {
  await ensureInstalled({ tests: false });
  await ensureBuilt({ plugin: true, page: true });
  const { bundle } = await import('../standalone/bundle.mjs');
  const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : root;
  const dir = mkdtempSync(join(tmpdir(), 'service-profiles-pack-'));
  try {
    const { metafile } = await bundle('server', {
      outdir: join(dir, '.standalone', 'server'),
      packages: 'bundle',
      external: WITH_BINARIES,
      banner: { js: BANNER },
      sourcemap: false,
      metafile: true,
    });
    cpSync(join(root, '.standalone', 'page'), join(dir, '.standalone', 'page'), { recursive: true });
    // For Grafana's reviewers; a browser asks for them only when its tools are open.
    cpSync(join(root, 'dist'), join(dir, 'dist'), { recursive: true, filter: (file) => !file.endsWith('.map') });
    cpSync(join(root, 'LICENSE'), join(dir, 'LICENSE'));
    writeFileSync(join(dir, 'LICENSES-OF-OTHERS.txt'), licenses(Object.keys(metafile?.inputs ?? {})));
    writeFileSync(join(dir, 'bin.mjs'), BIN, { mode: 0o755 });
    writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest(), null, 2));
    mkdirSync(out, { recursive: true });
    report(join(out, pack(dir, out)));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @param {string} dir @param {string} out @returns {string} the file's name */
function pack(dir, out) {
  const args = ['pack', '--silent', '--pack-destination', out];
  // On Windows npm is a script, which only a shell starts.
  const shell = process.platform === 'win32';
  return execFileSync('npm', args, { cwd: dir, shell, encoding: 'utf8' }).trim();
}

function manifest() {
  const { name, version, description, author, license, engines } = readJson('package.json');
  const { packages } = readJson('package-lock.json');
  return {
    ...{ name, version, description, author, license, engines },
    type: 'module',
    bin: { [name]: 'bin.mjs' },
    files: ['.standalone', 'dist', 'bin.mjs', 'LICENSES-OF-OTHERS.txt'],
    dependencies: Object.fromEntries(WITH_BINARIES.map((of) => [of, packages[`node_modules/${of}`].version])),
  };
}

/** The texts of the licences of what was bundled, which most of them ask for. @param {string[]} inputs */
function licenses(inputs) {
  const folders = new Set(inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = readJson(`${folder}/package.json`);
      const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'].map((file) =>
        readText(`${folder}/${file}`)
      );
      return `${name} ${version} (${license})\n\n${text.find(Boolean) ?? ''}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} file */
function report(file) {
  const bytes = statSync(file).size;
  if (bytes > MAX_BYTES) {
    rmSync(file);
    throw new Error(`${file} would have ${bytes} bytes, more than ${MAX_BYTES}.`);
  }
  console.log(`${file} (${(bytes / 2 ** 20).toFixed(1)} MiB)`);
}

/** @param {string} file @returns {string | undefined} */
function readText(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

await main().catch(fail);
