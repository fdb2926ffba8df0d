import { gzipSync } from 'node:zlib';
import { Function, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import { IngestError } from './ingestError';
import type { IngestRequest } from './ingest';
import { openStore, type Store } from './store';
import { pprofOf, withStore, type Stacks } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const range = { start: TIME - 60_000, end: TIME + 60_000 };
const stacks: Stacks = [['main;work', 7]];

function cpu(more: Partial<IngestRequest> = {}): IngestRequest {
  return { labels: { service_name: 'shop' }, name: 'process_cpu', pprof: pprofOf({ stacks, time: TIME }), ...more };
}

async function totalOf({ querier }: Store, labelSelector = '{}', profileTypeID = CPU): Promise<number> {
  return (await querier.selectMergeStacktraces({ profileTypeID, labelSelector, ...range })).total;
}

async function typesOf({ querier }: Store): Promise<string[]> {
  return (await querier.profileTypes({})).map(({ ID }) => ID);
}

describe('profile types', () => {
  it('makes one series a sample type', () =>
    withStore(async (store) => {
      const pprof = pprofOf({
        stacks: [
          ['main;a', 1, 1024],
          ['main;b', 2, 0],
        ],
        types: [
          ['alloc_objects', 'count'],
          ['alloc_space', 'bytes'],
        ],
        period: ['space', 'bytes'],
        time: TIME,
      });
      await store.ingest({ labels: { service_name: 'shop' }, pprof });
      expect(await store.querier.profileTypes(range)).toEqual([
        {
          ID: 'memory:alloc_objects:count:space:bytes',
          name: 'memory',
          sampleType: 'alloc_objects',
          sampleUnit: 'count',
          periodType: 'space',
          periodUnit: 'bytes',
        },
        expect.objectContaining({ ID: 'memory:alloc_space:bytes:space:bytes' }),
      ]);
      expect(await totalOf(store, '{}', 'memory:alloc_objects:count:space:bytes')).toBe(3);
      expect(await totalOf(store, '{}', 'memory:alloc_space:bytes:space:bytes')).toBe(1024);
    }));

  it.each<[string[], string, IngestRequest['sampleTypeConfig']?]>([
    [['samples', 'wall', 'cpu'], 'wall'],
    [['samples', 'cpu'], 'process_cpu'],
    [['samples'], 'process_cpu'],
    [['alloc_objects', 'inuse_space'], 'memory'],
    [['objects', 'space'], 'memory'],
    [['contentions', 'delay'], 'mutex'],
    [['contentions', 'delay'], 'block', { contentions: { 'display-name': 'block_count' } }],
    [['goroutine'], 'goroutines'],
    [['goroutine'], 'goroutine', {}],
    [['exceptions', 'lock_time'], 'lock_time'],
  ])('names a profile of %j %s', (...[types, name, sampleTypeConfig]) =>
    withStore(async (store) => {
      const pprof = pprofOf({
        stacks: [['main', ...types.map(() => 1)]],
        types: types.map((type) => [type, 'count']),
        period: ['p', 'u'],
      });
      await store.ingest({ labels: {}, pprof, sampleTypeConfig });
      expect(await typesOf(store)).toEqual(types.map((type) => `${name}:${type}:count:p:u`).sort());
    })
  );

  it('leaves out a sample type without any value, negative ones not counted', () =>
    withStore(async (store) => {
      const pprof = pprofOf({
        stacks: [
          ['main;a', 5, 0],
          ['main;b', -3, 0],
        ],
        types: [
          ['cpu', 'nanoseconds'],
          ['samples', 'count'],
        ],
        time: TIME,
      });
      await store.ingest(cpu({ pprof }));
      expect(await typesOf(store)).toEqual([CPU]);
      expect(await totalOf(store)).toBe(5);
    }));

  it('mends the dashes of dotnetspy and rejects those of others', () =>
    withStore(async (store) => {
      const pprof = pprofOf({ stacks, types: [['inuse-space', 'bytes']], time: TIME });
      await store.ingest({ labels: {}, pprof, spyName: 'dotnetspy' });
      expect(await typesOf(store)).toEqual(['memory:inuse_space:bytes:cpu:nanoseconds']);
      await expect(store.ingest({ labels: {}, pprof })).rejects.toThrow('sample type contains -');
    }));
});

describe('labels', () => {
  it('falls back to unknown_service, drops empty and private labels', () =>
    withStore(async (store) => {
      await store.ingest(cpu({ labels: { region: '', __delta__: 'false', __session_id__: '1', version: 'v1' } }));
      expect(await store.querier.series({ matchers: [], labelNames: [] })).toEqual([
        {
          __name__: 'process_cpu',
          __period_type__: 'cpu',
          __period_unit__: 'nanoseconds',
          __profile_type__: CPU,
          __service_name__: 'unknown_service',
          __session_id__: '1',
          __type__: 'cpu',
          __unit__: 'nanoseconds',
          service_name: 'unknown_service',
          version: 'v1',
        },
      ]);
    }));

  it('keeps dots, unicode and names that objects have already', () =>
    withStore(async (store) => {
      const labels = { 'k8s.namespace.name': 'größe "x"\\\n', 名前: '🔥', constructor: 'yes' };
      await store.ingest(cpu({ labels }));
      await store.ingest(cpu());
      expect(await totalOf(store, '{"k8s.namespace.name"="größe \\"x\\"\\\\\\n"}')).toBe(7);
      expect(await totalOf(store, '{"名前"=~"."}')).toBe(7);
      expect(await totalOf(store, '{constructor=""}')).toBe(7);
      const { querier } = store;
      const request = { labelNames: ['名前', 'constructor'], matchers: ['{constructor!=""}'] };
      expect(await querier.series({ ...request, utf8: true })).toEqual([{ 名前: '🔥', constructor: 'yes' }]);
      expect(await querier.series(request)).toEqual([{ constructor: 'yes' }]);
    }));

  it.each<[string, IngestRequest['labels'], string?]>([
    ['an empty label name', { '': 'x' }],
    ['a label name that is not unicode', { 'a\uD800': 'x' }],
    ['a label value that is not unicode', { a: '\uDC00' }],
    ['a long label name', { ['a'.repeat(1025)]: 'x' }],
    ['a long label value', { a: 'ü'.repeat(1025) }],
    ['31 labels', Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`l${i}`, 'x']))],
    ['a metric name with a colon', {}, 'process:cpu'],
  ])('rejects %s', (_, labels, name = 'process_cpu') =>
    withStore(async (store) => {
      await expect(store.ingest(cpu({ labels, name }))).rejects.toMatchObject({ name: 'IngestError', kind: 'invalid' });
      expect(await typesOf(store)).toEqual([]);
    })
  );
});

describe('time', () => {
  async function timesAfter(more: Partial<IngestRequest>, time: number): Promise<{ oldest: number; newest: number }> {
    let times = { oldest: 0, newest: 0 };
    await withStore(async (store) => {
      await store.ingest(cpu({ pprof: pprofOf({ stacks, time }), ...more }));
      const stats = await store.querier.getProfileStats();
      times = { oldest: stats.oldestProfileTime, newest: stats.newestProfileTime };
    });
    return times;
  }

  it("counts the profile's own, however old", async () => {
    const old = Date.UTC(1999, 11, 31) + 5;
    expect(await timesAfter({ fromMs: TIME }, old)).toEqual({ oldest: old, newest: old });
  });

  it('takes `from` when there is none, or one in 1970', async () => {
    expect(await timesAfter({ fromMs: TIME }, 0)).toEqual({ oldest: TIME, newest: TIME });
    expect(await timesAfter({ fromMs: TIME }, Date.UTC(1970, 11, 31))).toEqual({ oldest: TIME, newest: TIME });
  });

  it('takes the time of receipt when `from` is no better', async () => {
    const before = Date.now();
    const { oldest } = await timesAfter({ fromMs: 0 }, 0);
    expect(oldest).toBeGreaterThanOrEqual(before);
    expect(oldest).toBeLessThanOrEqual(Date.now());
  });
});

describe('ids', () => {
  it('takes a profile once, also after a restart', () =>
    withStore(async (store, dir) => {
      await store.ingest(cpu({ id: 'slot-1' }));
      await store.ingest(cpu({ id: 'slot-1', labels: { service_name: 'other' } }));
      await store.ingest(cpu({ id: 'slot-2' }));
      expect(await totalOf(store)).toBe(14);
      await store.close();
      const reopened = openStore(dir, { anyTime: true });
      await reopened.ingest(cpu({ id: 'slot-1' }));
      expect(await totalOf(reopened)).toBe(14);
      await reopened.close();
    }));

  it('does not use an id up for a profile that was refused', () =>
    withStore(async (store) => {
      await expect(store.ingest(cpu({ id: 'x', labels: { '': '' + 1 } }))).rejects.toBeInstanceOf(IngestError);
      await store.ingest(cpu({ id: 'x' }));
      expect(await totalOf(store)).toBe(7);
    }));
});

describe('function names', () => {
  async function namesAfter(name: string, more: Partial<IngestRequest> = {}): Promise<string[]> {
    let names: string[] = [];
    await withStore(async (store) => {
      await store.ingest(cpu({ pprof: pprofOf({ stacks: [[[name], 1]], time: TIME }), ...more }));
      names = (await store.querier.selectMergeStacktraces({ profileTypeID: CPU, labelSelector: '{}', ...range })).names;
    });
    return names.slice(1);
  }

  it.each([
    ['pbkdf2.Key[go.shape.interface { Size() int }]', 'pbkdf2.Key'],
    ['a[go.shape.[]uint8].b[go.shape.int].func1', 'a.b.func1'],
    ['slices.Sort[...]', 'slices.Sort[...]'],
    ['open[go.shape.int', 'open[go.shape.int'],
  ])('shows %s as %s', async (given, shown) => {
    expect(await namesAfter(given)).toEqual([shown]);
  });

  it('merges instances of a generic function', () =>
    withStore(async (store) => {
      const pprof = pprofOf({
        stacks: [
          ['f[go.shape.int];g', 1],
          ['f[go.shape.string];g', 2],
        ],
        time: TIME,
      });
      await store.ingest(cpu({ pprof }));
      const graph = await store.querier.selectMergeStacktraces({ profileTypeID: CPU, labelSelector: '{}', ...range });
      expect(graph.levels).toEqual([
        [0, 3, 0, 0],
        [0, 3, 0, 1],
        [0, 3, 3, 2],
      ]);
    }));

  it('puts the file before the name for scripting languages', async () => {
    expect(await namesAfter('handle', { spyName: 'pyspy' })).toEqual([' handle']);
  });
});

describe('pprof input', () => {
  it('may be gzipped', () =>
    withStore(async (store) => {
      await store.ingest(cpu({ pprof: gzipSync(pprofOf({ stacks, time: TIME })) }));
      expect(await totalOf(store)).toBe(7);
    }));

  it('adds up samples with the same stack and leaves out those without', () =>
    withStore(async (store) => {
      const pprof = pprofOf({
        stacks: [
          ['main;a', 1],
          [[], 100],
          ['main;a', 2],
        ],
        time: TIME,
      });
      await store.ingest(cpu({ pprof }));
      expect(await totalOf(store)).toBe(3);
      const series = await store.querier.selectSeries({
        profileTypeID: CPU,
        labelSelector: '{}',
        ...range,
        step: 60,
        groupBy: [],
      });
      expect(series[0].points).toEqual([{ timestamp: TIME, value: 3 }]);
    }));

  it('keeps the thousand locations nearest the root', () =>
    withStore(async (store) => {
      const deep = Array.from({ length: 1200 }, (_, depth) => `f${depth}`);
      await store.ingest(cpu({ pprof: pprofOf({ stacks: [[deep, 1]], time: TIME }) }));
      const graph = await store.querier.selectMergeStacktraces({ profileTypeID: CPU, labelSelector: '{}', ...range });
      expect(graph.levels).toHaveLength(1001);
      expect(graph.names[1]).toBe('f0');
      expect(graph.names[graph.levels[1000][3]]).toBe('f999');
    }));

  it('takes values beyond 2^53 for the nearest double', () =>
    withStore(async (store) => {
      const huge = 2 ** 60;
      await store.ingest(cpu({ pprof: pprofOf({ stacks: [['main', huge]], time: TIME }) }));
      expect(await totalOf(store)).toBe(huge);
    }));

  it('may use ids that doubles cannot tell apart', () =>
    withStore(async (store) => {
      const [one, two] = ['0xfffffffffffffff1', '0xfffffffffffffff2'].map(BigInt);
      const strings = new StringTable();
      const [cpuText, ns, a, b] = ['cpu', 'nanoseconds', 'a', 'b'].map((text) => strings.dedup(text));
      const pprof = new Profile({
        stringTable: strings,
        sampleType: [new ValueType({ type: cpuText, unit: ns })],
        sample: [new Sample({ locationId: [two, one], value: [1] })],
        location: [one, two].map((id) => new Location({ id, line: [new Line({ functionId: id })] })),
        function: [new Function({ id: one, name: a }), new Function({ id: two, name: b })],
      }).encode();
      await store.ingest(cpu({ pprof, fromMs: TIME }));
      const profileTypeID = 'process_cpu:cpu:nanoseconds::';
      const graph = await store.querier.selectMergeStacktraces({ profileTypeID, labelSelector: '{}', ...range });
      expect(graph.names).toEqual(['total', 'a', 'b']);
    }));

  it('is refused beyond the size limit, gzipped or not', () =>
    withStore(
      async (store) => {
        const bomb = Buffer.alloc(1_000_000);
        await expect(store.ingest(cpu({ pprof: bomb }))).rejects.toMatchObject({ kind: 'too_large' });
        await expect(store.ingest(cpu({ pprof: gzipSync(bomb) }))).rejects.toMatchObject({ kind: 'too_large' });
        await store.ingest(cpu());
      },
      { limits: { profileBytes: 10_000 } }
    ));
});
