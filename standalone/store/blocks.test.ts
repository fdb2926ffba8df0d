import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

import { openDatabase } from './database';
import { EmbeddedQuerier } from './embeddedQuerier';
import type { IngestRequest } from './ingest';
import { writerOptions, type StoreOptions } from './store';
import { labeledPprof, pprofOf, withFolder, type Labeled } from './testProfiles';
import { Writer } from './writer';

const TIME = Date.UTC(2026, 4, 1);
const HOUR = 3_600_000;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME - 1000, end: TIME + 1000 };

const profile = (service: string, stacks: Array<[string | string[], number]>, more: Partial<IngestRequest> = {}) => ({
  labels: { service_name: service },
  name: 'process_cpu',
  pprof: pprofOf({ stacks, time: TIME }),
  ...more,
});

/** A writer and a reader of one folder, at a time that the test sets. */
function withWriter(
  options: StoreOptions,
  test: (parts: { dir: string; writer: Writer; querier: EmbeddedQuerier; at: (ms: number) => void }) => Promise<void>
): Promise<void> {
  return withFolder(async (dir) => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(TIME);
    try {
      const writer = new Writer(openDatabase(dir), writerOptions({ anyTime: true, ...options }));
      const querier = new EmbeddedQuerier(openDatabase(dir));
      await test({ dir, writer, querier, at: (ms) => now.mockReturnValue(TIME + ms) });
    } finally {
      now.mockRestore();
    }
  });
}

const services = (querier: EmbeddedQuerier) => querier.labelValues({ name: 'service_name', matchers: [] });

/** Rows by table. */
function rowsIn(dir: string): Record<string, number> {
  const db = new Database(join(dir, 'profiles.sqlite'));
  try {
    const tables = ['blocks', 'functions', 'locations', 'stacks', 'series', 'profiles', 'spans', 'ingested'];
    const count = (table: string) => db.prepare<[]>(`SELECT count(*) FROM ${table}`).raw().get() as [number];
    return Object.fromEntries(tables.map((table) => [table, count(table)[0]]));
  } finally {
    db.close();
  }
}

describe('what is stored over days', () => {
  it('is one answer, whatever blocks it lies in: functions, files and stacks are told by what they are', () =>
    withWriter({}, async ({ dir, writer, querier, at }) => {
      for (const day of [0, 1, 2]) {
        at(day * 24 * HOUR);
        // In another order each day, so that ids differ.
        const stacks: Array<[string, number]> = [
          ['main;a;x', 1],
          ['main;b', 10],
          [`main;day${day}`, 100],
        ];
        await writer.ingest([profile('shop', day % 2 === 0 ? stacks : stacks.reverse())]);
      }
      expect(rowsIn(dir)).toMatchObject({ blocks: 3, series: 1, profiles: 3 });
      const { names, levels, total } = await querier.selectMergeStacktraces(request);
      expect([total, levels[1], names.slice(1).sort()]).toEqual([
        333,
        [0, 333, 0, 1],
        ['a', 'b', 'day0', 'day1', 'day2', 'main', 'x'],
      ]);
      const site = await querier.selectMergeStacktraces({ ...request, callSite: ['main', 'a'] });
      expect(site.total).toBe(3);
    }));
});

describe('retention', () => {
  it('drops by time of receipt, with names, stacks, series and ids, and keeps the rest as it was', () =>
    withWriter({ retentionMs: 8 * HOUR }, async ({ dir, writer, querier, at }) => {
      for (let hour = 0; hour < 12; hour++) {
        at(hour * HOUR);
        await writer.ingest([profile(`s${hour}`, [[`main;f${hour}`, 1]], { id: `id${hour}` })]);
      }
      await writer.dropOld();
      // Received at 3 h or later: an hour's block ends eight hours before 11 h.
      const kept = Array.from({ length: 9 }, (_, i) => `s${i + 3}`);
      expect((await services(querier)).sort()).toEqual(kept.sort());
      expect(rowsIn(dir)).toEqual({
        blocks: 9,
        functions: 18,
        locations: 18,
        stacks: 9,
        series: 9,
        profiles: 9,
        spans: 0,
        ingested: 9,
      });
      expect((await querier.selectMergeStacktraces(request)).total).toBe(9);
    }));

  it('drops all when nothing comes any more, and takes up again', () =>
    withWriter({ retentionMs: 8 * HOUR }, async ({ dir, writer, querier, at }) => {
      await writer.ingest([profile('old', [['main;old', 1]])]);
      at(7 * HOUR);
      await writer.dropOld();
      expect(await services(querier)).toEqual(['old']);
      at(10 * HOUR);
      await writer.dropOld();
      await writer.dropOld();
      expect(rowsIn(dir)).toEqual({
        blocks: 1,
        functions: 0,
        locations: 0,
        stacks: 0,
        series: 0,
        profiles: 0,
        spans: 0,
        ingested: 0,
      });
      expect(await services(querier)).toEqual([]);
      await writer.ingest([profile('new', [['main;new', 2]])]);
      expect((await querier.selectMergeStacktraces(request)).names).toEqual(['total', 'main', 'new']);
    }));

  it('by size gives the space back, oldest first', () =>
    withWriter({ maxBytes: 800_000 }, async ({ dir, writer, querier }) => {
      const big = (n: number): Array<[string[], number]> =>
        Array.from({ length: 200 }, (_, i) => [['main', `function ${n} ${i} ${'x'.repeat(60)}`], 1]);
      for (let n = 0; n < 30; n++) {
        await writer.ingest([profile(`s${n}`, big(n))]);
        await writer.dropOld();
      }
      expect(writer.stats.usedBytes).toBeLessThan(800_000);
      expect(statSync(join(dir, 'profiles.sqlite')).size).toBeLessThan(900_000);
      const left = await services(querier);
      expect(left).toContain('s29');
      expect(left).not.toContain('s0');
      // Of some fifteen that there is room for, all but those of a block or two.
      expect(left.length).toBeGreaterThan(8);
      const total = (await querier.selectMergeStacktraces(request)).total;
      expect(total).toBe(200 * left.length);
    }));

  it('leaves an answer that is under way whole', () =>
    withWriter({ retentionMs: 8 * HOUR }, async ({ writer, querier, at }) => {
      await writer.ingest([profile('old', [['main;old', 1]])]);
      const answer = querier.selectMergeStacktraces(request);
      await Promise.resolve();
      at(100 * HOUR);
      await writer.dropOld();
      expect((await answer).names).toEqual(['total', 'main', 'old']);
    }));
});

describe('a store of 0.1.0', () => {
  /** Made by that version: `x\0one` and `x\0two` in one service, `main;handle` in another, a profile each. */
  const open010 = (dir: string) => {
    const db = new Database(join(dir, 'profiles.sqlite'));
    db.exec(readFileSync(join(__dirname, 'testdata/store-0.1.0.sql'), 'utf8'));
    db.close();
  };

  it('gives the right names, can be added to, and says what may be wrong', () =>
    withFolder(async (dir) => {
      open010(dir);
      const notices: string[] = [];
      const db = openDatabase(dir, (notice) => notices.push(notice));
      expect(notices).toEqual([expect.stringContaining('names with NUL characters')]);
      const writer = new Writer(db, writerOptions({ anyTime: true }));
      const querier = new EmbeddedQuerier(openDatabase(dir, (notice) => notices.push(notice)));
      expect(notices).toHaveLength(1);
      const of = (service: string) => ({ ...request, labelSelector: `{service_name="${service}"}` });
      expect((await querier.selectMergeStacktraces(of('odd'))).names).toEqual(['total', 'x\0two', 'x\0one']);
      await writer.ingest([
        profile('shop', [
          ['main;handle', 1],
          ['main;new', 2],
        ]),
      ]);
      const shop = await querier.selectMergeStacktraces(of('shop'));
      expect([shop.total, shop.names]).toEqual([13, ['total', 'main', 'new', 'handle']]);
    }));
});

describe('spans', () => {
  it('go with their profiles', () =>
    withWriter({ retentionMs: HOUR }, async ({ dir, writer, querier, at }) => {
      const samples = Array.from({ length: 600 }, (_, n): Labeled => {
        return [`main;f${n}`, 1, { span_id: (n + 1).toString(16).padStart(16, '0') }];
      });
      await writer.ingest([{ ...profile('old', []), pprof: labeledPprof(samples, TIME) }]);
      expect(rowsIn(dir)).toMatchObject({ profiles: 2, spans: 1200 });
      at(2 * HOUR);
      await writer.ingest([{ ...profile('new', []), pprof: labeledPprof(samples.slice(0, 1), TIME) }]);
      at(2.5 * HOUR);
      await writer.ingest([{ ...profile('new', []), pprof: labeledPprof(samples.slice(0, 1), TIME) }]);
      at(3.2 * HOUR);
      await writer.dropOld();
      expect(rowsIn(dir)).toMatchObject({ profiles: 4, spans: 4 });
      const ofSpan = { ...request, spanSelector: ['0000000000000001'] };
      expect((await querier.selectMergeStacktraces(ofSpan)).total).toBe(4);
    }));
});
