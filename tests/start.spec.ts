import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import { commands } from './docsCommands';
import { pathOf, recorded } from './data';
import { test } from './test';

// One after the other: each is a server, some with the demo.
test.describe.configure({ mode: 'default' });

/** What the server says until it is ready. @returns its address, and the page where one is named */
async function readyAt(server: ChildProcess): Promise<URL> {
  let said = '';
  server.stdout!.on('data', (text) => (said += text));
  server.stderr!.on('data', (text) => (said += text));
  // The demo's first hour, on a busy machine.
  await expect.poll(() => said, { timeout: 150_000 }).toContain('ready at');
  return new URL(/ready at (\S+)/.exec(said)![1]);
}

/** Each `npm start` that a page of the documentation tells people to type; with `--help` it does not start. */
const STARTS = [...new Set(commands.map(([, command]) => command))].filter(
  (command) => command.startsWith('npm start') && !command.includes('--help')
);

for (const command of STARTS) {
  test(`${command}: as the documentation has it, it starts and serves the page`, async ({ request, baseURL }, info) => {
    // Beside the server under test: at another port, with data of its own.
    const [, ...given] = command
      .replace('http://localhost:4040', baseURL!)
      .replace(/\S+\.pb\.gz …/, pathOf(recorded[0]))
      .split(' -- ');
    const options = given.join(' ').split(' ').filter(Boolean);
    const isFiles = options.some((option) => option.endsWith('.pb.gz'));
    const own = isFiles
      ? []
      : ['--data', info.outputPath('data'), ...(options.includes('--port') ? [] : ['--port', '0'])];
    const server = spawn('npm', ['start', '--', ...options, ...own]);
    try {
      const link = await readyAt(server);
      expect(await (await request.get(new URL('/api/health', link).href)).json()).toMatchObject({ database: 'ok' });
      expect(await (await request.get(link.href)).text()).toContain('<div id="reactRoot"');
    } finally {
      server.kill();
    }
  });
}

test('npm start with files shows them without choosing, merged or compared, and asks no data source', async ({
  page,
}, testInfo) => {
  const files = [testInfo.outputPath('before.folded'), testInfo.outputPath('after.folded')];
  await writeFile(files[0], 'main;read 10\nmain;json 10\n');
  await writeFile(files[1], 'main;read 10\nmain;json 30\n');
  const server = spawn(process.execPath, ['standalone/start.mjs', ...files]);
  try {
    const link = await readyAt(server);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(link.origin) && /ds\/query|datasources\/(uid|proxy)/.test(request.url())) {
        asked.push(request.url());
      }
    });
    await page.goto(link.href);
    const table = page.getByRole('table', { name: 'Symbols' });
    const row = (name: string) =>
      table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
    await expect(row('json')).toContainText('40');
    await expect(page.getByTestId('local-files')).toContainText('before.folded · after.folded');
    await page.getByRole('radio', { name: 'Compared', exact: true }).check();
    await expect(row('json')).toContainText('+50 %');
    // A reload needs no choosing again.
    await page.reload();
    await expect(row('json')).toContainText('+50 %');
    expect(asked).toEqual([]);
  } finally {
    server.kill();
  }
});
