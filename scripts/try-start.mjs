// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../standalone/setup.mjs';
import { fail } from './run.mjs';

const LIMIT_MS = 15 * 60_000;
// On Windows npm is a script, which only a shell starts.
const shell = process.platform === 'win32';

/**
 * `node scripts/try-start.mjs` starts as a user does, from whatever state the folder is in, looks at what is served, ends
 * npm the hard way, and sees that the server ends too. With `--clone` in a fresh clone of what is committed. Prints how long
 * it took to the page.
 */
async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'service-profiles-start-'));
  const clone = join(dir, 'clone');
  try {
    const start = Date.now();
    if (process.argv.includes('--clone')) {
      await ended(spawn('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' }));
    }
    const cwd = process.argv.includes('--clone') ? clone : root;
    const args = ['start', '--', '--port', '0', '--data', join(dir, 'data')];
    const npm = spawn('npm', args, { cwd, shell, stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await readyAt(npm, start + LIMIT_MS);
    await look(url);
    console.log(
      `From ${cwd === clone ? 'a clone' : 'npm start'} to the page: ${((Date.now() - start) / 1000).toFixed(1)} s`
    );
    npm.kill('SIGKILL');
    // On Windows its shell may outlive it, and the server with it: nothing there says who started whom.
    if (!shell) {
      await gone(url);
      console.log('The server ended with npm.');
    }
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {number} deadline @returns {Promise<string>} */
async function readyAt(child, deadline) {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
  });
  while (Date.now() < deadline && child.exitCode === null) {
    const url = /is ready at (http:\/\/[^/]+)/.exec(output)?.[1];
    if (url) {
      return url;
    }
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`npm start did not become ready (exit code ${child.exitCode}).`);
}

/** The page, the plugin, and profiles of the demo. @param {string} url */
async function look(url) {
  for (const path of ['/a/oss-serviceprofiles-app/services', '/public/plugins/oss-serviceprofiles-app/module.js']) {
    const { status } = await fetch(url + path);
    if (status !== 200) {
      throw new Error(`${path} is answered with ${status}.`);
    }
  }
  const answer = await fetch(`${url}/querier.v1.QuerierService/LabelValues`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'service_name', start: Date.now() - 3_600_000, end: Date.now() }),
  });
  const { names } = await answer.json();
  if (!names?.length) {
    throw new Error('There are no services.');
  }
  console.log(`Services: ${names.join(', ')}`);
}

/** @param {string} url */
async function gone(url) {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await fetch(`${url}/ready`);
    } catch {
      return;
    }
    await sleep(100);
  }
  throw new Error('The server is still there.');
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
const ended = (child) =>
  new Promise((resolve, reject) =>
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`git clone ended with exit code ${code}.`))))
  );

await main().catch(fail);
