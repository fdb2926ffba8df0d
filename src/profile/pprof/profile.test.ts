import {
  Function as PprofFunction,
  Line,
  Location,
  Mapping,
  Profile as Pprof,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';
import { notLoadedValue } from '../notLoaded';
import { draw, trimmed } from '../testing/drawn';
import { profileFromPprof, profileInSteps, sampleTypesOfPprof } from './profile';
import { drained } from '../steps';
import { encode, fields, packed } from './testing/encode';

const line = (functionId: number) => new Line({ functionId, line: 1 });

/** Functions 1 main, 2 read, 3 inlined, 4 without a name; location 9 has no lines. */
function pprof(
  samples: Array<{ locationId: number[]; value: Array<number | bigint> }>,
  extension = 'c',
  binary = '/usr/lib/libc.so.6'
): Uint8Array {
  const strings = new StringTable();
  const text = (value: string) => strings.dedup(value);
  const names = ['main', 'read', 'inlined', ''];
  return new Pprof({
    stringTable: strings,
    sampleType: [
      new ValueType({ type: text('samples'), unit: text('count') }),
      new ValueType({ type: text('cpu'), unit: text('nanoseconds') }),
    ],
    mapping: [new Mapping({ id: 1, filename: text(binary) })],
    function: names.map(
      (name, i) =>
        new PprofFunction({ id: i + 1, name: text(name), filename: text(`${i}.${extension}`), startLine: 40 })
    ),
    location: [
      new Location({ id: 1, line: [line(1)] }),
      // The innermost first: inlined, into read.
      new Location({ id: 2, line: [line(3), line(2)] }),
      new Location({ id: 4, line: [line(4)] }),
      new Location({ id: 9, mappingId: 1, address: 0x2a1b0 }),
    ],
    sample: samples.map((sample) => new Sample(sample)),
  }).encode();
}

describe('pprof', () => {
  it('tells what stands in stacks that Go cut at 64 frames', () => {
    const stack = (depth: number, value: number) => ({ locationId: Array<number>(depth).fill(1), value: [1, value] });
    const of = (extension: string, ...depths: number[]) =>
      profileFromPprof(
        pprof(
          depths.map((depth, i) => stack(depth, 10 ** i)),
          extension
        ),
        'cpu'
      ).rootless;
    expect(of('go', 64, 63, 64)).toBe(101);
    expect(of('go', 63)).toBeUndefined();
    // A newer Go keeps more.
    expect(of('go', 64, 65)).toBeUndefined();
    expect(of('c', 64)).toBeUndefined();
  });

  it('reads stacks leaf first and inlined lines as frames', () => {
    const bytes = pprof([
      { locationId: [2, 1], value: [1, 20] },
      { locationId: [1], value: [3, 10] },
    ]);
    expect(draw(profileFromPprof(bytes, 'cpu'))).toBe(
      trimmed(`
        [total                       ]
        [main                        ]
                  [read              ]
                  [inlined           ]
      `)
    );
    expect(profileFromPprof(bytes, 'samples').total[0]).toBe(4);
  });

  it('reads bytes in the pieces in which they come', () => {
    const bytes = pprof([{ locationId: [2, 1], value: [1, 20] }]);
    const pieces = [bytes.slice(0, 5), bytes.slice(5, 6), bytes.slice(6)];
    expect(draw(drained(profileInSteps(pieces, 'cpu')))).toBe(draw(profileFromPprof(bytes, 'cpu')));
  });

  it('leaves out samples of value 0 of the asked type', () => {
    const bytes = pprof([
      { locationId: [2, 1], value: [1, 0] },
      { locationId: [1], value: [3, 10] },
    ]);
    expect(profileFromPprof(bytes, 'cpu')).toHaveLength(2);
    expect(profileFromPprof(bytes, 'samples')).toHaveLength(4);
  });

  it('says how many samples have a value where a type counts them, and nothing where none does', () => {
    const bytes = pprof([
      { locationId: [2, 1], value: [1, 0] },
      { locationId: [2, 1], value: [4, 40] },
      { locationId: [1], value: [3, 30] },
    ]);
    expect(profileFromPprof(bytes, 'cpu').samples).toBe(7);
    expect(profileFromPprof(bytes, 'samples').samples).toBe(8);
    const strings = new StringTable();
    const text = (value: string) => strings.dedup(value);
    const alone = new Pprof({
      stringTable: strings,
      sampleType: [new ValueType({ type: text('cpu'), unit: text('nanoseconds') })],
      function: [new PprofFunction({ id: 1, name: text('main') })],
      location: [new Location({ id: 1, line: [line(1)] })],
      sample: [new Sample({ locationId: [1], value: [30] })],
    }).encode();
    expect(profileFromPprof(alone, 'cpu').samples).toBeUndefined();
  });

  it('names what has no name', () => {
    const profile = profileFromPprof(pprof([{ locationId: [9, 4, 1], value: [1, 1] }]), 'cpu');
    expect(profile.frames.names).toEqual(expect.arrayContaining(['<unknown>', 'libc.so.6 0x2a1b0']));
  });

  it('knows the libraries that functions without a file were loaded from, unless the program has them, too', () => {
    const strings = new StringTable();
    const text = (value: string) => strings.dedup(value);
    const functions = ['main', 'inflate', 'total', 'shared', 'cart'];
    const location = (functionId: number, mappingId: number) =>
      new Location({ id: 10 * functionId + mappingId, mappingId, line: [new Line({ functionId })] });
    const at = [location(1, 1), location(2, 2), location(3, 1), location(4, 2), location(4, 1), location(5, 2)];
    const bytes = new Pprof({
      stringTable: strings,
      sampleType: [new ValueType({ type: text('cpu'), unit: text('nanoseconds') })],
      mapping: ['/app/shop', '/usr/lib/libz.so.1'].map((file, i) => new Mapping({ id: i + 1, filename: text(file) })),
      function: functions.map(
        (name, i) => new PprofFunction({ id: i + 1, name: text(name), filename: text(name === 'cart' ? 'cart.h' : '') })
      ),
      location: at,
      sample: [new Sample({ locationId: at.map(({ id }) => id), value: [1] })],
    }).encode();
    expect(profileFromPprof(bytes, 'cpu').frames.program).toEqual({
      binary: 'shop',
      repository: '',
      libraries: new Map([['inflate', '/usr/lib/libz.so.1']]),
    });
  });

  it.each([
    ['C:\\shop\\shop.exe', 'shop.exe'],
    ['/opt/shop/shop (deleted)', 'shop'],
  ])('calls the binary %s by its name', (file, name) => {
    const { frames } = profileFromPprof(pprof([{ locationId: [9], value: [1, 1] }], 'c', file), 'cpu');
    expect(frames.names).toContain(`${name} 0x2a1b0`);
    expect(frames.program?.binary).toBe(name);
  });

  it('takes values beyond 2^31 and 2^53', () => {
    const value = BigInt(2 ** 60);
    expect(profileFromPprof(pprof([{ locationId: [1], value: [1, value] }]), 'cpu').total[0]).toBe(Number(value));
  });

  it('is without data where there are no samples', () => {
    expect(profileFromPprof(pprof([]), 'cpu').total[0]).toBe(0);
    // As a server says that nothing matches: no bytes, or a stub.
    expect(drained(profileInSteps([], 'cpu')).total[0]).toBe(0);
    expect(
      profileFromPprof(
        encode([
          [1, []],
          [6, ''],
          [11, []],
        ]),
        'cpu'
      ).total[0]
    ).toBe(0);
  });

  it('says which sample types there are', () => {
    const bytes = pprof([{ locationId: [1], value: [1, 1] }]);
    expect(sampleTypesOfPprof(bytes)).toEqual(['samples', 'cpu']);
    expect(() => profileFromPprof(bytes, 'wall')).toThrow('The pprof has no sample type wall; it has samples, cpu.');
  });

  it.each([
    ['text', new TextEncoder().encode('<html>not a profile</html>')],
    ['a truncated file', pprof([{ locationId: [1], value: [1, 1] }]).slice(0, -4)],
    ['nothing', new Uint8Array(0)],
    ['a gzip header', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])('refuses %s with one clear error', (_, bytes) => {
    expect(() => profileFromPprof(bytes, 'cpu')).toThrow(expect.objectContaining({ name: 'ProfileInputError' }));
  });

  it('refuses a file that was cut off between two names', () => {
    const whole = pprof([]);
    // The table ends in inlined, 2.c and 3.c, each with two bytes before it.
    expect(() => profileFromPprof(whole.slice(0, -19), 'cpu')).toThrow('The pprof has no string 10.');
  });

  it('refuses a sample whose location is missing, and a negative value', () => {
    expect(() => profileFromPprof(pprof([{ locationId: [7], value: [1, 1] }]), 'cpu')).toThrow('has no location 7');
    expect(() => profileFromPprof(pprof([{ locationId: [1], value: [1, -5] }]), 'cpu')).toThrow('the value -5');
  });

  describe('what the server cut', () => {
    /** `other` without a file and a line stands for it; locations 1 main, 2 that one, 3 a real function of that name. */
    const bytes = (stacks: number[][]) =>
      encode([
        ...['', 'cpu', 'nanoseconds', 'main', 'other', 'other.go'].map((text) => [6, text] as const),
        [1, fields({ 1: 1, 2: 2 })],
        ...stacks.map((ids) => [2, fields({ 1: packed(ids), 2: packed([10]) })] as const),
        [4, fields({ 1: 1, 4: fields({ 1: 1, 2: 5 }) })],
        [4, fields({ 1: 2, 4: fields({ 1: 2 }) })],
        [4, fields({ 1: 3, 4: fields({ 1: 3, 2: 7 }) })],
        [5, fields({ 1: 1, 2: 3 })],
        [5, fields({ 1: 2, 2: 4 })],
        [5, fields({ 1: 3, 2: 4, 4: 5 })],
      ]);

    it('is no function', () => {
      const profile = profileFromPprof(bytes([[2, 1], [3, 1], [1]]), 'cpu');
      expect(notLoadedValue(profile)).toBe(10);
      expect(profile.frames.names.filter((name) => name === 'other')).toHaveLength(2);
    });

    it('calls nothing: what calls is a function', () => {
      expect(
        notLoadedValue(
          profileFromPprof(
            bytes([
              [1, 2],
              [3, 1],
            ]),
            'cpu'
          )
        )
      ).toBe(0);
    });
  });

  it('knows where functions are written, each place once', () => {
    const { frames } = profileFromPprof(pprof([{ locationId: [2, 4, 1], value: [1, 1] }]), 'cpu');
    const { offset, file, line, files } = frames.places!;
    const places = frames.names.map((name, f) => [
      name,
      ...Array.from(file.subarray(offset[f], offset[f + 1]), (at) => files[at]),
      ...line.subarray(offset[f], offset[f + 1]),
    ]);
    expect(places).toContainEqual(['read', '1.c', 40]);
    expect(places).toContainEqual(['total']);
  });
});
