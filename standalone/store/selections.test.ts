import { join } from 'node:path';
import * as fc from 'fast-check';
import Database from 'libsql';

import { parseProfileId, profileId } from './profileIds';
import type { MergeRequest } from './querier';
import { openStore, type Store } from './store';
import { labeledPprof, withStore, type Labeled } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const MINUTE = 60_000;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';
const hour = { start: TIME, end: TIME + 60 * MINUTE };
const all: MergeRequest = { profileTypeID: CPU, labelSelector: '{}', ...hour };

const totalOf = async ({ querier }: Store, more: Partial<MergeRequest>) =>
  (await querier.selectMergeStacktraces({ ...all, ...more })).total;

const ingest = (store: Store, samples: readonly Labeled[], labels = {}, time = TIME) =>
  store.ingest({
    labels: { service_name: 'shop', ...labels },
    name: 'process_cpu',
    pprof: labeledPprof(samples, time),
  });

const exemplarsOf = async ({ querier }: Store, groupBy = ['pod'], profileTypeID = CPU) =>
  (await querier.selectSeries({ ...all, profileTypeID, step: 60, groupBy, exemplars: true })).flatMap(({ points }) =>
    points.flatMap(({ exemplars = [] }) => exemplars)
  );

describe('exemplars', () => {
  it('name every profile, by whose ids its flame graph can be asked for', () =>
    withStore(async (store, dir) => {
      for (let n = 1; n <= 5; n++) {
        for (const pod of ['a', 'b']) {
          await ingest(store, [[`main;step${n}`, pod === 'a' ? n : 10 * n]], { pod }, TIME + n * MINUTE);
        }
      }
      const exemplars = await exemplarsOf(store);
      expect(exemplars.map(({ value }) => value).sort((a, b) => a - b)).toEqual([2, 4, 6, 8, 10, 20, 40, 60, 80, 100]);
      expect(new Set(exemplars.map(({ profileId: id }) => id)).size).toBe(10);
      expect(exemplars[0].labels).toMatchObject({ service_name: 'shop', __profile_type__: CPU });
      expect(exemplars[0].labels).not.toHaveProperty('pod');
      await store.close();
      const again = openStore(dir);
      for (const { profileId: id, value, timestamp } of exemplars) {
        const { total, names } = await again.querier.selectMergeStacktraces({ ...all, profileIdSelector: [id] });
        expect([total, names[2]]).toEqual([value, `step${(timestamp - TIME) / MINUTE}`]);
      }
      const ids = exemplars.map(({ profileId: id }) => id);
      expect(await totalOf(again, { profileIdSelector: [...ids, ids[0]] })).toBe(await totalOf(again, {}));
      expect(await totalOf(again, { profileIdSelector: ids, labelSelector: '{pod="a"}' })).toBe(30);
      expect(await totalOf(again, { profileIdSelector: ids, end: TIME + 2 * MINUTE })).toBe(66);
      expect((await again.querier.selectMergeProfile({ ...all, profileIdSelector: ids })).length).toBeGreaterThan(0);
      await again.close();
    }));

  it('are the largest of a point, summed over the series that its sample labels make, with the labels all have', () =>
    withStore(async (store) => {
      await ingest(store, [['main', 10]], { pod: 'small' });
      await ingest(
        store,
        [
          ['main', 4, { endpoint: '/a' }],
          ['main', 5, { endpoint: '/b' }],
          ['main', 3],
        ],
        { pod: 'large' }
      );
      const [largest, ...others] = await exemplarsOf(store, []);
      expect(others).toEqual([]);
      expect([largest.value, largest.timestamp, largest.labels.pod, largest.labels.endpoint]).toEqual([
        24,
        TIME,
        'large',
        undefined,
      ]);
      const [sameOfSamples] = await exemplarsOf(store, [], SAMPLES);
      expect([sameOfSamples.value, sameOfSamples.profileId]).toEqual([12, largest.profileId]);
      const selected = { profileIdSelector: [largest.profileId] };
      expect(await totalOf(store, selected)).toBe(24);
      expect(await totalOf(store, { ...selected, profileTypeID: SAMPLES })).toBe(12);
      expect(await totalOf(store, { ...selected, labelSelector: '{endpoint="/b"}' })).toBe(10);
    }));

  it('stand only where they are asked for', () =>
    withStore(async (store) => {
      await ingest(store, [['main', 1]]);
      const [series] = await store.querier.selectSeries({ ...all, step: 60, groupBy: [] });
      expect(series.points).toEqual([{ timestamp: TIME, value: 2 }]);
    }));
});

describe('ids of profiles', () => {
  it('are UUIDs that hold the time and the number', () => {
    expect(profileId({ time: 1_795_702_364_125, number: 42 })).toBe('01a21833-97dd-8000-8000-00000000002a');
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (seconds, number) => {
        const key = { time: seconds * 1000 + 7, number };
        expect(parseProfileId(profileId(key).toUpperCase())).toEqual(key);
      })
    );
  });

  it('of others match nothing, and what is none is refused as there', () =>
    withStore(async (store) => {
      await ingest(store, [['main', 1]]);
      const [{ profileId: id }] = await exemplarsOf(store);
      const others = ['fb8bf784-2104-4edb-aba9-618cd9df39bf', id.replace(/^0/, '1'), id.replace(/.$/, '9')];
      expect(await totalOf(store, { profileIdSelector: others })).toBe(0);
      await expect(totalOf(store, { profileIdSelector: [id, 'x'] })).rejects.toMatchObject({
        code: 'unknown',
        message: 'invalid UUID length: 1',
      });
      const odd = totalOf(store, { profileIdSelector: [`${'g'.repeat(35)}\0`] });
      await expect(odd).rejects.toMatchObject({ message: 'invalid UUID format' });
    }));
});

const [S1, S2] = ['00f067aa0ba902b7', 'ffffffffffffffff'];
const [T1, T2] = ['0af7651916cd43dd8448eb211c80319c', '00000000000000000000000000000001'];

describe('spans and traces', () => {
  it('select their samples', () =>
    withStore(async (store, dir) => {
      await ingest(store, [
        ['main;a', 1, { span_id: S1, trace_id: T1 }],
        ['main;b', 2, { span_id: S1.toUpperCase(), trace_id: T2 }],
        ['main;a', 4, { profile_id: S2, endpoint: '/a' }],
        ['main;a', 8, { trace_id: T1 }],
        ['main;a', 16, { span_id: '0000000000000000', trace_id: 'odd' }],
        ['main;a', 32],
      ]);
      const check = async (of: Store) => {
        expect(await totalOf(of, {})).toBe(126);
        expect(await totalOf(of, { spanSelector: [S1] })).toBe(6);
        expect(await totalOf(of, { spanSelector: [S2, S1, S1] })).toBe(14);
        expect(await totalOf(of, { spanSelector: [S2], labelSelector: '{endpoint=""}' })).toBe(0);
        expect(await totalOf(of, { spanSelector: [S2], profileTypeID: SAMPLES })).toBe(4);
        expect(await totalOf(of, { spanSelector: [S1], end: TIME - 1, start: TIME - 2 })).toBe(0);
        expect(await totalOf(of, { traceIdSelector: [T1] })).toBe(18);
        expect(await totalOf(of, { traceIdSelector: [T1, T2] })).toBe(22);
        const { names } = await of.querier.selectMergeStacktraces({ ...all, traceIdSelector: [T2] });
        expect(names).toEqual(['total', 'main', 'b']);
        const [{ profileId: id }] = await exemplarsOf(of);
        expect(await totalOf(of, { traceIdSelector: [T1], profileIdSelector: [id] })).toBe(18);
        const other = id.replace(/.$/, '9');
        expect(await totalOf(of, { traceIdSelector: [T1], profileIdSelector: [other] })).toBe(0);
      };
      await check(store);
      await store.close();
      const again = openStore(dir);
      await check(again);
      await again.close();
    }));

  it.each<[Partial<MergeRequest>, string]>([
    [{ spanSelector: ['tooshort'] }, 'invalid span id length: "tooshort"'],
    [{ spanSelector: ['zzzzzzzzzzzzzzzz'] }, 'invalid span id: "zzzzzzzzzzzzzzzz"'],
    [{ traceIdSelector: [S1] }, `invalid trace id length: "${S1}"`],
    [{ spanSelector: [S1], traceIdSelector: [T1] }, 'span_selector and trace_id_selector cannot be combined'],
  ])('%j is refused', (selector, message) =>
    withStore(async (store) => {
      await expect(totalOf(store, selector)).rejects.toMatchObject({ code: 'invalid_argument', message });
    })
  );

  it('give the sums of a reader of the samples, whatever they are', () => {
    const id = fc.constantFrom(S1, S2, undefined);
    const sample = fc.record({ stack: fc.constantFrom('a', 'a;b', 'c'), value: fc.nat(50), span: id, endpoint: id });
    return fc.assert(
      fc.asyncProperty(fc.array(fc.array(sample, { maxLength: 8 }), { maxLength: 4 }), (profiles) =>
        withStore(async (store) => {
          for (const [n, samples] of profiles.entries()) {
            const pushed = samples.map(({ stack, value, span, endpoint }): Labeled => {
              return [stack, value, { ...(span && { span_id: span }), ...(endpoint && { endpoint }) }];
            });
            await ingest(store, pushed, {}, TIME + n);
          }
          for (const span of [S1, S2]) {
            const wanted = profiles.flat().filter((one) => one.span === span);
            const sum = wanted.reduce((total, { value }) => total + 2 * value, 0);
            expect(await totalOf(store, { spanSelector: [span] })).toBe(sum);
          }
        })
      ),
      { numRuns: 15 }
    );
  });
});

describe('a store of format 2', () => {
  it('is opened, and its profiles have ids', () =>
    withStore(async (store, dir) => {
      await ingest(store, [['main', 1]]);
      await store.close();
      const db = new Database(join(dir, 'profiles.sqlite'));
      db.exec('DROP TABLE spans; ALTER TABLE profiles DROP COLUMN profile; PRAGMA user_version = 2');
      db.close();
      const again = openStore(dir, { anyTime: true });
      await ingest(again, [['main', 2, { span_id: S1 }]], { pod: 'b' });
      const exemplars = await exemplarsOf(again);
      expect(exemplars.map(({ value }) => value).sort()).toEqual([2, 4]);
      for (const { profileId: id, value } of exemplars) {
        expect(await totalOf(again, { profileIdSelector: [id] })).toBe(value);
      }
      expect(await totalOf(again, { spanSelector: [S1] })).toBe(4);
      await again.close();
    }));
});
