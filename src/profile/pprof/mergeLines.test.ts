import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { drained } from '../steps';
import { linedStacks, linesInSteps, type LinedStacks } from './lines';
import { mergeLinesInSteps } from './mergeLines';

const mergeLines = (parts: readonly LinedStacks[]) => drained(mergeLinesInSteps(parts));

const PYROSCOPE = join(__dirname, '../../../standalone/demo/profiles/pyroscope');
const cpu = (time: string) =>
  linedStacks(new Uint8Array(gunzipSync(readFileSync(join(PYROSCOPE, `${time}-process_cpu.cpu.pb.gz`)))), 'cpu');

/** Each line with its self and total, as the table says. */
function rowsOf({ lines }: LinedStacks) {
  return Array.from({ length: lines.length }, (_, l) => ({
    key: `${lines.name[l]} ${lines.file[l]}:${lines.line[l]}`,
    self: lines.self[l],
    total: lines.total[l],
  }));
}

/** The same, added up anew from the stacks. */
function rowsOfStacks({ lines, lineStart, lineAt, stackStart, stack, value }: LinedStacks) {
  const self = new Float64Array(lines.length);
  const total = new Float64Array(lines.length);
  value.forEach((amount, sample) => {
    const locations = stack.subarray(stackStart[sample], stackStart[sample + 1]);
    const inStack = Array.from(locations, (l) => Array.from(lineAt.subarray(lineStart[l], lineStart[l + 1])));
    new Set(inStack.flat()).forEach((line) => (total[line] += amount));
    if (inStack[0]?.length) {
      self[inStack[0][0]] += amount;
    }
  });
  return rowsOf({ lines: { ...lines, self, total } } as LinedStacks);
}

function summed(parts: readonly LinedStacks[]) {
  const sums = new Map<string, { self: number; total: number }>();
  for (const { key, self, total } of parts.flatMap(rowsOf)) {
    const before = sums.get(key) ?? { self: 0, total: 0 };
    sums.set(key, { self: before.self + self, total: before.total + total });
  }
  return sums;
}

it('adds up what is the same line, and keeps every stack', () => {
  const parts = ['1795342663', '1795342723', '1795342783'].map(cpu);
  const merged = mergeLines(parts);
  const rows = rowsOf(merged);
  expect(new Map(rows.map(({ key, ...numbers }) => [key, numbers]))).toEqual(summed(parts));
  expect(rows.length).toBe(new Set(rows.map(({ key }) => key)).size);
  expect(rowsOfStacks(merged)).toEqual(rows);
  expect(merged.total).toBe(parts.reduce((sum, { total }) => sum + total, 0));
  expect(merged.value).toHaveLength(parts.reduce((sum, { value }) => sum + value.length, 0));
});

it('of one profile is that profile, of none without samples the rest', () => {
  const one = cpu('1795342663');
  const nothing = drained(linesInSteps([], 'cpu'));
  expect(rowsOf(mergeLines([one]))).toEqual(rowsOf(one));
  expect(rowsOfStacks(mergeLines([nothing, one]))).toEqual(rowsOf(one));
});

it('keeps lines apart whatever signs their names hold', () => {
  const lineOf = (name: string, file: string): LinedStacks => ({
    lines: {
      length: 1,
      name: [name],
      file: [file],
      line: Float64Array.of(1),
      self: Float64Array.of(1),
      total: Float64Array.of(1),
    },
    ...{ lineStart: Int32Array.of(0, 1), lineAt: Int32Array.of(0), bare: new Map() },
    ...{ stackStart: Int32Array.of(0, 1), stack: Int32Array.of(0), value: Float64Array.of(1), total: 1, notLoaded: 0 },
  });
  const { lines } = mergeLines([lineOf('a\0b', 'c'), lineOf('a', 'b\0c'), lineOf('a', 'b\0c')]);
  expect(lines).toMatchObject({ name: ['a\0b', 'a'], file: ['c', 'b\0c'], self: Float64Array.of(1, 2) });
});
