import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

jest.setTimeout(600_000);

const root = join(__dirname, '..');
/** What was built and installed before is good enough; only what is missing is asked for. */
const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
// On Windows npx is a script, which only a shell starts.
const shell = process.platform === 'win32';

let dir: string;
let child: ChildProcess | undefined;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'pack-standalone-'));
});
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
});

test('one package of less than 15 MB runs in an empty folder, with nothing to build', async () => {
  await promisify(execFile)(process.execPath, ['scripts/pack-standalone.mjs', '--out', dir], { cwd: root, env });
  const [file] = readdirSync(dir);
  expect(file).toMatch(/^service-profiles-\d+\.\d+\.\d+\.tgz$/);
  expect(statSync(join(dir, file)).size).toBeLessThan(15e6);

  const empty = join(dir, 'empty');
  mkdirSync(empty);
  renameSync(join(dir, file), join(empty, file));
  child = spawn('npx', ['--yes', `./${file}`, '--port', '0'], { cwd: empty, env, shell });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  while (!/is ready at http.*\n.*\n/.test(output) && child.exitCode === null) {
    await sleep(100);
  }
  const url = /is ready at (http:\/\/127\.0\.0\.1:\d+)\/a\//.exec(output)?.[1] ?? output;
  // It is empty, and says how to fill it.
  expect(output).toContain(`It shows what is sent to ${url}/ingest`);

  const page = await fetch(`${url}/`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('reactRoot')]);
  expect((await fetch(`${url}/public/plugins/oss-serviceprofiles-app/module.js`)).status).toBe(200);
  // A profile with one sample of the function at index 3, `main`.
  const strings = ['', 'cpu', 'nanoseconds', 'main'].flatMap((text) => [0x32, text.length, ...Buffer.from(text)]);
  const pprof = Uint8Array.from([
    ...[0x0a, 4, 0x08, 1, 0x10, 2, 0x12, 4, 0x08, 1, 0x10, 7],
    ...[0x22, 6, 0x08, 1, 0x22, 2, 0x08, 1, 0x2a, 4, 0x08, 1, 0x10, 3],
    ...strings,
  ]);
  const sent = await fetch(`${url}/ingest?format=pprof&name=shop`, { method: 'POST', body: pprof });
  expect([sent.status, await sent.text()]).toEqual([200, '']);
  const names = await fetch(`${url}/querier.v1.QuerierService/LabelValues`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'service_name', start: Date.now() - 60_000, end: Date.now() + 60_000 }),
  });
  expect(await names.json()).toEqual({ names: ['shop'] });

  // Nothing stays behind.
  child.kill('SIGKILL');
  let isThere = true;
  for (let tries = 0; isThere && tries < 200; tries++) {
    await sleep(50);
    isThere = await fetch(`${url}/ready`).then(
      () => true,
      () => false
    );
  }
  expect(isThere).toBe(false);
});
