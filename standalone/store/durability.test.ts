import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'libsql';

import { openStore, type Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const root = resolve(__dirname, '../..');

/** Ingests as fast as it can, profile n at TIME + n with a stack of its own, and says so once it is acknowledged. */
const WRITER = `
  const { openStore } = require('./standalone/store/store.ts');
  const { pprofOf } = require('./standalone/store/testProfiles.ts');
  const [dir, first] = process.argv.slice(1);
  const store = openStore(dir, { anyTime: true });
  (async () => {
    for (let n = Number(first); ; n++) {
      const pprof = pprofOf({ stacks: [['main;step' + n, 1], ['main;all', n]], time: ${TIME} + n });
      await store.ingest({ labels: { service_name: 'writer', n: String(n % 50) }, name: 'process_cpu', pprof, id: 'n' + n });
      process.stdout.write(n + '\\n');
    }
  })();
`;

/** Lets a writer run for as many acknowledgments, kills it, and gives the last number it acknowledged. */
async function killedWriter(dir: string, first: number, acknowledgments: number): Promise<number> {
  const args = ['-r', 'esbuild-register', '-e', WRITER, dir, String(first)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<string | null>((done) => child.once('exit', (_, signal) => done(signal)));
  let last = -1;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++seen === acknowledgments) {
      child.kill('SIGKILL');
    }
  }
  expect(await exited).toBe('SIGKILL');
  return last;
}

async function timesIn({ querier }: Store): Promise<number[]> {
  const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME + 3_600_000 };
  const series = await querier.selectSeries({ ...request, step: 0.001, groupBy: [] });
  return series.flatMap(({ points }) => points.map(({ timestamp }) => timestamp - TIME));
}

function integrityOf(dir: string): unknown {
  const db = new Database(join(dir, 'profiles.sqlite'));
  try {
    return db.pragma('integrity_check');
  } finally {
    db.close();
  }
}

describe('a killed process', () => {
  it('has lost nothing that it acknowledged, time and again', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'profile-store-'));
    try {
      let next = 1;
      for (const acknowledgments of [1, 40, 107]) {
        const last = await killedWriter(dir, next, acknowledgments);
        const store = openStore(dir, { anyTime: true });
        const times = await timesIn(store);
        // One more may be there: stored, but killed before it could say so.
        const stored = times.length;
        expect([last, last + 1]).toContain(stored);
        expect(times).toEqual(Array.from({ length: stored }, (_, index) => index + 1));
        const graph = await store.querier.selectMergeStacktraces({
          profileTypeID: CPU,
          labelSelector: '{}',
          start: TIME,
          end: TIME + 3_600_000,
        });
        expect(graph.total).toBe(stored + (stored * (stored + 1)) / 2);
        expect(graph.names).toEqual(expect.arrayContaining(['main', 'all', `step${last}`]));
        // A client that saw no answer sends again.
        const pprof = pprofOf({ stacks: [['main;again', 1]], time: TIME + last });
        await store.ingest({ labels: { service_name: 'writer' }, name: 'process_cpu', pprof, id: `n${last}` });
        expect(await timesIn(store)).toHaveLength(stored);
        await store.close();
        next = stored + 1;
      }
      expect(integrityOf(dir)).toEqual([expect.objectContaining({ integrity_check: 'ok' })]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }, 60_000);
});

const one = (service_name: string, stack: string, time = TIME) => ({
  labels: { service_name },
  name: 'process_cpu',
  pprof: pprofOf({ stacks: [[stack, 1]], time }),
});

async function namesIn({ querier }: Store, service: string): Promise<string[]> {
  const request = { profileTypeID: CPU, start: TIME, end: TIME + 1000, labelSelector: `{service_name="${service}"}` };
  return (await querier.selectMergeStacktraces(request)).names.slice(1);
}

describe('opening', () => {
  it('finds what was there', () =>
    withStore(async (store, dir) => {
      await store.ingest(one('shop', 'main;a'));
      await store.close();
      const again = openStore(dir, { anyTime: true });
      await again.ingest(one('shop', 'main;b'));
      expect(await namesIn(again, 'shop')).toEqual(['main', 'b', 'a']);
      await again.close();
      await again.close();
    }));

  it('twice at a time is refused in one line, until the first has closed', () =>
    withStore(async (store, dir) => {
      expect(() => openStore(dir)).toThrow(`another server is using ${dir}`);
      await store.ingest(one('shop', 'main;a'));
      await store.close();
      const second = openStore(dir, { anyTime: true });
      expect(await namesIn(second, 'shop')).toEqual(['main', 'a']);
      await second.close();
    }));

  it('says what is wrong', () =>
    withStore(async (store, dir) => {
      writeFileSync(join(dir, 'file'), '');
      expect(() => openStore(join(dir, 'file', 'sub'))).toThrow(/^ENOTDIR: .*file/);
      await store.close();
      writeFileSync(join(dir, 'profiles.sqlite'), 'this is not a database, but it is long enough'.repeat(50));
      expect(() => openStore(dir, { anyTime: true })).toThrow(/^cannot open the profile store in .*not a database/);
    }));

  it('refuses what a newer version wrote', () =>
    withStore(async (store, dir) => {
      await store.close();
      const db = new Database(join(dir, 'profiles.sqlite'));
      db.exec('PRAGMA user_version = 99');
      db.close();
      expect(() => openStore(dir, { anyTime: true })).toThrow(
        'written by a newer version (format 99, this one knows 3)'
      );
    }));

  it('ends with close: what comes later fails', () =>
    withStore(async (store) => {
      await store.close();
      await expect(store.ingest(one('shop', 'main'))).rejects.toThrow('not open');
      await expect(namesIn(store, 'shop')).rejects.toThrow('not open');
    }));
});

describe('a write that fails half-way', () => {
  it('leaves nothing behind, on disk or in memory', () =>
    withStore(async (store, dir) => {
      await store.ingest(one('shop', 'main;a'));
      const db = new Database(join(dir, 'profiles.sqlite'));
      db.exec("CREATE TRIGGER full BEFORE INSERT ON profiles BEGIN SELECT RAISE(ABORT, 'disk full'); END");
      await expect(store.ingest({ ...one('bank', 'main;b'), id: 'x' })).rejects.toThrow('disk full');
      expect(await store.querier.labelValues({ name: 'service_name', matchers: [] })).toEqual(['shop']);
      db.exec('DROP TRIGGER full');
      db.close();
      await store.ingest({ ...one('cafe', 'main;c;d'), id: 'x' });
      expect(await namesIn(store, 'cafe')).toEqual(['main', 'c', 'd']);
      await store.close();
      const again = openStore(dir, { anyTime: true });
      expect(await namesIn(again, 'cafe')).toEqual(['main', 'c', 'd']);
      expect(await namesIn(again, 'shop')).toEqual(['main', 'a']);
      expect(await again.querier.labelValues({ name: 'service_name', matchers: [] })).toEqual(['cafe', 'shop']);
      await again.close();
    }));
});

describe('a damaged file', () => {
  const profile = (name: string) => ({
    labels: { service_name: name },
    name: 'process_cpu',
    pprof: pprofOf({ stacks: [[`main;${name}`, 1]], time: TIME }),
    id: name,
  });

  function columnsOf(dir: string): Array<[table: string, column: string]> {
    const db = new Database(join(dir, 'profiles.sqlite'));
    try {
      // The key that SQLite counts by itself can only be a number.
      const sql = `SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        AND m.name NOT LIKE 'sqlite%' AND NOT (c.pk = 1 AND c.type = 'INTEGER' AND m.sql LIKE '%AUTOINCREMENT%')`;
      return db.prepare(sql).raw().all() as Array<[string, string]>;
    } finally {
      db.close();
    }
  }

  it('costs an error at most, where a value of any column is no UTF-8', () =>
    withStore(async (first, dir) => {
      await first.ingest(profile('shop'));
      await first.close();
      const columns = columnsOf(dir);
      expect(columns.length).toBeGreaterThan(25);
      for (const [table, column] of columns) {
        const copy = mkdtempSync(join(tmpdir(), 'damaged-'));
        copyFileSync(join(dir, 'profiles.sqlite'), join(copy, 'profiles.sqlite'));
        const db = new Database(join(copy, 'profiles.sqlite'));
        db.exec(`UPDATE OR IGNORE ${table} SET ${column} = CAST(x'ff41' AS TEXT)`);
        db.close();
        const store = openStore(copy, { anyTime: true });
        const range = { start: TIME, end: TIME + 1000 };
        const request = { profileTypeID: CPU, labelSelector: '{}', ...range };
        const { querier } = store;
        await Promise.allSettled([
          querier.selectMergeStacktraces(request),
          querier.selectMergeProfile(request),
          querier.selectSeries({ ...request, step: 1, groupBy: [] }),
          querier.labelNames({ matchers: [] }),
          querier.getProfileStats(),
          store.ingest(profile('shop')),
          store.ingest(profile('other')),
        ]);
        await store.close();
        rmSync(copy, { recursive: true, force: true });
      }
    }));
});
