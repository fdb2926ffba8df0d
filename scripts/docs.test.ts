import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { globSync } from 'glob';

const root = join(__dirname, '..');
const pages = globSync(
  ['*.md', 'docs/**/*.md', 'src/README.md', '{scripts,standalone,tests,bench,provisioning}/**/*.md'],
  {
    cwd: root,
    posix: true,
    ignore: '**/node_modules/**',
  }
)
  .filter((path) => path !== 'CHANGELOG.md')
  .sort();
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** What `npm` is told in a page: in code, in a line or in a block. */
function commandsIn(text: string): string[] {
  const code = [...text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(([, block, line]) => block ?? line);
  return code
    .flatMap((part) => part.split('\n'))
    .flatMap((line) => /\bnpm (?:run |start|test|ci)[^#|;&]*/.exec(line) ?? []);
}

const all = pages.flatMap((page) =>
  commandsIn(textOf(page)).map((command): [string, string] => [page, command.trim()])
);

test('commands are found', () => {
  expect(all.length).toBeGreaterThan(40);
  expect(commandsIn('```sh\nnpm start -- --port 0   # a port\n```\nand `npm run build`')).toEqual([
    'npm start -- --port 0   ',
    'npm run build',
  ]);
});

test('every npm script that a page names is there', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const named = all.flatMap(([page, command]) => {
    const script = /^npm run ([\w:-]+)/.exec(command)?.[1];
    return script && !(script in scripts) ? [`${page}: ${command}`] : [];
  });
  expect(named).toEqual([]);
});

test('every option of npm start that a page names is in its help, and the other way round in README.md', () => {
  const help = execFileSync(process.execPath, ['standalone/start.mjs', '--help'], { cwd: root, encoding: 'utf8' });
  const known = new Set(help.match(/--[a-z][\w-]*/g));
  const named = all
    .filter(([, command]) => command.startsWith('npm start'))
    .flatMap(([page, command]) => (command.match(/--[a-z][\w-]*/g) ?? []).map((option) => [page, option]));
  expect(named.filter(([, option]) => !known.has(option))).toEqual([]);
  const listed = new Set(textOf('README.md').match(/--[a-z][\w-]*/g));
  expect([...known].filter((option) => option !== '--help' && !listed.has(option))).toEqual([]);
});

test('every link and picture of a page leads to something', () => {
  const broken = pages.flatMap((page) => {
    const text = textOf(page).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, picture]) => link ?? picture
    );
    return targets
      .filter((target) => !/^(https?:|#|mailto:)/.test(target))
      .filter((target) => !existsSync(join(root, posix.join(dirname(page), target.replace(/#.*/, '')))))
      .map((target) => `${page}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('every page of docs/ is in its index', () => {
  const index = textOf('docs/README.md');
  const missing = globSync('docs/*.md', { cwd: root, posix: true })
    .map((path) => path.slice('docs/'.length))
    .filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
  expect(missing).toEqual([]);
});

test('every picture is small', () => {
  const pictures = globSync('{docs,src}/img/*.{jpg,png}', { cwd: root, posix: true });
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((path) => statSync(join(root, path)).size > 150_000)).toEqual([]);
});
