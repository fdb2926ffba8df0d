import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FrameKind, type Profile } from '../model';
import { profileFromPprof } from '../pprof/profile';
import { profileFromStacks, StackBuilder } from '../stacks';
import { symbolTable } from '../table';
import { cutOf, type Origin } from './origin';
import { writePprof } from './pprof';
import { shownProfile, type Shown } from './shown';

const PROFILES = join(__dirname, '../../../standalone/demo/profiles');
const from = Date.UTC(2026, 10, 26, 18);
const origin: Origin = {
  service: 'checkout',
  profileName: 'process_cpu',
  sampleType: 'cpu',
  sampleUnit: 'nanoseconds',
  range: { from, to: from + 3_600_000 },
};
const demo = profileFromPprof(gunzipSync(readFileSync(join(PROFILES, 'tsc/tsc.pb.gz'))), 'wall');

/** "self total name" of every symbol, sorted by name. */
function top(profile: Profile): string[] {
  const { self, total, occurrences } = symbolTable(profile);
  return profile.frames.names
    .flatMap((name, s) => (occurrences[s] > 0 && s > 0 ? [`${self[s]} ${total[s]} ${name}`] : []))
    .sort();
}

/** The same as Go's own tool prints it. */
function goTop(bytes: Uint8Array): string[] {
  return inGo(bytes, ['-top', '-nodecount=0', '-nodefraction=0', '-edgefraction=0', '-unit=ns'])
    .flatMap((line) => {
      const [, self, total, name] = /^ *(\d+)(?:ns)? +\S+% +\S+% +(\d+)(?:ns)? +\S+% {2}(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [`${self} ${total} ${name}`];
    })
    .sort();
}

function inGo(bytes: Uint8Array, report: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  try {
    const file = join(folder, 'exported.pb.gz');
    writeFileSync(file, gzipSync(bytes));
    return execFileSync('go', ['tool', 'pprof', ...report, file], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasGo = spawnSync('go', ['tool', 'pprof', '-h'], { stdio: 'ignore' }).status !== null;
const readers: Array<[string, (bytes: Uint8Array) => string[]]> = [
  ['our reader', (bytes) => top(profileFromPprof(bytes, 'cpu'))],
  ...(hasGo ? [['go tool pprof', goTop] as [string, typeof goTop]] : []),
];

const heaviest = demo.frames.names[demo.symbol[1]];
const parts: Array<[string, Shown]> = [
  ['the whole', { kind: 'whole' }],
  ['a focused frame', { kind: 'focus', node: 2 }],
  ['a sandwich', { kind: 'sandwich', symbol: heaviest }],
];

describe.each(readers)('opened in %s', (_, read) => {
  it.each(parts)('%s of a real profile has the same numbers', (_, shown) => {
    const exported = shownProfile(demo, shown);
    expect(exported.length).toBeGreaterThan(100);
    expect(read(writePprof(exported, origin))).toEqual(top(exported));
  });
});

it('keeps files, times, type and bounds', () => {
  const builder = new StackBuilder();
  builder.push(builder.intern('main'));
  builder.endStack(97);
  builder.push(builder.intern('main'));
  builder.push(builder.intern('other', FrameKind.notLoaded));
  builder.endStack(3);
  const cut = builder.build();
  const bytes = writePprof(cut, { ...origin, cut: cutOf(cut) });
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('lower bounds, 3.0 % not loaded');
  expect(text).toContain('checkout, process_cpu:cpu, 2026-11-26T18:00:00Z to 2026-11-26T19:00:00Z');
  // What was cut is read as what was cut.
  const read = profileFromPprof(bytes, 'cpu');
  expect(Array.from(read.frames.kinds)).toContain(FrameKind.notLoaded);
  const { places, names } = profileFromPprof(writePprof(demo, origin), 'cpu').frames;
  const withFile = names.findIndex((_, s) => places!.offset[s] < places!.offset[s + 1]);
  const before = demo.frames.places!;
  const there = demo.frames.names.indexOf(names[withFile]);
  expect(places!.files[places!.file[places!.offset[withFile]]]).toBe(before.files[before.file[before.offset[there]]]);
  if (hasGo) {
    const said = inGo(bytes, ['-top', '-unit=ns']).join('\n');
    expect(said).toContain('Type: cpu');
    expect(said).toContain('Time: 2026-11-26 18:00:00 UTC');
    expect(said).toContain('Duration: 1hrs');
    expect(inGo(bytes, ['-comments']).join('\n')).toContain('lower bounds, 3.0 % not loaded');
  }
});

it('writes any stacks so that they are read as the same', () => {
  const stack = fc.record({
    frames: fc.array(fc.oneof(fc.constantFrom('a', 'b', 'ä;"\n'), fc.string({ unit: 'grapheme', minLength: 1 })), {
      minLength: 1,
      maxLength: 6,
    }),
    value: fc.integer({ min: 0, max: 2 ** 53 / 64 }),
  });
  fc.assert(
    fc.property(fc.array(stack, { maxLength: 8 }), (stacks) => {
      const wanted = profileFromStacks(stacks.filter(({ frames }) => frames.at(-1) !== 'other'));
      expect(top(profileFromPprof(writePprof(wanted, origin), 'cpu'))).toEqual(top(wanted));
    }),
    { numRuns: 60 }
  );
});
