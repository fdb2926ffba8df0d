import fc from 'fast-check';
import { Function, Line, Location, Mapping, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import { IngestError } from './ingestError';
import { openStore, type Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const range = { start: TIME - 1000, end: TIME + 1000 };

const push = (store: Store, service_name: string, names: string[]) =>
  store.ingest({
    labels: { service_name },
    name: 'process_cpu',
    pprof: pprofOf({ stacks: names.map((name, i) => [[name], i + 1]), time: TIME }),
  });

/** Value by function name, of one service. */
async function valuesOf({ querier }: Store, service: string): Promise<Map<string, number>> {
  const labelSelector = `{service_name="${service}"}`;
  const { names, levels } = await querier.selectMergeStacktraces({ profileTypeID: CPU, labelSelector, ...range });
  const values = new Map<string, number>();
  for (let i = 0; i < (levels[1]?.length ?? 0); i += 4) {
    values.set(names[levels[1][i + 3]], levels[1][i + 1]);
  }
  return values;
}

async function reopened(dir: string, test: (store: Store) => Promise<void>): Promise<void> {
  const store = openStore(dir, { anyTime: true });
  try {
    await test(store);
  } finally {
    await store.close();
  }
}

describe('names', () => {
  it('that are the same up to a NUL keep apart after a restart, and nobody else is renamed', () =>
    withStore(async (store, dir) => {
      await push(store, 'odd', ['x\0one', 'x\0two']);
      await push(store, 'shop', ['main', 'handle']);
      await store.close();
      await reopened(dir, async (again) => {
        expect(await valuesOf(again, 'odd')).toEqual(new Map(Object.entries({ 'x\0one': 1, 'x\0two': 2 })));
        expect(await valuesOf(again, 'shop')).toEqual(new Map(Object.entries({ main: 1, handle: 2 })));
        await push(again, 'new', ['fresh']);
        await push(again, 'shop', ['main', 'handle']);
      });
      await reopened(dir, async (again) => {
        expect(await valuesOf(again, 'new')).toEqual(new Map(Object.entries({ fresh: 1 })));
        expect(await valuesOf(again, 'shop')).toEqual(new Map(Object.entries({ main: 2, handle: 4 })));
      });
    }));

  const oddText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '\0',
      '\ufeff',
      '\ufeffa',
      'x\0',
      'x\0one',
      'é',
      'e\u0301',
      '\ufffd',
      '__proto__',
      'x'.repeat(65_000)
    ),
    fc.string({ unit: fc.constantFrom('\0', 'a', '\u{10ffff}', '\ud7ff') })
  );

  it(
    'of any kind give the same answer after a restart, and can still be added to',
    () =>
      fc.assert(
        fc.asyncProperty(fc.uniqueArray(oddText, { minLength: 1, maxLength: 12 }), async (names) => {
          await withStore(async (store, dir) => {
            await push(store, 'odd', names);
            await push(store, 'plain', ['main']);
            const before = await valuesOf(store, 'odd');
            expect([...before.keys()].sort()).toEqual([...names].sort());
            await store.close();
            await reopened(dir, async (again) => {
              expect(await valuesOf(again, 'odd')).toEqual(before);
              await push(again, 'plain', ['main', 'later']);
            });
            await reopened(dir, async (again) => {
              expect(await valuesOf(again, 'odd')).toEqual(before);
              expect(await valuesOf(again, 'plain')).toEqual(new Map(Object.entries({ main: 2, later: 2 })));
            });
          });
        }),
        { numRuns: 40 }
      ),
    60_000
  );

  it('of systems, files, mappings, types and units round-trip too', () =>
    withStore(async (store, dir) => {
      await store.ingest({ labels: { service_name: 'odd' }, name: 'process_cpu', pprof: oddEverywhere() });
      await store.close();
      await reopened(dir, async (again) => {
        const [type] = await again.querier.profileTypes({});
        expect(type).toMatchObject({ sampleType: 't\0a', sampleUnit: 'u\0a', periodType: 'p\0a', periodUnit: 'q\0a' });
        const pprof = await again.querier.selectMergeProfile({
          profileTypeID: type.ID,
          labelSelector: '{}',
          ...range,
        });
        expect(textsOf(pprof)).toEqual([
          ['f', 's\0a', 'file\0a', 'map\0a', 'build\0a', 1],
          ['f', 's\0b', 'file\0b', 'map\0b', 'build\0b', 2],
        ]);
      });
    }));
});

/** Two functions whose names are the same, and all else the same up to a NUL. */
function oddEverywhere(): Uint8Array {
  const strings = new StringTable();
  const s = (text: string) => strings.dedup(text);
  return new Profile({
    stringTable: strings,
    sampleType: [new ValueType({ type: s('t\0a'), unit: s('u\0a') })],
    periodType: new ValueType({ type: s('p\0a'), unit: s('q\0a') }),
    mapping: ['a', 'b'].map(
      (end, i) => new Mapping({ id: i + 1, filename: s(`map\0${end}`), buildId: s(`build\0${end}`) })
    ),
    function: ['a', 'b'].map(
      (end, i) => new Function({ id: i + 1, name: s('f'), systemName: s(`s\0${end}`), filename: s(`file\0${end}`) })
    ),
    location: [1, 2].map((id) => new Location({ id, mappingId: id, line: [new Line({ functionId: id, line: 1 })] })),
    sample: [1, 2].map((id) => new Sample({ locationId: [id], value: [id] })),
    timeNanos: BigInt(TIME) * BigInt(1e6),
  }).encode();
}

/** Name, system name, file, mapping, build id and value of each sample's one frame. */
function textsOf(bytes: Uint8Array) {
  const { stringTable, sample, location, mapping, ...rest } = Profile.decode(bytes);
  return sample.map(({ locationId, value }) => {
    const at = location[Number(locationId[0]) - 1];
    const f = rest.function[Number(at.line[0].functionId) - 1];
    const m = mapping[Number(at.mappingId) - 1];
    const texts = [f.name, f.systemName, f.filename, m.filename, m.buildId];
    return [...texts.map((index) => stringTable.strings[Number(index)]), Number(value[0])];
  });
}

describe('labels', () => {
  const odd = ['v\0one', 'v\0two', 'é', 'e\u0301', '\u{1f525}'];

  it('keep their text, in names and values', () =>
    withStore(async (store, dir) => {
      for (const text of odd) {
        const labels = { service_name: text, [`name ${text}`]: text };
        await store.ingest({ labels, name: 'process_cpu', pprof: pprofOf({ stacks: [['main', 1]], time: TIME }) });
      }
      await store.close();
      await reopened(dir, async ({ querier }) => {
        const values = await querier.labelValues({ name: 'service_name', matchers: [] });
        expect([...values].sort()).toEqual([...odd].sort());
        for (const text of odd) {
          expect(await querier.labelValues({ name: `name ${text}`, matchers: [] })).toEqual([text]);
        }
      });
    }));

  it.each(['\ud800', 'x\udc00'])('are refused when they have no UTF-8 form: %j', (text) =>
    withStore(async (store) => {
      const pprof = pprofOf({ stacks: [['main', 1]], time: TIME });
      const requests: Array<{ labels: Record<string, string>; name: string }> = [
        { labels: { a: text }, name: 'process_cpu' },
        { labels: { [text]: 'a' }, name: 'process_cpu' },
        { labels: {}, name: text },
      ];
      for (const request of requests) {
        await expect(store.ingest({ pprof, ...request })).rejects.toThrow(IngestError);
      }
    })
  );
});
