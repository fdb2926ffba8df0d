import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import { Profile, StringTable, ValueType } from 'pprof-format';
import { ProfileDecoder } from '../../profile/pprof/decode';
import { linedStacks } from '../../profile/pprof/lines';
import { profileFromPprof, profileInSteps } from '../../profile/pprof/profile';
import { encode, fields, packed, type Field } from '../../profile/pprof/testing/encode';
import { drained } from '../../profile/steps';
import { symbolTable } from '../../profile/table';
import { LocalFileError, openedFile, openFile } from './localFiles';

const folder = join(__dirname, '../../../standalone/demo/profiles');
const zipped = readFileSync(join(folder, 'tsc/tsc.pb.gz'));
const { signal } = new AbortController();

const fileOf = (content: Uint8Array | string, name = 'x') =>
  new File([typeof content === 'string' ? content : new Uint8Array(content)], name);

async function problemOf(content: Uint8Array | string, most?: number) {
  const error = await openFile(fileOf(content), most).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LocalFileError);
  return (error as LocalFileError).problem;
}

it.each([
  ['gzipped', zipped],
  ['as it is', gunzipSync(zipped)],
])('opens a pprof %s, with its types, its time and the numbers in it', async (_, content) => {
  const file = await openFile(fileOf(content, 'tsc.pb.gz'));
  expect(file.types).toEqual(['sample:sample:count:wall:nanoseconds', 'wall:wall:nanoseconds:wall:nanoseconds']);
  expect(file.digest).toBe(createHash('sha256').update(content).digest('hex'));
  expect(openedFile(file.digest)).toBe(file);
  expect(new Date(file.range!.from).toISOString()).toMatch(/^2026-11-22T10:43:32/);
  // One after the other, from a reader that takes away what it is given, as a worker does: there is enough for each.
  const decode = jest.spyOn(ProfileDecoder.prototype, 'decode').mockImplementation(async ({ parts, sampleType }) => {
    const [buffers, taken] = [parts.map(({ buffer }) => buffer as ArrayBuffer), parts.map((part) => part.slice())];
    structuredClone(buffers, { transfer: buffers });
    return drained(profileInSteps(taken, sampleType)) as never;
  });
  for (const [type, sampleType] of [
    [1, 'wall'],
    [0, 'sample'],
    [1, 'wall'],
  ] as const) {
    const read = await file.profile(file.types[type], signal);
    expect(symbolTable(read).self).toEqual(symbolTable(profileFromPprof(gunzipSync(zipped), sampleType)).self);
  }
  decode.mockRestore();
});

const locks = readdirSync(join(folder, 'pyroscope')).flatMap((file) => {
  const [, name, type] = /-(mutex|block)\.(\w+)\.pb\.gz$/.exec(file) ?? [];
  return name ? [{ file, name, type }] : [];
});

it.each(locks)('takes $file for what it was recorded as', async ({ file, name, type }) => {
  const { types } = await openFile(fileOf(readFileSync(join(folder, 'pyroscope', file))));
  expect(types).toEqual([`${name}:${type}:${type === 'delay' ? 'nanoseconds' : 'count'}:contentions:count`]);
});

it('calls what Node has on CPU, and its samples, by the wall clock’s name as the server does', async () => {
  const strings = new StringTable();
  const typeOf = (type: string, unit: string) =>
    new ValueType({ type: strings.dedup(type), unit: strings.dedup(unit) });
  const nanoseconds = ['wall', 'cpu'].map((type) => typeOf(type, 'nanoseconds'));
  const pprof = new Profile({
    stringTable: strings,
    sampleType: [typeOf('samples', 'count'), ...nanoseconds],
    periodType: nanoseconds[0],
  });
  expect((await openFile(fileOf(pprof.encode()))).types).toEqual([
    'wall:samples:count:wall:nanoseconds',
    'wall:wall:nanoseconds:wall:nanoseconds',
    'wall:cpu:nanoseconds:wall:nanoseconds',
  ]);
});

it('opens folded stacks', async () => {
  const file = await openFile(fileOf('main;read 3\nmain 4\n', 'perf.folded'));
  expect(file.types).toEqual(['folded:samples:count:samples:count']);
  expect((await file.profile(file.types[0], signal)).total[0]).toBe(7);
});

it('says what is wrong with a file', async () => {
  expect(await problemOf('')).toEqual({ kind: 'empty' });
  expect(await problemOf(gzipSync(''))).toEqual({ kind: 'empty' });
  expect(await problemOf('\n# nothing\n')).toEqual({ kind: 'empty' });
  expect(await problemOf(zipped.subarray(0, 5000))).toEqual({ kind: 'damaged' });
  for (const at of [5000, zipped.length - 6]) {
    const changed = Uint8Array.from(zipped, (byte, i) => (i === at ? byte ^ 0x55 : byte));
    expect(await problemOf(changed)).toEqual({ kind: 'damaged' });
  }
  expect(await problemOf(gunzipSync(zipped).subarray(0, 5000))).toEqual({ kind: 'cut-short' });
  expect(await problemOf(zipped, 100_000)).toEqual({ kind: 'too-large' });
  expect(await problemOf(gzipSync(new Uint8Array(3_000_000)), 2_000_000)).toEqual({ kind: 'too-large' });
  const large = Object.defineProperty(fileOf('main 1'), 'size', { value: 256 * 2 ** 20 + 1 });
  await expect(openFile(large)).rejects.toMatchObject({ problem: { kind: 'too-large' } });
  expect(await problemOf('see you later')).toMatchObject({
    kind: 'unreadable',
    words: expect.stringMatching(/^Line 1 is no folded stack/),
  });
  expect(await problemOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toMatchObject({
    kind: expect.stringMatching(/unreadable|cut-short/),
  });
});

it.each([
  ['{"nodes": []}', 'JSON'],
  ['\n<!DOCTYPE html><html></html>', 'HTML'],
  ['PK\x03\x04\x14', 'ZIP'],
  ['FLR\0\0\x02', 'JFR'],
  ['PERFILE2h\0', 'perf.data'],
  ['goroutine profile: total 5\n1 @ 0x43\n', 'pprof (debug=1)'],
  [gzipSync('{"nodes": []}'), 'JSON'],
])('says of %j what it is', async (content, format) => {
  expect(await problemOf(content)).toEqual({ kind: 'other-format', format });
});

it('opens folded stacks that look like another format, and those that PowerShell wrote', async () => {
  const brackets = await openFile(fileOf('[kernel];{closure#0} 3\n'));
  expect((await brackets.profile(brackets.types[0], signal)).total[0]).toBe(3);
  const utf16 = await openFile(fileOf(Buffer.from('\uFEFFmain;größe 3\r\nmain 4\r\n', 'utf16le')));
  const { frames, total } = await utf16.profile(utf16.types[0], signal);
  expect([frames.names, total[0]]).toEqual([['total', 'main', 'größe'], 7]);
});

function inThree(bytes: Uint8Array) {
  return [bytes.subarray(0, 1000), bytes.subarray(1000, 30_000), bytes.subarray(30_000)];
}

describe('of a gzip', () => {
  /** As browsers do it: one member, to the last byte. Node takes more. */
  class OneMember extends TransformStream<Uint8Array, Uint8Array> {
    constructor() {
      const chunks: Uint8Array[] = [];
      super({
        transform: (chunk) => void chunks.push(chunk),
        flush: (controller) => {
          const given = Buffer.concat(chunks);
          // The sum and the length that end a member are where its data does.
          const { buffer, engine } = inflateRawSync(given.subarray(10), { info: true }) as unknown as {
            buffer: Buffer;
            engine: { bytesWritten: number };
          };
          if (10 + engine.bytesWritten + 8 !== given.length || gunzipSync(given).length !== buffer.length) {
            throw new TypeError('Junk found after end of compressed data.');
          }
          controller.enqueue(buffer);
        },
      });
    }
  }

  it.each([
    ['zeros behind it', Buffer.concat([zipped, Buffer.from('\0\0\0')])],
    ['a line feed behind it', Buffer.concat([zipped, Buffer.from('\n')])],
    ['three members', Buffer.concat(inThree(gunzipSync(zipped)).map((part) => gzipSync(part)))],
    [
      'three members and zeros',
      Buffer.concat([...inThree(gunzipSync(zipped)).map((part) => gzipSync(part)), Buffer.alloc(512)]),
    ],
  ])('takes %s', async (_, content) => {
    const before = globalThis.DecompressionStream;
    globalThis.DecompressionStream = OneMember as unknown as typeof DecompressionStream;
    try {
      const file = await openFile(fileOf(content));
      const { total } = await file.profile(file.types[1], signal);
      expect(total[0]).toBe(profileFromPprof(gunzipSync(zipped), 'wall').total[0]);
      expect(await problemOf(Buffer.concat([content, Buffer.from('junk')]))).toEqual({ kind: 'damaged' });
      expect(await problemOf(content, 100_000)).toEqual({ kind: 'too-large' });
    } finally {
      globalThis.DecompressionStream = before;
    }
  });
});

/** `main` calls `work`; a sample has a value of each type. */
function small(types: ReadonlyArray<readonly [type: string, unit: string]>, values: number[], more: Field[] = []) {
  const strings = ['', 'main', 'work', 'a.c', ...types.flat(), 'work|none'];
  const frame = (id: number, name: number): Field[] => [
    [4, fields({ 1: id, 4: fields({ 1: id, 2: id * 10 }) })],
    [5, fields({ 1: id, 2: name, 4: 3 })],
  ];
  return encode([
    ...types.map((_, i): Field => [1, fields({ 1: 4 + 2 * i, 2: 5 + 2 * i })]),
    [2, fields({ 1: packed([2, 1]), 2: packed(values) })],
    ...frame(1, 1),
    ...frame(2, 2),
    ...strings.map((text): Field => [6, text]),
    ...more,
  ]);
}

it('tells sample types apart that only their units, or signs that links cannot hold, tell apart', async () => {
  const { types, profile } = await openFile(
    fileOf(
      small(
        [
          ['samples', 'count'],
          ['samples', 'nanoseconds'],
          ['a:b', 'c:d'],
          ['', ''],
        ],
        [3, 5, 7, 11]
      )
    )
  );
  expect(types).toEqual([
    'process_cpu:samples:count::',
    'process_cpu:samples:nanoseconds::',
    'a_b:a_b:c_d::',
    'profile:value:count::',
  ]);
  const totals = await Promise.all(types.map(async (type) => (await profile(type, signal)).total[0]));
  expect(totals).toEqual([3, 5, 7, 11]);
});

it('knows which type a file wants to be shown first', async () => {
  const types = [
    ['alloc_space', 'bytes'],
    ['inuse_space', 'bytes'],
  ] as const;
  expect((await openFile(fileOf(small(types, [1, 2], [[14, 4]])))).defaultType).toBe('memory:alloc_space:bytes::');
  expect((await openFile(fileOf(small(types, [1, 2])))).defaultType).toBeUndefined();
});

it('has the lines of a pprof, and of folded stacks none', async () => {
  const file = await openFile(fileOf(zipped));
  const { lines, total } = await file.lines!(file.types[1], signal);
  expect({ lines, total }).toEqual(
    (({ lines: wanted, total: whole }) => ({ lines: wanted, total: whole }))(linedStacks(gunzipSync(zipped), 'wall'))
  );
  expect((await openFile(fileOf('main 1'))).lines).toBeUndefined();
});

it('leaves out what the file says, as go tool pprof does', async () => {
  const { types, profile, lines } = await openFile(fileOf(small([['space', 'bytes']], [9], [[7, 6]])));
  expect([...(await profile(types[0], signal)).self]).toEqual([0, 9]);
  expect((await lines!(types[0], signal)).lines).toMatchObject({ name: ['main', 'work'], self: Float64Array.of(9, 0) });
});

it('says that a difference of two profiles is none', async () => {
  const { types, profile } = await openFile(fileOf(small([['space', 'bytes']], [-4])));
  await expect(profile(types[0], signal)).rejects.toThrow(
    'A stack has the value -4. This is the difference of two profiles, not a profile.'
  );
});
