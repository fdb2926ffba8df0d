import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ProfileInputError } from '../model';
import type { PprofLimits, PprofOptions } from './columns';
import { readPprof, readPprofInSteps } from './read';
import { encode, fields, group, joined, packed, varint, type Field } from './testing/encode';
import { plainByColumns, plainByPprofFormat } from './testing/plain';

const DEMO = join(__dirname, '../../../standalone/demo/profiles');
const CASES = join(__dirname, 'testdata/fieldcases');

const unzipped = (file: string) => new Uint8Array(gunzipSync(readFileSync(file)));
const fieldCase = (name: string) => unzipped(join(CASES, `${name}.pb.gz`));
const plain = (bytes: Uint8Array, options?: PprofOptions) => plainByColumns(readPprof(bytes, options));

/** Function 1 `main` and 2 `read`, a location each, one sample: read below main. */
const STRINGS = ['', 'cpu', 'nanoseconds', 'main', 'read', '/src/main.c', 'libc.so'];
const PARTS: { readonly [part: string]: readonly Field[] } = {
  types: [[1, fields({ 1: 1, 2: 2 })]],
  samples: [sample([2, 1], [500])],
  mappings: [[3, fields({ 1: 1, 5: 6 })]],
  locations: [location(1, [[1, 10]]), location(2, [[2, 20]])],
  functions: [func(1, 3), func(2, 4)],
  strings: STRINGS.map((text): Field => [6, text]),
};

type Id = number | bigint;

function sample(ids: readonly Id[], values: readonly Id[], labels: readonly Field[] = []): Field {
  return [2, [...fields({ 1: packed(ids), 2: packed(values) }), ...labels]];
}

function location(id: Id, lines: Array<[func: Id, line: number]>, mapping = 1): Field {
  const lineFields = lines.map(([functionId, line]): Field => [4, fields({ 1: functionId, 2: line })]);
  return [4, [...fields({ 1: id, 2: mapping, 3: 4096 }), ...lineFields]];
}

function func(id: Id, name: number): Field {
  return [5, fields({ 1: id, 2: name, 4: 5 })];
}

/** The profile above with some of its parts replaced. */
function made(parts: { [part in keyof typeof PARTS]?: readonly Field[] } = {}): Uint8Array {
  return encode(Object.values({ ...PARTS, ...parts }).flatMap((fields) => fields ?? []));
}

describe('readPprof', () => {
  const recorded = [...readdirSync(join(DEMO, 'pyroscope')).map((file) => `pyroscope/${file}`), 'tsc/tsc.pb.gz'];

  it.each(recorded)('reads %s as another decoder does', (file) => {
    const bytes = unzipped(join(DEMO, file));
    const ours = plain(bytes);
    expect(ours).toEqual(plainByPprofFormat(bytes));
    expect(ours.samples.length).toBeGreaterThan(0);
  });

  it.each(readdirSync(CASES).filter((file) => !/dotnet|missing-function/.test(file)))('reads field case %s', (file) => {
    const bytes = unzipped(join(CASES, file));
    expect(plain(bytes)).toEqual(plainByPprofFormat(bytes));
  });

  it('reads the fields in any order', () => {
    const { types, samples, mappings, locations, functions, strings } = PARTS;
    const tables = [types, samples, mappings, locations, functions, strings];
    const expected = plain(made());
    expect(expected.samples).toEqual([
      {
        stack: ['libc.so  4096 | read  /src/main.c:0:20', 'libc.so  4096 | main  /src/main.c:0:10'],
        values: [500],
        labels: [],
      },
    ]);
    expect(plain(encode(tables.reverse().flat()))).toEqual(expected);
  });

  it('reads numbers packed, one by one, and both', () => {
    const unpacked: Field = [2, [...fields({ 1: 2, 2: 500 }), [1, packed([1])]]];
    expect(plain(made({ samples: [unpacked] }))).toEqual(plain(made()));
  });

  it('reads identifiers that are neither dense nor small, and keeps those apart that doubles cannot', () => {
    const wide = BigInt('0xfffffffffffffff0');
    const next = BigInt('0xfffffffffffffff1');
    const bytes = made({
      samples: [sample([next, wide], [500])],
      locations: [location(wide, [[2 ** 31 + 1, 10]]), location(next, [[2 ** 40, 20]])],
      functions: [func(2 ** 31 + 1, 3), func(2 ** 40, 4)],
    });
    expect(plain(bytes)).toEqual(plain(made()));
  });

  it('reads any table of identifiers and values as another decoder does', () => {
    const id = fc.oneof(
      fc.nat(50),
      fc.bigInt({ min: BigInt(1) << BigInt(50), max: (BigInt(1) << BigInt(64)) - BigInt(1) })
    );
    const value = fc.oneof(
      fc.nat(1000),
      fc.bigInt({ min: -(BigInt(1) << BigInt(63)), max: (BigInt(1) << BigInt(63)) - BigInt(1) })
    );
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    const cases = fc
      .record({
        locationIds: fc.uniqueArray(
          id.filter((n) => BigInt(n) !== BigInt(0)),
          {
            minLength: 1,
            maxLength: 20,
            selector: (n) => BigInt(n),
          }
        ),
        texts: fc.array(text, { minLength: 1, maxLength: 10 }),
        stacks: fc.array(fc.tuple(fc.array(fc.nat(), { maxLength: 12 }), value, value), { maxLength: 20 }),
        numbers: fc.array(value, { maxLength: 3 }),
      })
      .map(({ locationIds, texts, stacks, numbers }) =>
        encode([
          ...['', ...texts].map((entry): Field => [6, entry]),
          [1, fields({ 1: 1 })],
          [1, fields({ 2: 1 })],
          ...stacks.map(([stack, ...values]) =>
            sample(
              stack.map((n) => locationIds[n % locationIds.length]),
              values,
              numbers.map((n) => [3, fields({ 1: 1, 3: n })])
            )
          ),
          ...locationIds.flatMap((id, n): Field[] => [
            [4, fields({ 1: id, 3: id, 4: fields({ 1: locationIds[n], 2: n }) })],
            [5, fields({ 1: id, 2: (n % texts.length) + 1 })],
          ]),
          ...numbers.map((n): Field => [9, n]),
        ])
      );
    fc.assert(
      fc.property(cases, (bytes) => {
        // The other decoder drops a byte order mark and merges what is not UTF-8; our strings are valid here.
        expect(plain(bytes)).toEqual(plainByPprofFormat(bytes));
      }),
      { numRuns: 300 }
    );
  });

  it('counts numbers beyond 2^53, which are rounded', () => {
    const large = BigInt(2) ** BigInt(60) + BigInt(1);
    const pprof = readPprof(made({ samples: [sample([1], [large]), sample([1], [Number.MAX_SAFE_INTEGER])] }));
    expect([...pprof.samples.values[0]]).toEqual([2 ** 60, Number.MAX_SAFE_INTEGER]);
    expect(pprof.rounded).toBe(1);
  });

  it('reads negative values', () => {
    expect(readPprof(fieldCase('negative-heap-delta')).samples.values.map((column) => [...column])).toEqual([
      [10, -8],
      [10_000_000, -8_000_000],
    ]);
  });

  it('skips fields that it does not know, also groups in groups', () => {
    const nested = joined(
      group(900, [[1, 7]]),
      joined(Uint8Array.from(varint(20 * 8 + 3)), group(21, [[2, 'x']]), Uint8Array.from(varint(20 * 8 + 4)))
    );
    const fixed = Uint8Array.from([...varint(30 * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8, ...varint(31 * 8 + 5), 1, 2, 3, 4]);
    const bytes = joined(
      nested,
      made(),
      fixed,
      encode([
        [2000, 'later'],
        [16, 5],
      ])
    );
    expect(plain(bytes)).toEqual(plain(made()));
  });

  it('takes groups a million deep for what they are', () => {
    const deep = new Uint8Array(1_000_000).fill(15 * 8 + 3);
    expect(() => readPprof(joined(made(), deep))).toThrow('it is cut off');
  });

  it('recognizes input that is cut off anywhere but between fields', () => {
    const whole = made();
    const taken: number[] = [];
    for (let length = 0; length < whole.length; length++) {
      try {
        readPprof(whole.subarray(0, length));
        taken.push(length);
      } catch (error) {
        expect(error).toBeInstanceOf(ProfileInputError);
      }
    }
    // Without its last string, the mapping's name is missing; protobuf itself has no end mark.
    expect(taken).toEqual([]);
  });

  it('throws nothing but its own error, whatever byte is changed', () => {
    const whole = unzipped(join(DEMO, 'pyroscope/1795342603-goroutines.goroutine.pb.gz'));
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), tolerant: fc.boolean() });
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(change, fc.record({ tail: fc.uint8Array({ maxLength: 40 }) })), (mutation) => {
        const bytes = 'tail' in mutation ? joined(made(), mutation.tail) : Uint8Array.from(whole);
        if ('at' in mutation) {
          bytes[mutation.at] = mutation.byte;
        }
        try {
          readPprof(bytes, { tolerant: 'tolerant' in mutation && mutation.tolerant });
        } catch (error) {
          refused++;
          expect(error).toBeInstanceOf(ProfileInputError);
        }
      }),
      { numRuns: 400 }
    );
    expect(refused).toBeGreaterThan(20);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'This is not a pprof: it is empty.'],
    ['a page', new TextEncoder().encode('<!DOCTYPE html><html></html>'), 'This is not a pprof: '],
    ['JSON', new TextEncoder().encode('{"code":"invalid"}'), 'This is not a pprof: '],
    ['a gzip', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), 'This is not a pprof: '],
    ['a number of 11 bytes', Uint8Array.from([0x60, ...new Array<number>(10).fill(0x81), 1]), 'longer than 64 bits'],
    ['a sample that is a number', encode([[2, 7]]), 'wire type 0 instead of 2'],
    ['no string table', made({ strings: [] }), 'string table does not begin with the empty string'],
    ['a first string with text', made({ strings: PARTS.strings.slice(1) }), 'does not begin with the empty string'],
    ['a string that is not there', made({ functions: [func(1, 99), func(2, 4)] }), 'The pprof has no string 99.'],
    ['a location that is not there', made({ samples: [sample([7], [1])] }), 'The pprof has no location 7.'],
    [
      'a function that is not there',
      made({ locations: [location(1, [[1, 1]]), location(2, [[9, 1]])] }),
      'The pprof has no function 9.',
    ],
    [
      'a location twice',
      made({ locations: [location(2, []), location(1, []), location(2, [])] }),
      'location 2 is there twice',
    ],
    ['a function of id 0', made({ functions: [func(0, 3), func(1, 3), func(2, 4)] }), 'function id is 0'],
    [
      'a location of id 0',
      made({ locations: [location(0, []), location(1, []), location(2, [])] }),
      'location id is 0',
    ],
    [
      'too few values',
      made({ samples: [sample([1], [])] }),
      'The pprof has a sample with 0 values for 1 sample types.',
    ],
    [
      'too many values',
      made({ samples: [sample([1], [1, 2])] }),
      'The pprof has a sample with 2 values for 1 sample types.',
    ],
  ])('refuses %s in one sentence', (_, bytes, message) => {
    expect(() => readPprof(bytes)).toThrow(ProfileInputError);
    expect(() => readPprof(bytes)).toThrow(message);
  });

  it('takes a mapping that is not there for none, as go tool pprof does', () => {
    const { locations } = readPprof(made({ locations: [location(1, []), location(2, [], 4)], samples: [] }));
    expect([...locations.mapping]).toEqual([0, -1]);
  });

  describe('tolerant', () => {
    const tolerant = { tolerant: true };

    it('leaves out the sample whose line has no function, as Pyroscope does', () => {
      const bytes = fieldCase('line-of-missing-function');
      expect(() => readPprof(bytes)).toThrow('The pprof has no function 99.');
      const pprof = readPprof(bytes, tolerant);
      expect([...pprof.samples.values[0]]).toEqual([30]);
      expect(pprof.lost).toMatchObject({ brokenStack: 1, wrongValueCount: 0, negativeValue: 0 });
    });

    it('leaves out samples with negative values', () => {
      const pprof = readPprof(fieldCase('negative-heap-delta'), tolerant);
      expect(pprof.samples.values.map((column) => [...column])).toEqual([[10], [10_000_000]]);
      expect(pprof.lost.negativeValue).toBe(1);
    });

    it('numbers the functions of the .NET agent, if asked', () => {
      const bytes = fieldCase('dotnet-function-ids-zero');
      expect(() => readPprof(bytes, tolerant)).toThrow('function id is 0');
      const { samples } = plain(bytes, { ...tolerant, numberFunctions: true });
      expect(samples.map(({ stack, values }) => [stack[0].split(' ')[3], values[0]])).toEqual([
        ['Shop!Cart.Total', 30],
        ['Shop!Cart.Tax', 12],
      ]);
    });

    it('keeps the labels and values of the samples that stay', () => {
      const labelled = (ids: number[], values: number[], label: number) =>
        sample(ids, values, [
          [3, fields({ 1: 3, 3: label })],
          [3, fields({ 1: 4, 2: label })],
        ]);
      const bytes = made({
        samples: [
          labelled([1], [1, 2], 1),
          labelled([2, 1], [10], 2),
          labelled([7], [20], 3),
          labelled([1], [-1], 4),
          labelled([1], [30], 5),
        ],
      });
      const pprof = readPprof(bytes, tolerant);
      expect(pprof.lost).toMatchObject({ wrongValueCount: 1, brokenStack: 1, negativeValue: 1 });
      expect(plainByColumns(pprof).samples.map(({ stack, values, labels }) => [stack.length, values, labels])).toEqual([
        [2, [10], ['main= 2 ', 'read=nanoseconds 0 ']],
        [1, [30], ['main= 5 ', 'read=/src/main.c 0 ']],
      ]);
    });

    it('reads texts that are missing as empty, and the last of two functions with one id', () => {
      const bytes = made({ functions: [func(1, 3), func(2, 99), func(1, 4)] });
      expect(plain(bytes, tolerant).samples[0].stack.map((l) => l.split(' | ')[1])).toEqual([
        '  /src/main.c:0:20',
        'read  /src/main.c:0:10',
      ]);
    });

    it('has an empty text where the string table has none', () => {
      const bytes = made({ strings: [[6, 'cpu']], functions: [func(1, 5), func(2, 0)] });
      expect(plain(bytes, tolerant).samples[0].stack.map((l) => l.split(' | ')[1])).toEqual([
        'cpu cpu :0:20',
        ' cpu :0:10',
      ]);
    });
  });

  describe('limits', () => {
    const many = <T>(count: number, entry: (i: number) => T) => Array.from({ length: count }, (_, i) => entry(i));
    const label: Field = [3, fields({ 1: 1, 3: 5 })];

    it.each<[keyof PprofLimits, number, Uint8Array, string]>([
      ['bytes', made().length - 1, made(), `more than ${made().length - 1} bytes`],
      ['sampleTypes', 1, made({ types: [...PARTS.types, ...PARTS.types], samples: [] }), 'more than 1 sample types'],
      ['samples', 3, made({ samples: many(4, () => sample([1], [1])) }), 'more than 3 samples'],
      ['functions', 2, made({ functions: many(3, (i) => func(i + 1, 3)) }), 'more than 2 functions'],
      ['labels', 2, made({ samples: [sample([], [1], [label, label, label])] }), 'more than 2 labels on a sample'],
      [
        'locationLines',
        2,
        made({
          locations: [
            location(
              1,
              many(3, () => [1, 1])
            ),
            location(2, []),
          ],
        }),
        'more than 2 lines at a location',
      ],
      ['stringBytes', 10, made(), 'more than 10 bytes in a name'],
    ])('%s: refuses one more than %d', (limit, most, bytes, message) => {
      expect(() => readPprof(bytes, { limits: { [limit]: most } })).toThrow(message);
      expect(() => readPprof(bytes, { limits: { [limit]: most + 1 } })).not.toThrow();
    });

    it('cuts deep stacks to the locations nearest the root, counting inlined lines', () => {
      const locations = [
        location(1, [[1, 1]]),
        location(2, [
          [2, 1],
          [1, 2],
        ]),
        location(3, []),
      ];
      const bytes = made({ locations, samples: [sample([3, 2, 1], [5]), sample([2, 1], [7])] });
      const depths = (depth: number) => {
        const { samples, lost } = readPprof(bytes, { limits: { depth } });
        return [samples.locationStart[1], samples.locationStart[2] - samples.locationStart[1], lost.cutStacks];
      };
      expect(depths(4)).toEqual([3, 2, 0]);
      expect(depths(3)).toEqual([2, 2, 1]);
      expect(depths(2)).toEqual([1, 1, 2]);
    });

    it('keeps the end of a long name where it is tolerant, and says so', () => {
      const pprof = readPprof(made(), { tolerant: true, limits: { stringBytes: 6 } });
      expect(pprof.strings.text(5)).toBe('main.c');
      expect(pprof.lost.cutStrings).toBe(3);
    });
  });

  it('gives the same in steps, with pauses in between', () => {
    const bytes = unzipped(join(DEMO, 'tsc/tsc.pb.gz'));
    const steps = readPprofInSteps(bytes);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      pauses++;
    }
    expect(pauses).toBeGreaterThan(1);
    expect(plainByColumns(step.value)).toEqual(plain(bytes));
  });
});
