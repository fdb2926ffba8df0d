import { IngestError } from './ingestError';
import type { IngestRequest } from './ingest';
import { openStore, type Store } from './store';
import { attacks } from './testAttacks';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const request = { profileTypeID: CPU, labelSelector: '{}', start: TIME, end: TIME + 1000 };

const profile = (pprof: Uint8Array, service_name = 'shop'): IngestRequest => ({
  labels: { service_name },
  name: 'process_cpu',
  pprof,
  fromMs: TIME,
});

async function graphAfter(store: Store, attack: keyof typeof attacks) {
  await store.ingest(profile(attacks[attack]()));
  return store.querier.selectMergeStacktraces(request);
}

describe('small pushes that ask for a lot', () => {
  it.each<[keyof typeof attacks, string, RegExp]>([
    [
      'many samples',
      'too_large',
      /exceeds the size limit \(max_profile_size_byte, actual: more than 4194304, limit: 4194304\)/,
    ],
    [
      'a sample too many',
      'invalid',
      /samples count limit \(max_profile_stacktrace_samples, actual: more than 16000, limit: 16000\)/,
    ],
    ['a tree of millions', 'invalid', /more than 1000000 different frames/],
    ['a bomb', 'too_large', /exceeds the size limit/],
    ['a series a sample', 'limit', /^Maximum active series limit exceeded \(6000\/5000\)/],
    [
      'many labels',
      'invalid',
      /sample labels limit \(max_profile_stacktrace_sample_labels, actual: more than 100, limit: 100\)/,
    ],
    ['many sample types', 'invalid', /more than 64 sample types/],
    ['a length of petabytes', 'malformed', /./],
  ])('%s: refused, %s', (attack, kind, message) =>
    withStore(async (store) => {
      const error = await store.ingest(profile(attacks[attack]())).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(IngestError);
      expect(error).toMatchObject({ kind, message: expect.stringMatching(message) });
      expect(await store.querier.profileTypes({})).toEqual([]);
      expect(await store.stats()).toMatchObject({ profiles: 0, refused: 1 });
    })
  );

  it('many inlined lines: cut to a thousand frames from the root, and counted', () =>
    withStore(async (store, dir) => {
      expect(attacks['many inlined lines']().length).toBeLessThan(31_000);
      const { levels, total } = await graphAfter(store, 'many inlined lines');
      expect([levels.length, total]).toEqual([1001, 7]);
      expect(await store.stats()).toMatchObject({ cutStacks: 1, droppedSamples: 0 });
      await store.close();
      const again = openStore(dir);
      expect((await again.querier.selectMergeStacktraces(request)).levels).toEqual(levels);
      await again.close();
    }));

  it('a long name: its end is kept', () =>
    withStore(async (store) => {
      expect((await graphAfter(store, 'a long name')).names).toEqual(['total', 'x'.repeat(65_535)]);
    }));

  it('deep nesting: passed over', () =>
    withStore(async (store) => {
      expect((await graphAfter(store, 'deep nesting')).total).toBe(7);
    }));

  it('large values: summed as far as a double goes, also when read again', () =>
    withStore(async (store) => {
      const { total } = await graphAfter(store, 'large values');
      expect(total / (10_000 * 2 ** 63)).toBeCloseTo(1, 9);
      await store.ingest(profile(pprofOf({ stacks: [['other;x', 5]], time: TIME }), 'next'));
      const next = { ...request, labelSelector: '{service_name="next"}' };
      expect((await store.querier.selectMergeStacktraces(next)).total).toBe(5);
    }));
});

describe('depth', () => {
  const deep = (depth: number) =>
    pprofOf({ stacks: [[Array.from({ length: depth }, (_, i) => `f${i}`), 3]], time: TIME });

  it.each([
    [1000, 0],
    [1001, 1],
    [5000, 1],
  ])('of %d frames: the thousand nearest the root, %d cut', (depth, cutStacks) =>
    withStore(async (store) => {
      await store.ingest(profile(deep(depth)));
      const { names, levels } = await store.querier.selectMergeStacktraces(request);
      expect([levels.length, names.includes('f0'), names.includes('f999'), names.includes('f1000')]).toEqual([
        1001,
        true,
        true,
        false,
      ]);
      expect(await store.stats()).toMatchObject({ cutStacks });
    })
  );
});

describe('a push', () => {
  const good = (service: string) => profile(pprofOf({ stacks: [['main', 1]], time: TIME }), service);

  it('of which one profile is refused is not taken at all, so that it can be sent again', () =>
    withStore(async (store) => {
      const bad = profile(Buffer.from('garbage'), 'bad');
      await expect(store.ingest([good('a'), bad, good('b')])).rejects.toThrow(IngestError);
      expect(await store.querier.labelValues({ name: 'service_name', matchers: [] })).toEqual([]);
      await store.ingest([good('a'), good('b')]);
      expect((await store.querier.selectMergeStacktraces(request)).total).toBe(2);
    }));

  it('of up to 5,000 series is taken in one go, of more refused', () =>
    withStore(async (store) => {
      const push = Array.from({ length: 5001 }, (_, i) => good(`s${i}`));
      await expect(store.ingest(push)).rejects.toMatchObject({ kind: 'limit' });
      expect(await store.querier.profileTypes({})).toEqual([]);
      await store.ingest(push.slice(1));
      expect(await store.querier.labelValues({ name: 'service_name', matchers: [] })).toHaveLength(5000);
      await expect(store.ingest(good('one more'))).rejects.toThrow('Maximum active series limit exceeded (5001/5000)');
      await store.ingest(good('s7'));
    }));

  it('has other limits when asked for', () =>
    withStore(
      async (store) => {
        await expect(store.ingest(profile(attacks['a sample too many']()))).resolves.toBeUndefined();
        await store.ingest(good('second'));
        await expect(store.ingest(good('third'))).rejects.toThrow('(3/2)');
      },
      { limits: { samples: 20_000, series: 2 } }
    ));
});
