import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'deeper', 'setup.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A process id that was somebody's, and is nobody's. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

test('one at a time, the others in turn, each saying once that it waits', async () => {
  const events: string[] = [];
  const said: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await sleep(30);
    events.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all(
    ['a', 'b', 'c'].map((name) => withLock(file, work(name), (text) => said.push(text)))
  );
  expect(results).toEqual(['a', 'b', 'c']);
  expect(events.map((event) => event.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends', 'begins', 'ends']);
  expect(said).toHaveLength(2);
  expect(existsSync(file)).toBe(false);
});

test('work that fails gives the lock back', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(file, async () => 'next')).toBe('next');
});

test('the lock of a process that is gone is taken over', async () => {
  await withLock(file, async () => {});
  writeFileSync(file, String(deadPid()));
  expect(
    await withLock(
      file,
      async () => readFileSync(file, 'utf8'),
      () => {}
    )
  ).toBe(String(process.pid));
});

test('the lock that nobody touches any more is taken over, whoever has its process id now', async () => {
  await withLock(file, async () => {});
  writeFileSync(file, String(process.pid));
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  expect(
    await withLock(
      file,
      async () => 'taken',
      () => {}
    )
  ).toBe('taken');
});

test('whoever has the lock keeps touching it', async () => {
  let other: Promise<string> | undefined;
  await withLock(file, async () => {
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    await sleep(1_300);
    other = withLock(
      file,
      async () => 'mine too',
      () => {}
    );
    expect(await Promise.race([other, sleep(400, 'still waiting')])).toBe('still waiting');
  });
  expect(await other).toBe('mine too');
});

test('a folder that can not be written to is an error, not a wait', async () => {
  writeFileSync(join(folder, 'deeper'), 'a file');
  await expect(withLock(file, async () => {})).rejects.toThrow('EEXIST');
});
