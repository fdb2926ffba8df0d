import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashOf, isInstalled, isUpToDate, writeStamp } from './stamp.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamp-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const target = { name: 'page', inputs: ['src', 'lock.json', 'not-there'], outputs: ['out/index.html'] };

function build() {
  write('out/index.html', 'built');
  writeStamp(root, target, hashOf(root, target.inputs));
}

describe('a build', () => {
  beforeEach(() => {
    write('src/a.ts', 'a');
    write('src/deep/b.ts', 'b');
    write('lock.json', '{}');
    build();
  });

  test('is up to date until something it is made from changes', () => {
    expect(isUpToDate(root, target)).toBe(true);
    write('src/deep/b.ts', 'changed');
    expect(isUpToDate(root, target)).toBe(false);
    build();
    expect(isUpToDate(root, target)).toBe(true);
  });

  test.each([
    ['a new file', () => write('src/c.ts', '')],
    ['a file that is gone', () => rmSync(join(root, 'src/a.ts'))],
    ['an output that is gone', () => rmSync(join(root, 'out/index.html'))],
    ['an output that another build wrote', () => write('out/index.html', 'for development')],
    ['a stamp cut short', () => write('.standalone/stamps/page.json', '{"inp')],
  ])('is old after %s', (_, change) => {
    change();
    expect(isUpToDate(root, target)).toBe(false);
  });

  test.each([
    ['a new time', () => utimesSync(join(root, 'src/a.ts'), new Date(0), new Date(0))],
    ['a test', () => write('src/a.test.ts', '')],
    ['test data', () => write('src/testdata/x.json', '')],
    ['a README', () => write('src/README.md', '')],
  ])('is up to date after %s', (_, change) => {
    change();
    expect(isUpToDate(root, target)).toBe(true);
  });

  test('names and contents are told apart', () => {
    write('src/a.ts', 'src/deep/b.ts');
    write('src/deep/b.ts', '');
    const one = hashOf(root, ['src']);
    write('src/a.ts', '');
    write('src/deep/b.ts', 'src/deep/b.ts');
    expect(hashOf(root, ['src'])).not.toBe(one);
  });

  test('what changed while it ran is built the next time', () => {
    const before = hashOf(root, target.inputs);
    write('src/a.ts', 'changed meanwhile');
    writeStamp(root, target, before);
    expect(isUpToDate(root, target)).toBe(false);
  });
});

describe('node_modules', () => {
  const lock = (packages: object) => write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
  const installed = (packages: object) => write('node_modules/.package-lock.json', JSON.stringify({ packages }));

  test('is installed when it has every package in its version', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(root, { tests: true })).toBe(false);
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(root, { tests: true })).toBe(true);
  });

  test('is not installed when the lock file has another version or one more', () => {
    installed({ 'node_modules/a': { version: '1.0.0' } });
    lock({ 'node_modules/a': { version: '1.0.1' } });
    expect(isInstalled(root, { tests: true })).toBe(false);
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    expect(isInstalled(root, { tests: true })).toBe(false);
  });

  test('may lack what is optional, but not have it in another version', () => {
    lock({ 'node_modules/a': { version: '1.0.0', optional: true } });
    installed({});
    expect(isInstalled(root, { tests: true })).toBe(true);
    installed({ 'node_modules/a': { version: '0.9.0', optional: true } });
    expect(isInstalled(root, { tests: true })).toBe(false);
  });

  test('may lack what only tests need, unless they are to run', () => {
    lock({ 'node_modules/a': { version: '1.0.0', dev: true } });
    installed({});
    expect(isInstalled(root, { tests: true })).toBe(false);
    expect(isInstalled(root, { tests: false })).toBe(true);
  });

  test('is not installed when its list is cut short', () => {
    lock({});
    write('node_modules/.package-lock.json', '{"pack');
    expect(isInstalled(root, { tests: true })).toBe(false);
  });
});
