import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Profile, StringTable, ValueType } from 'pprof-format';
import { ProfileDecoder } from '../../profile/pprof/decode';
import { profileFromPprof, profileInSteps } from '../../profile/pprof/profile';
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
  expect(await problemOf(zipped.subarray(0, 5000))).toEqual({ kind: 'cut-short' });
  expect(await problemOf(gunzipSync(zipped).subarray(0, 5000))).toEqual({ kind: 'cut-short' });
  expect(await problemOf(zipped, 100_000)).toEqual({ kind: 'too-large' });
  expect(await problemOf(gzipSync(new Uint8Array(3_000_000)), 2_000_000)).toEqual({ kind: 'too-large' });
  const large = Object.defineProperty(fileOf('main 1'), 'size', { value: 256 * 2 ** 20 + 1 });
  await expect(openFile(large)).rejects.toMatchObject({ problem: { kind: 'too-large' } });
  expect(await problemOf('<html>Please log in</html>')).toMatchObject({
    kind: 'unreadable',
    words: expect.stringMatching(/^Line 1 is no folded stack/),
  });
  expect(await problemOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toMatchObject({
    kind: expect.stringMatching(/unreadable|cut-short/),
  });
});
