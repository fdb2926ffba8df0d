import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

import { openStore } from '../../standalone/store/store';
import { pprofOf } from '../../standalone/store/testProfiles';
import { CPU, inFolder, must, randomFrom, report, ROOT } from './parts';

const TIME = Date.UTC(2026, 0, 1);
const CORRUPTIONS = 200;

const profile = (n: number) => ({
  labels: { service_name: 'shop' },
  name: 'process_cpu',
  pprof: pprofOf({
    stacks: Array.from({ length: 200 }, (_, i): [string[], number] => [['main', `f${n}_${i}`], 1]),
    time: TIME,
  }),
});
const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME };

/** A full disk, a read-only one, a corrupt database and a newer one. */
export async function soakDisk(share: number): Promise<void> {
  onSmallDisk('full', FULL);
  onSmallDisk('read-only', READ_ONLY);
  await newer();
  await corrupt(Math.round(CORRUPTIONS * share));
}

/** Fills the disk; then nothing is taken, what was there is answered, and with room again all goes on. */
const FULL = `
  const filler = join(dir, 'filler');
  writeFileSync(filler, Buffer.alloc(1_000_000));
  const store = openStore(dir, { anyTime: true });
  let taken = 0, refusal;
  for (; !refusal && taken < 10000; taken++) {
    try { await store.ingest(profile(taken)); } catch (error) { refusal = error; taken--; }
  }
  const before = (await store.querier.selectMergeStacktraces(request)).total;
  if (before !== taken * 200) throw new Error('acknowledged ' + taken * 200 + ', answered ' + before);
  rmSync(filler);
  await store.ingest(profile(taken++));
  await store.close();
  const again = openStore(dir, { anyTime: true });
  const after = (await again.querier.selectMergeStacktraces(request)).total;
  if (after !== taken * 200) throw new Error('acknowledged ' + taken * 200 + ', after a restart ' + after);
  await again.close();
  console.log(JSON.stringify({ refusal: refusal.message, 'pushes taken, all there after a restart': taken }));
`;

const READ_ONLY = `
  // By another process: the binding keeps files open, and a disk with open files cannot be made read-only.
  const write = "const { openStore } = require('./standalone/store/store.ts');" +
    "const { pprofOf } = require('./standalone/store/testProfiles.ts');" +
    "const [dir] = process.argv.slice(1); const store = openStore(dir, { anyTime: true });" +
    "store.ingest({ labels: { service_name: 'shop' }, name: 'process_cpu', " +
    "pprof: pprofOf({ stacks: [['main', 7]], time: ${TIME} }) }).then(() => store.close())";
  execFileSync(process.execPath, ['-r', 'esbuild-register', '-e', write, dir]);
  execFileSync('mount', ['-o', 'remount,ro', dir]);
  let refusal;
  try { openStore(dir); } catch (error) { refusal = error; }
  if (!refusal) throw new Error('it opened');
  execFileSync('mount', ['-o', 'remount,rw', dir]);
  const again = openStore(dir);
  const { total } = await again.querier.selectMergeStacktraces(request);
  if (total !== 7) throw new Error('answered ' + total);
  await again.close();
  console.log(JSON.stringify({ refusal: refusal.message, 'values there when it can be written again': total }));
`;

/** Runs a script on a disk of 4 MB of its own, `dir`. Linux only, with user namespaces. */
function onSmallDisk(what: string, script: string): void {
  const program = `
    const { execFileSync } = require('node:child_process');
    const { rmSync, writeFileSync } = require('node:fs');
    const { join } = require('node:path');
    const { openStore } = require('./standalone/store/store.ts');
    const { pprofOf } = require('./standalone/store/testProfiles.ts');
    const [dir] = process.argv.slice(1);
    const request = ${JSON.stringify(request)};
    const profile = (n) => ({ labels: { service_name: 'shop' }, name: 'process_cpu', pprof: pprofOf({
      stacks: Array.from({ length: 200 }, (_, i) => [['main', 'f' + n + '_' + i], 1]), time: ${TIME} }) });
    (async () => {
      ${script}
    })().catch((error) => { console.error(error); process.exit(1); });
  `;
  const command =
    'dir=$(mktemp -d) && mount -t tmpfs -o size=4m tmpfs "$dir" && exec "$0" -r esbuild-register -e "$1" "$dir"';
  const run = spawnSync('unshare', ['-Urm', 'sh', '-c', command, process.execPath, program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (run.error || /^(unshare|mount): /.test(run.stderr)) {
    report(`a ${what} disk`, { 'not tried': run.error?.message ?? run.stderr.trim() });
    return;
  }
  must(run.status === 0, `a ${what} disk: ${run.stderr}`);
  report(`a ${what} disk`, JSON.parse(run.stdout));
}

async function newer(): Promise<void> {
  await inFolder(async (dir) => {
    await openStore(dir).close();
    const db = new Database(join(dir, 'profiles.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    let refusal = '';
    try {
      await openStore(dir).close();
    } catch (error) {
      refusal = String(error);
    }
    must(refusal.includes('newer version'), 'a newer database is refused');
    report('a newer database', { refusal });
  });
}

/** Overwrites pages at random: each time it is refused, answers with an error, or answers; the process goes on. */
async function corrupt(rounds: number): Promise<void> {
  const random = randomFrom(4);
  const counts = { refused: 0, 'answered with an error': 0, answered: 0 };
  await inFolder(async (dir) => {
    const file = join(dir, 'profiles.sqlite');
    const whole = join(dir, 'whole');
    const store = openStore(dir, { anyTime: true });
    for (let n = 0; n < 20; n++) {
      await store.ingest(profile(n));
    }
    await store.close();
    copyFileSync(file, whole);
    const { size } = statSync(whole);
    for (let round = 0; round < rounds; round++) {
      writeFileSync(file, readFileSync(whole));
      const handle = openSync(file, 'r+');
      for (let times = 1 + random(5); times > 0; times--) {
        writeSync(
          handle,
          Uint8Array.from({ length: 1 + random(4096) }, () => random(256)),
          0,
          undefined,
          random(size)
        );
      }
      closeSync(handle);
      let damaged;
      try {
        damaged = openStore(dir, { anyTime: true });
      } catch {
        counts.refused++;
        continue;
      }
      try {
        await damaged.querier.selectMergeStacktraces(request);
        await damaged.ingest(profile(1000 + round));
        counts.answered++;
      } catch {
        counts['answered with an error']++;
      }
      await damaged.close().catch(() => undefined);
    }
    must(existsSync(file), 'the file is left where it is');
  });
  report(`${rounds} times a corrupt database`, counts);
}
