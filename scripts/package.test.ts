import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive, writeArchive } from './archive.mjs';
import { checkArchive, checkFiles } from './validate/checkArchive.mjs';

const root = join(__dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `oss-serviceprofiles-app-${version}.zip`;
let folder: string;
let zip: string;
let files: Map<string, Buffer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'service-profiles-package-'));
  // Builds only what changed since the last build.
  execFileSync(process.execPath, ['scripts/package.mjs', '--out', folder], { cwd: root, stdio: 'pipe' });
  zip = join(folder, name);
  const entries = await readArchive(readFileSync(zip));
  files = new Map([...entries].map(([path, { content }]) => [path.replace(/^[^/]+\//, ''), content]));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Files = Map<string, Buffer>;
type Change = (files: Files) => void;

const put =
  (path: string, content: string | Buffer): Change =>
  (changed) =>
    void changed.set(path, Buffer.from(content));
const remove =
  (path: string): Change =>
  (changed) =>
    void changed.delete(path);
const replace =
  (path: string, from: string | RegExp, to: string): Change =>
  (changed) => {
    const before = String(changed.get(path));
    const after = before.replace(from, () => to);
    expect(after).not.toBe(before);
    changed.set(path, Buffer.from(after));
  };

/** What the checks find after a change, as `check: message`, without what they find in the package as it is. */
function findingsAfter(change: Change): string[] {
  const changed = new Map(files);
  change(changed);
  const asItIs = checkFiles(files, root).map(({ message }) => message);
  const findings = checkFiles(changed, root).filter(({ message }) => !asItIs.includes(message));
  return findings.map(({ check, message }) => `${check}: ${message}`);
}

describe('the package', () => {
  it('has nothing that the catalogue refuses', async () => {
    const findings = await checkArchive(zip, root);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is the same, byte for byte, when made again', async () => {
    const { info } = JSON.parse(String(files.get('plugin.json')));
    await writeArchive(join(root, 'dist'), 'oss-serviceprofiles-app', info.updated, join(folder, 'again.zip'));
    expect(readFileSync(join(folder, 'again.zip')).equals(readFileSync(zip))).toBe(true);
  });
});

describe('React', () => {
  const code = () => [...files].filter(([path]) => path.endsWith('.js'));

  it("is Grafana's, of which there is one", () => {
    expect(code().length).toBeGreaterThan(5);
    // What every build of React has inside, 18 and 19.
    const own = code().filter(([, content]) => /__(SECRET|CLIENT)_INTERNALS_DO_NOT_USE/.test(String(content)));
    expect(own.map(([path]) => path)).toEqual([]);
    for (const module of ['module.js', 'panel/module.js']) {
      const [, imported] = /^[^]*?define\(\[([^\]]*)\]/.exec(String(files.get(module)))!;
      expect(imported).toContain('"react"');
    }
  });
});

describe('the archive', () => {
  it.each([
    ['a folder of another name', 'other-app', name, 'archivename: the folder is named other-app'],
    ['a file of another name', 'oss-serviceprofiles-app', 'plugin.zip', 'archivename: the archive is named plugin.zip'],
  ])('is refused with %s', async (_, top, file, expected) => {
    const other = mkdtempSync(join(folder, 'other-'));
    await writeArchive(join(root, 'dist'), top, '2030-01-01', join(other, file));
    const findings = await checkArchive(join(other, file), root);
    expect(findings.map(({ check, message }) => `${check}: ${message}`)).toContainEqual(
      expect.stringContaining(expected)
    );
  });
});

describe('the checks', () => {
  const panel = (type: string) => `{"id":"oss-x-panel","type":"${type}","name":"x","info":{"keywords":["x"],
    "logos":{"small":"logo.svg","large":"logo.svg"},"description":"x","version":"${version}","updated":"2030-01-01"},"dependencies":{"grafanaDependency":">=12.3.0"}}`;
  const declare = (type: string) =>
    replace(
      'plugin.json',
      /"includes":\s*\[/,
      `"includes": [{"type":"${type}","name":"x","path":"other/plugin.json"},`
    );
  const all =
    (...changes: Change[]): Change =>
    (changed) =>
      changes.forEach((change) => change(changed));
  const nested = (type: string, declaredAs?: string) =>
    all(
      put('other/plugin.json', panel(type)),
      put('other/module.js', 'define([],()=>0);\n//# sourceMappingURL=module.js.map'),
      put('other/logo.svg', '<svg/>'),
      put('other/module.js.map', '{"sources":[],"sourcesContent":[]}'),
      ...(declaredAs ? [declare(declaredAs)] : [])
    );

  it('take a nested panel that plugin.json includes', () => {
    expect(findingsAfter(nested('panel', 'panel'))).toEqual([]);
  });

  it.each<[string, Change, string]>([
    ['no plugin.json', remove('plugin.json'), 'metadata: plugin.json is missing'],
    [
      'an unknown key',
      replace('plugin.json', '"type": "app"', '"type": "app", "typo": 1'),
      'metadatavalid: plugin.json',
    ],
    ['no keywords', replace('plugin.json', /"keywords": \[[^\]]*\]/, '"keywords": []'), 'metadatavalid: plugin.json'],
    ['an impossible range of versions', replace('plugin.json', '>=12.3.0', 'latest'), 'metadatavalid: plugin.json'],
    [
      'a role that is none',
      replace('plugin.json', '"role": "Viewer"', '"role": "Guest"'),
      'metadatavalid: plugin.json',
    ],
    ['a type unlike its id', replace('plugin.json', '"type": "app"', '"type": "panel"'), 'typesuffix: the id'],
    ['a version unlike package.json', replace('plugin.json', version, '99.0.0'), 'packagejson: version is 99.0.0'],
    ['a placeholder', replace('plugin.json', /"updated": "[^"]*"/, '"updated": "%TODAY%"'), 'version: plugin.json'],
    [
      'the id for a name',
      replace('plugin.json', 'Service Profiles', 'oss-serviceprofiles-app'),
      'pluginname: the name',
    ],
    ['an undeclared nested plugin', nested('panel'), 'includesnested: other/plugin.json is not'],
    ['a nested plugin of another type', nested('datasource', 'panel'), 'includesnested: other/plugin.json is included'],
    ['a broken nested plugin.json', put('other/plugin.json', '{'), 'nestedmetadata: other/plugin.json'],
    [
      'a nested plugin of another version',
      replace('panel/plugin.json', version, '99.0.0'),
      'packagejson: panel/plugin.json: version is 99.0.0',
    ],
    [
      'a nested plugin included under another name',
      replace('panel/plugin.json', '"Service profile"', '"Profile"'),
      'includesnested: panel/plugin.json is included as panel "Service profile", is panel "Profile"',
    ],
    ['a nested plugin without its code', remove('panel/module.js'), 'modulejs: panel/module.js is missing'],
    [
      'a nested plugin without its logo',
      all(nested('panel', 'panel'), remove('other/logo.svg')),
      'logos: other/logo.svg is missing',
    ],
    ['no logo', remove('img/logo.svg'), 'logos: img/logo.svg is missing'],
    [
      'a logo elsewhere',
      replace('plugin.json', /"small": "[^"]*"/, '"small": "https://x/y.svg"'),
      'metadatapaths: https',
    ],
    [
      'a path with a dot',
      replace('plugin.json', /"small": "[^"]*"/, '"small": "./img/logo.svg"'),
      'metadatapaths: ./img',
    ],
    [
      'a bitmap for a logo',
      replace('plugin.json', /"small": "[^"]*"/, '"small": "module.js"'),
      'logos: module.js is not',
    ],
    [
      'a screenshot that is not there',
      replace('plugin.json', /"screenshots": \[[^\]]*\]/, '"screenshots": [{"name":"x","path":"img/none.png"}]'),
      'screenshots: img/none.png is missing',
    ],
    ['a script in an SVG', put('img/x.svg', '<svg><script/></svg>'), 'unsafesvg: img/x.svg has an element script'],
    ['an event in an SVG', put('img/x.svg', '<svg><path d="M0 0" onload="x()"/></svg>'), 'unsafesvg: img/x.svg runs'],
    ['a link that runs', put('img/x.svg', '<svg><a href="javascript:x()"/></svg>'), 'unsafesvg: img/x.svg runs'],
    ['another license', put('LICENSE', 'MIT License'), 'license: LICENSE'],
    ['no changelog', put('CHANGELOG.md', ' \n'), 'changelog: CHANGELOG.md'],
    ['no README', remove('README.md'), 'readme: README.md'],
    ["the template's README", put('README.md', 'This template is a starting point for building'), 'templatereadme: '],
    ['HTML in README', put('README.md', 'x <b>y</b>'), 'htmlreadme: '],
    ['jargon', put('README.md', 'run yarn'), 'jargon: README.md says yarn'],
    ['a relative link', put('README.md', 'see [this](docs/x.md)'), 'brokenlinks: README.md links to docs/x.md'],
    ['stray JSON', put('testdata/x.json', '{}'), 'archive: testdata/x.json'],
    ['stray sources', put('module.tsx', ''), 'archive: module.tsx'],
    ['no module.js', remove('module.js'), 'modulejs: module.js is missing'],
    ['a module that is not AMD', replace('module.js', 'define([', 'import(['), 'modulejs: module.js is not'],
    ['no source map', remove('module.js.map'), 'jsMap: module.js has no source map'],
    [
      'a map of other sources',
      replace('module.js.map', 'AppPlugin', 'BppPlugin'),
      'jsMap: webpack://oss-serviceprofiles-app',
    ],
    ['a tracker', replace('module.js', '"use strict"', '"https://mixpanel.com"'), 'trackingscripts: module.js'],
    ['what React 19 lacks', replace('module.js', '"use strict"', 'x.defaultProps={}'), 'reactcompat: module.js'],
  ])('find %s', (_, change, expected) => {
    expect(findingsAfter(change)).toContainEqual(expect.stringContaining(expected));
  });
});
