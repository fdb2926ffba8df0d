import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Function, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import { IngestError } from './ingestError';
import type { Store } from './store';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const good = pprofOf({
  stacks: [
    ['main;é;b', 10],
    ['main', 3],
  ],
  time: TIME,
});

/** What became of it; anything but success and IngestError fails the test. */
async function outcome(store: Store, pprof: Uint8Array): Promise<'stored' | 'refused'> {
  try {
    await store.ingest({ labels: { service_name: 'hostile' }, name: 'process_cpu', pprof });
    return 'stored';
  } catch (error) {
    if (error instanceof IngestError && (error.kind === 'malformed' || error.kind === 'invalid')) {
      return 'refused';
    }
    throw error;
  }
}

async function totalOf({ querier }: Store): Promise<number> {
  const request = { profileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}' };
  return (await querier.selectMergeStacktraces({ ...request, start: TIME - 1000, end: TIME + 1000 })).total;
}

/** Parts of a minimal profile, each of which a test may spoil. */
function profileOf(spoiled: ConstructorParameters<typeof Profile>[0]): Uint8Array {
  const stringTable = new StringTable();
  ['cpu', 'nanoseconds', 'main'].forEach((text) => stringTable.dedup(text));
  return new Profile({
    stringTable,
    sampleType: [new ValueType({ type: 1, unit: 2 })],
    periodType: new ValueType({ type: 1, unit: 2 }),
    sample: [new Sample({ locationId: [1], value: [1] })],
    location: [new Location({ id: 1, line: [new Line({ functionId: 1 })] })],
    function: [new Function({ id: 1, name: 3 })],
    ...spoiled,
  }).encode();
}

describe('bad input', () => {
  it('is refused at every offset where it may be cut, but between fields', () =>
    withStore(async (store) => {
      for (let length = 0; length < good.length; length++) {
        // Protobuf cannot tell that fields are missing; what they would have named is empty.
        const expected = fieldEnds(good).includes(length) ? 'stored' : 'refused';
        expect([length, await outcome(store, good.subarray(0, length))]).toEqual([length, expected]);
      }
    }));

  it('is refused when the gzip is cut, anywhere', () =>
    withStore(async (store) => {
      const zipped = gzipSync(good);
      for (let length = 0; length < zipped.length; length++) {
        expect(await outcome(store, zipped.subarray(0, length))).toBe('refused');
      }
      expect(await outcome(store, zipped)).toBe('stored');
    }));

  it(
    'never does worse than IngestError, and harms nothing',
    () =>
      withStore(async (store) => {
        await outcome(store, good);
        const bytes = fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.uint8Array({ maxLength: 50 }).map((tail) => Buffer.concat([good, tail])),
          fc
            .record({ at: fc.nat(good.length - 1), byte: fc.nat(255) })
            .map(({ at, byte }) => Uint8Array.from(good, (old, index) => (index === at ? byte : old))),
          fc.uint8Array({ maxLength: 200 }).map((content) => gzipSync(content))
        );
        await fc.assert(
          fc.asyncProperty(bytes, async (pprof) => {
            await outcome(store, pprof);
          }),
          // One byte of a type's name may be what separates the parts of its id.
          {
            numRuns: 500,
            examples: [[Buffer.from(Buffer.from(good).toString('latin1').replace('nano', ':ano'), 'latin1')]],
          }
        );
        const before = await totalOf(store);
        await outcome(store, good);
        expect(await totalOf(store)).toBe(before + 13);
      }),
    60_000
  );

  const spoiled: Array<[string, ConstructorParameters<typeof Profile>[0], ...rest: number[]]> = [
    ['a location that is not there', { sample: [new Sample({ locationId: [2], value: [1] })] }],
    ['a function that is not there', { location: [new Location({ id: 1, line: [new Line({ functionId: 7 })] })] }],
    ['a mapping that is not there', { location: [new Location({ id: 1, mappingId: 4 })] }],
    ['too few values', { sample: [new Sample({ locationId: [1], value: [] })] }],
    ['too many values', { sample: [new Sample({ locationId: [1], value: [1, 2] })] }],
    ['a negative value', { sample: [new Sample({ locationId: [1], value: [-1] })] }],
    ['a location beyond 2^53', { sample: [new Sample({ locationId: [BigInt('0xfffffffffffffff1')], value: [1] })] }],
  ];
  it.each(spoiled)('loses only the sample with %s, and says so', (_, more) =>
    withStore(async (store) => {
      expect(await outcome(store, profileOf(more))).toBe('stored');
      expect(await store.stats()).toMatchObject({ profiles: 1, droppedSamples: 1, refused: 0 });
      expect(await store.querier.profileTypes({})).toEqual([]);
    })
  );

  it.each<[string, ConstructorParameters<typeof Profile>[0]]>([
    ['no sample types', { sampleType: [], sample: [] }],
    ['a location without id', { location: [new Location({ id: 0 })] }],
    ['a function without id', { function: [new Function({ id: 0, name: 1 })] }],
  ])('is refused with %s', (_, more) =>
    withStore(async (store) => {
      expect(await outcome(store, profileOf(more))).toBe('refused');
      expect(await store.stats()).toMatchObject({ profiles: 0, refused: 1 });
    })
  );

  it('keeps what has no text, or text that is not UTF-8, under a name', () =>
    withStore(async (store) => {
      const timeNanos = BigInt(TIME) * BigInt(1e6);
      expect(await outcome(store, profileOf({ function: [new Function({ id: 1, name: 99 })], timeNanos }))).toBe(
        'stored'
      );
      const broken = Buffer.from(good);
      broken[broken.indexOf(Buffer.from('é'))] = 0xff;
      expect(await outcome(store, broken)).toBe('stored');
      expect(await totalOf(store)).toBe(14);
      expect(await store.stats()).toMatchObject({ profiles: 2, droppedSamples: 0 });
    }));

  it('takes a profile without samples for nothing', () =>
    withStore(async (store) => {
      expect(await outcome(store, profileOf({ sample: [] }))).toBe('stored');
      expect(await store.querier.profileTypes({})).toEqual([]);
    }));
});

/** Where a message's fields end, after the first. */
function fieldEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte % 128) * scale;
      if (byte < 128) {
        return value;
      }
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    at += tag % 8 === 2 ? value : 0;
    ends.push(at);
  }
  return ends;
}
