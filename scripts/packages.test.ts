import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  dev?: boolean;
  hasInstallScript?: boolean;
}

const lock: { packages: Record<string, Package> } = JSON.parse(
  readFileSync(join(__dirname, '../package-lock.json'), 'utf8')
);
const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('what npm start installs', () => {
  it('compiles nothing: the only packages with a script bring a binary for each platform', () => {
    const withScript = shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    // Each looks for the binary that npm installed beside it, or that it holds itself.
    expect(withScript.sort()).toEqual(['@datadog/pprof', '@parcel/watcher', '@swc/core', 'esbuild']);
    const compilers = ['node-gyp', 'node-pre-gyp', '@mapbox/node-pre-gyp', 'prebuild-install', 'cmake-js', 'ttf2woff2'];
    expect(shipped.map(([path]) => nameOf(path)).filter((name) => compilers.includes(name))).toEqual([]);
  });

  it('has nothing of the design system that only old types ask for', () => {
    const names = shipped.map(([path]) => nameOf(path));
    expect(names.filter((name) => /^@(adobe|spectrum-icons|react-spectrum)\//.test(name))).toEqual([]);
    expect(names.length).toBeLessThan(900);
  });

  it('asks no particular registry', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });
});
