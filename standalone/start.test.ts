import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The whole of `npm start` in a project of its own, whose npm, builds and server are a few lines each: they write down that
 * they ran, and do what a test asks for.
 */
let root: string;
const children: ChildProcess[] = [];

const files: Record<string, string> = {
  'package.json': '{"type":"commonjs"}',
  'package-lock.json': '{"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
  'src/module.tsx': 'export {};',
  // npm ci, npm run build
  'npm.js': `
    const fs = require('node:fs');
    const [command] = process.argv.slice(2);
    const cached = process.argv.includes('--prefer-offline');
    fs.appendFileSync('log', 'npm ' + command + (command === 'ci' ? ' ' + process.argv[3] + (cached ? '' : ' anew') : '') + '\\n');
    if (command === 'ci' && cached && fs.existsSync('old-cache')) {
      console.log('npm error code ' + fs.readFileSync('old-cache', 'utf8'));
      process.exit(1);
    } else if (command === 'ci') {
      const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
      fs.mkdirSync('node_modules', { recursive: true });
      fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
    } else if (fs.readFileSync('src/module.tsx', 'utf8').includes('mistake')) {
      console.log('src/module.tsx:1 there is a mistake');
      process.exit(2);
    } else if (fs.readFileSync('src/module.tsx', 'utf8').includes('slow')) {
      const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' });
      fs.writeFileSync('slow.pid', String(pid));
    } else {
      fs.mkdirSync('dist', { recursive: true });
      fs.writeFileSync('dist/module.js', fs.readFileSync('src/module.tsx'));
      fs.writeFileSync('dist/plugin.json', '{}');
    }`,
  'standalone/page/build.mjs': `
    import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
    appendFileSync('log', 'page\\n');
    mkdirSync('.standalone/page', { recursive: true });
    writeFileSync('.standalone/page/index.html', '');`,
  'standalone/bundle.mjs': `
    import { appendFileSync, cpSync } from 'node:fs';
    const name = process.argv[2];
    appendFileSync('log', name + '\\n');
    cpSync('standalone/' + name + '/main.ts', '.standalone/' + name + '/main.mjs');
    if (name === 'server') cpSync('standalone/server/thread.ts', '.standalone/server/thread.mjs');`,
  'standalone/demo/main.ts': '',
  'standalone/server/thread.ts': '',
  'standalone/server/main.ts': `
    import { writeFileSync } from 'node:fs';
    console.log('server', process.pid, ...process.argv.slice(2));
    process.on('SIGTERM', () => { console.log('server ends'); process.exit(0); });
    if (process.argv.includes('--port')) process.exit(7);
    setTimeout(() => {}, 60_000);`,
};

function write(path: string, content: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'start-'));
  for (const [path, content] of Object.entries(files)) {
    write(path, content);
  }
  for (const file of ['start.mjs', 'options.mjs', 'parent.mjs', 'setup.mjs', 'stamp.mjs', 'steps.mjs', 'lock.mjs']) {
    cpSync(join(__dirname, file), join(root, 'standalone', file));
  }
});

afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  rmSync(root, { recursive: true });
});

interface Started {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function start(...args: string[]): Started {
  const env = { ...process.env, npm_execpath: join(root, 'npm.js') };
  const child = spawn(process.execPath, ['standalone/start.mjs', ...args], { cwd: root, env });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return { child, output: () => output, ended: new Promise((resolve) => child.on('close', resolve)) };
}

async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const { ended, output } = start(...args);
  return { code: await ended, output: output() };
}

/** What ran since the last time this was asked. */
function ran(): string[] {
  const log = join(root, 'log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  rmSync(log, { force: true });
  return lines;
}

async function until(condition: () => boolean) {
  for (let i = 0; i < 200 && !condition(); i++) {
    await sleep(50);
  }
  expect(condition()).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

jest.setTimeout(30_000);

test('the first start installs and builds everything, a line a step; the next one does nothing', async () => {
  const { code, output } = await run('--build-only');
  expect(code).toBe(0);
  expect(ran()).toEqual(['npm ci --omit=dev', 'npm run', 'page', 'server', 'demo']);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(/^Installing the packages \(npm ci, a minute or two\) \.\.\. [\d.]+ s$/),
    expect.stringMatching(/^Building the plugin \.\.\. [\d.]+ s$/),
    expect.stringMatching(/^Building the page \.\.\. [\d.]+ s$/),
    expect.stringMatching(/^Building the server \.\.\. [\d.]+ s$/),
    expect.stringMatching(/^Building the demo \.\.\. [\d.]+ s$/),
  ]);
  expect(await run('--build-only')).toEqual({ code: 0, output: '' });
  expect(ran()).toEqual([]);
});

test('a change builds what it concerns, a new lock file installs', async () => {
  await run('--build-only');
  ran();
  write('src/module.tsx', 'export const a = 1;');
  await run('--build-only');
  expect(ran()).toEqual(['npm run']);
  write('src/profile/model.ts', '');
  await run('--build-only');
  expect(ran()).toEqual(['npm run', 'server']);
  write('package-lock.json', files['package-lock.json'].replace('1.0.0', '1.0.1'));
  await run('--build-only');
  expect(ran()).toEqual(['npm ci --omit=dev', 'npm run', 'page', 'server', 'demo']);
});

test('a step that fails shows its output, ends with code 1 and is tried again', async () => {
  write('src/module.tsx', 'mistake');
  const { code, output } = await run('--build-only');
  expect(code).toBe(1);
  expect(output).toContain('src/module.tsx:1 there is a mistake\nBuilding the plugin failed: "');
  expect(output).toContain('npm.js run build" ended with exit code 2.\n');
  expect(ran()).toEqual(['npm ci --omit=dev', 'npm run']);
  write('src/module.tsx', '');
  expect((await run('--build-only')).code).toBe(0);
  expect(ran()).toEqual(['npm run', 'page', 'server', 'demo']);
});

test('packages come from the cache of npm; where it is older than the lock file, they are asked for anew', async () => {
  write('old-cache', 'ETARGET');
  expect((await run('--build-only')).code).toBe(0);
  expect(ran().slice(0, 3)).toEqual(['npm ci --omit=dev', 'npm ci --omit=dev anew', 'npm run']);
});

test('an installation that fails otherwise is not tried twice', async () => {
  write('old-cache', 'ENOSPC');
  const { code, output } = await run('--build-only');
  expect(code).toBe(1);
  expect(output).toContain('npm error code ENOSPC\nInstalling the packages (npm ci, a minute or two) failed: "');
  expect(ran()).toEqual(['npm ci --omit=dev']);
});

test('an unknown option is refused before anything is set up', async () => {
  expect(await run('--prot', '1')).toEqual({
    code: 1,
    output: "Unknown option '--prot'. npm start -- --help lists the options.\n",
  });
  expect(ran()).toEqual([]);
});

test('--help answers before anything is installed', async () => {
  const { code, output } = await run('--help');
  expect(code).toBe(0);
  expect(output).toContain('--port NUMBER');
  expect(ran()).toEqual([]);
});

test('the server gets the options, and its exit code is ours', async () => {
  const { code, output } = await run('--', '--port', '1');
  expect(code).toBe(7);
  expect(output).toMatch(/server \d+ --port 1\n$/);
});

test('SIGTERM reaches the server', async () => {
  const { child, output, ended } = start();
  await until(() => output().includes(`server ${child.pid}`));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(output()).toContain('server ends');
});

test('SIGTERM during the set-up ends the step and all it started', async () => {
  write('src/module.tsx', 'slow');
  const { child, ended } = start();
  const pidFile = join(root, 'slow.pid');
  await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
  const pid = Number(readFileSync(pidFile, 'utf8'));
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
  await until(() => !isAlive(pid));
});

test.each([
  ['alone', `spawn(process.execPath, ['standalone/start.mjs'], { stdio: 'inherit' })`],
  // A shell with something to do afterwards stays, and does not become what it started.
  ['through a shell', `spawn('sh', ['-c', '"$0" standalone/start.mjs; true', process.execPath], { stdio: 'inherit' })`],
])('it ends when npm, which started it %s, is gone', async (_, spawning) => {
  await run('--build-only');
  const parent = spawn(process.execPath, ['-e', `require('node:child_process').${spawning}`], {
    cwd: root,
    env: { ...process.env, npm_execpath: join(root, 'npm.js'), npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  parent.stdout.on('data', (chunk) => (output += chunk));
  await until(() => /server \d+/.test(output));
  const pid = Number(/server (\d+)/.exec(output)?.[1]);
  parent.kill('SIGKILL');
  await until(() => output.includes('server ends'));
  await until(() => !isAlive(pid));
});

test('two starts at once share one set-up', async () => {
  const [one, other] = await Promise.all([run('--build-only'), run('--build-only')]);
  expect([one.code, other.code]).toEqual([0, 0]);
  expect(ran().sort()).toEqual(['demo', 'npm ci --omit=dev', 'npm run', 'page', 'server']);
});
