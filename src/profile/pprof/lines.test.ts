import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { linedStacks } from './lines';
import { encode, fields, packed, type Field } from './testing/encode';

// What `go tool pprof -top -lines` says about the same files; scripts/pprof-golden.mjs writes it down.
const GOLDEN = join(__dirname, 'testdata/goldenLines');
const PROFILES = join(__dirname, '../../../standalone/demo/profiles');

const unzipped = (file: string) => gunzipSync(readFileSync(file));

/** Rows as pprof prints them, in an order of our own: pprof says nothing of lines without a value. */
function rowsOf(file: string, sampleType: string) {
  const { lines } = linedStacks(new Uint8Array(unzipped(join(PROFILES, file))), sampleType);
  const { length, name, file: files, line, self, total } = lines;
  return Array.from({ length }, (_, i) => {
    const place = line[i] === 0 ? files[i] : `${files[i]}:${line[i]}`;
    return `${self[i]}\t${total[i]}\t${place ? `${name[i]} ${place}` : name[i]}`;
  })
    .filter((row) => !row.startsWith('0\t0\t'))
    .sort();
}

describe('lines', () => {
  const golden = readdirSync(GOLDEN);

  it('have a golden file for every demo profile and sample type', () => {
    const index = JSON.parse(readFileSync(join(PROFILES, 'index.json'), 'utf8')) as unknown[];
    expect(golden).toHaveLength(index.length + 1);
  });

  it.each(golden)('%s: self and total equal -top -lines', (goldenFile) => {
    const [name, sampleType] = goldenFile.split('.');
    const file = name === 'tsc' ? 'tsc/tsc.pb.gz' : `pyroscope/${name}.${sampleType}.pb.gz`;
    const expected = unzipped(join(GOLDEN, goldenFile)).toString().split('\n');
    expect(expected.length).toBeGreaterThan(10);
    expect(rowsOf(file, sampleType)).toEqual(expected.filter((row) => !row.startsWith('0\t0\t')).sort());
  });

  it('are of two functions where name and file only read the same together', () => {
    const names = ['a\0b', 'c', 'a', 'b\0c'];
    const bytes = encode([
      ...['', 'cpu', ...names].map((text): Field => [6, text]),
      [1, fields({ 1: 1 })],
      [5, fields({ 1: 1, 2: 2, 4: 3 })],
      [5, fields({ 1: 2, 2: 4, 4: 5 })],
      ...[1, 2].map((id): Field => [
        4,
        [
          [1, id],
          [4, fields({ 1: id, 2: 7 })],
        ],
      ]),
      [2, fields({ 1: packed([1]), 2: packed([10]) })],
      [2, fields({ 1: packed([2]), 2: packed([5]) })],
    ]);
    const { name, file, self } = linedStacks(bytes, 'cpu').lines;
    expect(name.map((_, i) => [name[i], file[i], self[i]])).toEqual([
      ['a\0b', 'c', 10],
      ['a', 'b\0c', 5],
    ]);
  });

  it('count a line once a sample, however often it recurs, and inlined functions for themselves', () => {
    const location = (id: number, ...lines: Array<[func: number, line: number]>): Field => [
      4,
      [[1, id], ...lines.map(([func, line]): Field => [4, fields({ 1: func, 2: line })])],
    ];
    const bytes = encode([
      ...['', 'cpu', 'outer', 'inlined', 'a.go'].map((text): Field => [6, text]),
      [1, fields({ 1: 1 })],
      [5, fields({ 1: 1, 2: 2, 4: 4 })],
      [5, fields({ 1: 2, 2: 3, 4: 4 })],
      // The innermost first.
      location(1, [2, 7], [1, 20]),
      location(2, [1, 20]),
      [2, fields({ 1: packed([1, 2, 1, 2]), 2: packed([10]) })],
      [2, fields({ 1: packed([2]), 2: packed([5]) })],
    ]);
    const { length, name, line, self, total } = linedStacks(bytes, 'cpu').lines;
    expect(Array.from({ length }, (_, i) => [name[i], line[i], self[i], total[i]])).toEqual([
      ['inlined', 7, 10, 10],
      ['outer', 20, 5, 15],
    ]);
  });
});
