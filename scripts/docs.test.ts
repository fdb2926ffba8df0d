import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { globSync } from 'glob';
import { commands, commandsIn, pages, textOf } from '../tests/docsCommands';
import { textsOf } from './texts.mjs';

const root = join(__dirname, '..');

test('commands are found', () => {
  expect(commands.length).toBeGreaterThan(40);
  expect(commandsIn('```sh\nnpm start -- --port 0   # a port\n```\nand `npm run build`, not `node:fs`')).toEqual([
    'npm start -- --port 0',
    'npm run build',
  ]);
});

test('every npm script that a page names is there', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const named = commands.flatMap(([page, command]) => {
    const script = /^npm run ([\w:-]+)/.exec(command)?.[1];
    return script && !(script in scripts) ? [`${page}: ${command}`] : [];
  });
  expect(named).toEqual([]);
});

test('every option of npm start that a page names is in its help, and the other way round in README.md', () => {
  const help = execFileSync(process.execPath, ['standalone/start.mjs', '--help'], { cwd: root, encoding: 'utf8' });
  const known = new Set(help.match(/--[a-z][\w-]*/g));
  const named = commands
    .filter(([, command]) => command.startsWith('npm start'))
    .flatMap(([page, command]) => (command.match(/--[a-z][\w-]*/g) ?? []).map((option) => [page, option]));
  expect(named.filter(([, option]) => !known.has(option))).toEqual([]);
  const listed = new Set(textOf('README.md').match(/--[a-z][\w-]*/g));
  expect([...known].filter((option) => option !== '--help' && !listed.has(option))).toEqual([]);
});

/**
 * How a command is known to work: it is run here with these arguments of Node.js, by another test or a step of CI that says
 * so in its file, or it cannot be run in a test, and why.
 */
type Proof = { here: string[]; says: RegExp } | { by: string; calls: RegExp } | { not: string };

const PROOFS: ReadonlyArray<[command: RegExp, proof: Proof]> = [
  [/^npm start -- --help$/, { here: ['standalone/start.mjs', '--help'], says: /--pyroscope URL/ }],
  [/^npm start( |$)/, { by: 'tests/start.spec.ts', calls: /npm start/ }],
  [/^npm test$/, { by: '.ci/run', calls: /^exec npm test$/m }],
  [/^node scripts\/try-start\.mjs --clone$/, { by: '.github/workflows/ci.yml', calls: /scripts\/try-start\.mjs/ }],
  [/^npm ci$/, { by: '.github/workflows/ci.yml', calls: /run: npm ci$/m }],
  [/^npm run lint$/, { by: 'scripts/test.mjs', calls: /runScript\('lint'\)/ }],
  [/^npm run lint:fix$/, { not: 'it changes the files' }],
  [/^npm run build$/, { by: 'standalone/setup.mjs', calls: /run', 'build'|'build'/ }],
  [/^npm run texts( |$)/, { by: 'scripts/lint.mjs', calls: /texts/ }],
  [/^npm run package$/, { by: 'scripts/package.test.ts', calls: /scripts\/package\.mjs/ }],
  [/^npm run pack:standalone$/, { by: 'scripts/packStandalone.test.ts', calls: /pack-standalone\.mjs/ }],
  [/^npx \.\/service-profiles-VERSION\.tgz/, { by: 'scripts/packStandalone.test.ts', calls: /'npx', \['--yes'/ }],
  [
    /^npx jest src\/profile /,
    {
      here: ['node_modules/jest/bin/jest.js', 'src/profile', '--selectProjects', 'node', '--listTests'],
      says: /src\/profile\/merge\.test\.ts/,
    },
  ],
  [/^npm run e2e$/, { by: 'scripts/test.mjs', calls: /scripts\/e2e\.mjs/ }],
  [
    /^npm run e2e -- [a-z]\w*$/,
    { here: ['node_modules/@playwright/test/cli.js', 'test', '--list', 'services'], says: /services\.spec\.ts/ },
  ],
  [/^npm run e2e -- --like-grafana$/, { by: '.github/workflows/compat.yml', calls: /'e2e -- --like-grafana'/ }],
  [
    /^GRAFANA_URL=\S+ (PYROSCOPE_URL=\S+ )?npm run e2e$/,
    { by: '.github/workflows/ci.yml', calls: /GRAFANA_URL: http:\/\/localhost:3000\s+PYROSCOPE_URL: / },
  ],
  [/^npm run compat$/, { by: '.github/workflows/compat.yml', calls: /script: \['compat'/ }],
  [/^npm run bench -- --help$/, { here: ['bench/run.mjs', '--help'], says: /--operation search/ }],
  [/^node scripts\/record-programs\.mjs$/, { not: 'it needs compilers and profilers of C++ and Rust' }],
  [
    /^npm run (bench|bench:link|bench:decode|bench:compare|bench:steps|bench:large)$/,
    { not: 'it measures for minutes, and needs a machine that does nothing else' },
  ],
  [/^npm run soak( |$)/, { not: 'it runs for an hour' }],
  [/^npm run pictures$/, { not: 'it changes the pictures of these pages' }],
  [/^npm run server$/, { not: 'it needs Docker; the workflow runs its docker compose' }],
  [/^npx playwright install chromium$/, { by: '.github/workflows/ci.yml', calls: /playwright install chromium/ }],
  [/^node scripts\/mutate-requests\.mjs /, { by: 'scripts/mutateRequests.test.ts', calls: /mutateRequests\(/ }],
  [/^npx @grafana\/create-plugin@latest update$/, { not: 'it changes the files' }],
  [/^go tool pprof/, { not: 'it needs Go; the files it reads are compared with its own answers in the tests' }],
];

const proofOf = (command: string) => PROOFS.find(([pattern]) => pattern.test(command));

test('every command of a page is run by a test, or it is said why it cannot be', () => {
  expect(commands.filter(([, command]) => !proofOf(command)).map((one) => one.join(': '))).toEqual([]);
  const proofs = new Set(commands.map(([, command]) => proofOf(command)));
  expect(PROOFS.filter((proof) => !proofs.has(proof)).map(([pattern]) => String(pattern))).toEqual([]);
});

test.each(PROOFS.flatMap(([pattern, proof]) => ('by' in proof ? [[pattern, proof] as const] : [])))(
  '%s is run elsewhere',
  (_, { by, calls }) => {
    expect(textOf(by)).toMatch(calls);
  }
);

test.each(PROOFS.flatMap(([pattern, proof]) => ('here' in proof ? [[pattern, proof] as const] : [])))(
  '%s runs',
  (_, { here, says }) => {
    // Playwright does not run where Jest does.
    const env = { ...process.env, JEST_WORKER_ID: undefined };
    expect(execFileSync(process.execPath, here, { cwd: root, encoding: 'utf8', env })).toMatch(says);
  }
);

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

test('every text of the product that the documentation quotes is one that it has today', () => {
  const english = globSync('src/**/*.{ts,tsx}', { cwd: root, posix: true, ignore: ['**/*.test.*', '**/testing/**'] })
    .flatMap((path) => [...textsOf(path, textOf(path)).texts.values()])
    .flatMap(({ forms }) => Object.values(forms));
  // Grafana's.
  const elsewhere = ['Extensions', 'Add'];
  // A number or three dots stand for a value.
  const isThere = (quote: string) => {
    const parts = quote
      .split(/(?:≥ )?\d[\d.,]*(?: %| hours)?|…/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(parts.join('.*'), 'i');
    return elsewhere.includes(quote) || english.some((text) => pattern.test(text));
  };
  const quotes = globSync('docs/*.md', { cwd: root, posix: true }).flatMap((page) => {
    const text = textOf(page)
      .replace(/```[^]*?```|`[^`\n]*`|<[^>]*>/g, '')
      .replace(/\s+/g, ' ');
    return [...text.matchAll(/"([^"]{3,90})"/g)].flatMap(([, quote]) =>
      // A way through menus.
      quote.split(' > ').map((part) => [page, part.replace(/[.?]$/, '')])
    );
  });
  expect(quotes.length).toBeGreaterThan(60);
  expect(quotes.filter(([, quote]) => !isThere(quote)).map((one) => one.join(': '))).toEqual([]);
});
