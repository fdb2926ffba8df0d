import { spawnSync, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { buildProfile } from '../build';
import type { Profile } from '../model';
import { linedStacks, type LinedStacks } from '../pprof/lines';
import { profileFromPprof } from '../pprof/profile';
import { profileFromStacks } from '../stacks';
import { drained } from '../steps';
import { symbolTable } from '../table';
import { applyTransforms } from '../testing/merged';
import type { Transform } from '../transforms/transforms';
import { linedInSteps } from './lined';
import type { Origin } from './origin';
import { writePprof } from './pprof';
import { shownProfile, type Shown } from './shown';

const origin: Origin = {
  ...{ service: 'checkout', profileName: 'process_cpu', sampleType: 'cpu', sampleUnit: 'nanoseconds' },
  range: undefined,
};
const WHOLE: Shown = { kind: 'whole' };
const read = (file: string) => new Uint8Array(gunzipSync(readFileSync(join(__dirname, '..', file))));
/** A Go program with inlined functions and recursion, and a server of many. */
const SMALL = read('pprof/testdata/list/cpu.pb.gz');
const SERVER = read('../../standalone/demo/profiles/pyroscope/1795342663-process_cpu.cpu.pb.gz');

/** The same profile as a data source's graph: siblings by value, no files. */
function asGraph({ length, level, total, self, symbol, frames, end }: Profile): Profile {
  const rows: number[] = [];
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    rows.push(node);
    const children: number[] = [];
    for (let child = node + 1; child < end[node]; child = end[child]) {
      children.push(child);
    }
    open.push(...children.sort((a, b) => total[a] - total[b]));
  }
  expect(rows).toHaveLength(length);
  const pick = (column: ArrayLike<number>) => rows.map((row) => column[row]);
  return buildProfile({
    ...{ level: pick(level), value: pick(total), self: pick(self), label: pick(symbol) },
    symbols: [...frames.names],
  });
}

function exported(screen: Profile, shown: Shown, stacks: LinedStacks, factor = 1): Uint8Array<ArrayBuffer> {
  const { profile, lineOf } = drained(linedInSteps(screen, shown, stacks, factor));
  return writePprof(profile, origin, lineOf);
}

/** "self total name file:line" of every line that has a value. */
function linesOf({ lines: { length, name, file, line, self, total } }: LinedStacks): string[] {
  return Array.from({ length }, (_, l) => `${self[l]} ${total[l]} ${name[l]} ${file[l]}:${line[l]}`)
    .filter((row) => !row.startsWith('0 0 '))
    .sort();
}

/** "self total name" of every symbol that has a value. */
function symbolsOf(profile: Profile): string[] {
  const { self, total } = symbolTable(profile);
  return profile.frames.names
    .flatMap((name, s) => (s > 0 && total[s] > 0 ? [`${self[s]} ${total[s]} ${name}`] : []))
    .sort();
}

it.each([
  ['a small program', SMALL],
  ['a server', SERVER],
])('of a graph that knows no lines has those of the whole profile: %s', (_, bytes) => {
  const written = exported(asGraph(profileFromPprof(bytes, 'cpu')), WHOLE, linedStacks(bytes, 'cpu'));
  const wanted = linesOf(linedStacks(bytes, 'cpu'));
  expect(wanted.length).toBeGreaterThan(20);
  expect(linesOf(linedStacks(written, 'cpu'))).toEqual(wanted);
  if (hasGo) {
    expect(goLines(bytes).length).toBeGreaterThan(20);
    expect(goLines(written)).toEqual(goLines(bytes));
  }
});

const hasGo = spawnSync('go', ['tool', 'pprof', '-h'], { stdio: 'ignore' }).status !== null;

/** What `go tool pprof -top -lines` prints, without its shares and what was inlined. */
function goLines(bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lined-'));
  try {
    const file = join(folder, 'cpu.pb.gz');
    writeFileSync(file, gzipSync(bytes));
    const options = ['-top', '-lines', '-sample_index=cpu', '-nodecount=0', '-nodefraction=0', '-edgefraction=0'];
    return execFileSync('go', ['tool', 'pprof', ...options, '-unit=ns', file], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .split('\n')
      .filter((line) => /^ *\d/.test(line))
      .map((line) => line.replace(/ \((partial-)?inline\)$/, '').replace(/[\d.]+%/g, ''))
      .sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('of what is on screen', () => {
  const whole = asGraph(profileFromPprof(SERVER, 'cpu'));
  const stacks = linedStacks(SERVER, 'cpu');
  const heaviest = whole.frames.names[whole.symbol[2]];
  const transforms: Transform[][] = [
    [],
    [{ kind: 'merge', about: 'runtime.mallocgc' }],
    [{ kind: 'hide', about: heaviest }],
    [{ kind: 'drop-below', about: heaviest }, { kind: 'flatten' }],
    [{ kind: 'packages' }],
  ];
  const parts: Shown[] = [WHOLE, { kind: 'focus', node: 2 }, { kind: 'sandwich', symbol: heaviest }];
  const cases = transforms.flatMap((list) =>
    parts.map((part): [string, Transform[], Shown] => [part.kind, list, part])
  );

  it.each(cases)('%s, %j: the numbers of the picture, lines of the file', (_, list, part) => {
    const screen = list.length === 0 ? whole : applyTransforms(whole, list);
    const bytes = exported(screen, part, stacks);
    expect(symbolsOf(profileFromPprof(bytes, 'cpu'))).toEqual(symbolsOf(shownProfile(screen, part)));
    const { lines } = linedStacks(bytes, 'cpu');
    const known = new Set(Array.from({ length: stacks.lines.length }, (_, l) => placeOf(stacks.lines, l)));
    const unknown = Array.from({ length: lines.length }, (_, l) => placeOf(lines, l)).filter(
      (place) => !known.has(place)
    );
    // A package has no lines; all others have those that samples were taken in.
    expect(unknown.filter((place) => !place.endsWith(' :0'))).toEqual([]);
    expect(unknown.length > 0).toBe(lines.length > 0 && list.some(({ kind }) => kind === 'packages'));
  });

  it('divided as an average is', () => {
    const { total } = symbolTable(profileFromPprof(exported(scaled(whole, 1 / 4), WHOLE, stacks, 1 / 4), 'cpu'));
    expect(Math.max(...total)).toBe(Math.max(...symbolTable(whole).total) / 4);
  });
});

const placeOf = ({ name, file, line }: LinedStacks['lines'], l: number) => `${name[l]} ${file[l]}:${line[l]}`;
const scaled = (profile: Profile, factor: number): Profile => ({
  ...profile,
  ...{ self: profile.self.map((value) => value * factor), total: profile.total.map((value) => value * factor) },
});

/** Frames as "name:line", from the root's child down. */
type Lined = ReadonlyArray<{ frames: readonly string[]; value: number }>;
const nameOf = (frame: string) => frame.split(':')[0];

function stacksOf(lined: Lined): LinedStacks {
  const all = [...new Set(lined.flatMap(({ frames }) => frames))];
  const zeros = new Float64Array(all.length);
  return {
    lines: {
      ...{ length: all.length, name: all.map(nameOf), file: all.map(() => 'a.go') },
      ...{ line: Float64Array.from(all, (frame) => Number(frame.split(':')[1])), self: zeros, total: zeros },
    },
    ...{
      lineStart: Int32Array.from({ length: all.length + 1 }, (_, i) => i),
      lineAt: Int32Array.from(all, (_, i) => i),
    },
    bare: new Map(),
    stackStart: Int32Array.from(lined.reduce((ends, { frames }) => [...ends, ends.at(-1)! + frames.length], [0])),
    stack: Int32Array.from(lined.flatMap(({ frames }) => [...frames].reverse().map((frame) => all.indexOf(frame)))),
    value: Float64Array.from(lined, ({ value }) => value),
    ...{ total: lined.reduce((sum, { value }) => sum + value, 0), notLoaded: 0 },
  };
}

function pathsOf(lined: Lined): Record<string, number> {
  const paths: Record<string, number> = {};
  lined.forEach(({ frames, value }) => (paths[frames.join(' ')] = (paths[frames.join(' ')] ?? 0) + value));
  return paths;
}

it('keeps the lines of what transforms keep', () => {
  const frame = fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 }))
    .map((parts) => parts.join(':'));
  const anyLined = fc.array(
    fc.record({ frames: fc.array(frame, { minLength: 1, maxLength: 6 }), value: fc.integer({ min: 1, max: 9 }) }),
    { maxLength: 12 }
  );
  const isA = (name: string) => nameOf(name) === 'a';
  const kinds: Record<string, (frames: readonly string[]) => readonly string[] | undefined> = {
    keep: (frames) => (frames.some(isA) ? frames : undefined),
    hide: (frames) => (frames.some(isA) ? undefined : frames),
    merge: (frames) => frames.filter((name) => !isA(name)),
    'drop-above': (frames) => (frames.some(isA) ? frames.slice(frames.findIndex(isA)) : undefined),
  };
  fc.assert(
    fc.property(anyLined, fc.constantFrom(...Object.keys(kinds)), (lined, kind) => {
      const source = profileFromStacks(lined.map(({ frames, value }) => ({ frames: frames.map(nameOf), value })));
      const screen = applyTransforms(source, [{ kind, about: 'a' } as Transform]);
      const { profile, lineOf } = drained(linedInSteps(screen, WHOLE, stacksOf(lined), 1));
      const got = Array.from(profile.self, (value, leaf) => {
        const frames: string[] = [];
        for (let node = leaf; node > 0; node = profile.parent[node]) {
          const { name, line } = lineOf(profile.symbol[node]);
          frames.unshift(`${name}:${line}`);
        }
        return { frames, value };
      }).filter(({ value }) => value > 0);
      const wanted = lined.flatMap(({ frames, value }) => {
        const kept = kinds[kind](frames);
        return kept ? [{ frames: kept, value }] : [];
      });
      expect(pathsOf(got)).toEqual(pathsOf(wanted));
    }),
    { numRuns: 300 }
  );
});

it('says of several frames that became one the line of the innermost, from which the next was called', () => {
  const lined = [{ frames: ['a:1', 'a:2', 'b:3', 'a:4'], value: 5 }];
  const source = profileFromStacks(lined.map(({ frames, value }) => ({ frames: frames.map(nameOf), value })));
  const screen = applyTransforms(source, [{ kind: 'flatten' }]);
  const { profile, lineOf } = drained(linedInSteps(screen, WHOLE, stacksOf(lined), 1));
  expect(Array.from(profile.symbol.subarray(1), (symbol) => lineOf(symbol).line)).toEqual([2, 3, 4]);
});

it('is refused where the lines are of other profiles than the picture', () => {
  const lined = [
    { frames: ['main:1', 'read:2'], value: 90 },
    { frames: ['main:1', 'new:3'], value: 10 },
  ];
  const picture = (text: Array<[string[], number]>) =>
    profileFromStacks(text.map(([frames, value]) => ({ frames, value })));
  const run =
    (screen: Profile, stacks = stacksOf(lined)) =>
    () =>
      drained(linedInSteps(screen, WHOLE, stacks, 1));
  expect(run(picture([[['main', 'read'], 90]]))).toThrow('totals');
  // Of the same total, but with other stacks.
  expect(run(picture([[['main', 'read'], 100]]))).toThrow('totals');
  const same = picture([
    [['main', 'read'], 90],
    [['main', 'new'], 10],
  ]);
  expect(run(same)).not.toThrow();
  // The server cut what was to be whole.
  expect(run(same, { ...stacksOf(lined), notLoaded: 5 })).toThrow('totals');
});

it('finds frames without symbols, whether the picture has them or not', () => {
  const [first, second] = [stacksOf([{ frames: ['main:1', 'gone:0', 'read:2'], value: 5 }]), 'libc.so 0x10'];
  const gone = first.lines.name.indexOf('gone');
  const starts = [...first.lineStart].map((start, i) => (i > gone ? start - 1 : start));
  const stacks: LinedStacks = {
    ...first,
    lineStart: Int32Array.from(starts),
    lineAt: first.lineAt.filter((line) => line !== gone),
    bare: new Map([[gone, second]]),
  };
  const names = (frames: string[]) => {
    const { profile, lineOf } = drained(linedInSteps(profileFromStacks([{ frames, value: 5 }]), WHOLE, stacks, 1));
    return Array.from(profile.symbol.subarray(1), (symbol) => {
      const { name, line } = lineOf(symbol);
      return `${name}:${line}`;
    });
  };
  expect(names(['main', 'read'])).toEqual(['main:1', 'read:2']);
  expect(names(['main', second, 'read'])).toEqual(['main:1', 'libc.so 0x10:0', 'read:2']);
});
