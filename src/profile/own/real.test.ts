import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { readName, shownText } from '../naming/readName';
import { profileFromPprof } from '../pprof/profile';
import { chargeOwn, NO_OWN } from './charge';
import { ownership } from './ownership';
import { profileFromStacks, type Stack } from '../stacks';
import { suggestOwn } from './suggest';

const PROFILES = join(__dirname, '../../../standalone/demo/profiles');

function read(file: string, sampleType: string) {
  return profileFromPprof(gunzipSync(readFileSync(join(PROFILES, file))), sampleType);
}

/**
 * Recorded profiles of a Go server, whose build id names the repository; shares of the whole in per cent. Own is what
 * `go tool pprof -sample_index=cpu -focus 'github.com/grafana/pyroscope/' -top -nodefraction=0 -nodecount=100000` accounts
 * for (Go 1.26): 28.15 s, 14,049.76 MB, 579 goroutines.
 */
describe('a recorded Go server', () => {
  it.each([
    ['process_cpu.cpu', 'cpu', 28.15e9, 74.3, { gc: 14.9, scheduler: 2.1, library: 6.7 }],
    ['memory.alloc_space', 'alloc_space', 14049.76 * 2 ** 20, 98, { library: 1.8 }],
    ['goroutines.goroutine', 'goroutine', 579, 37.3, { idle: 60.9, library: 1.7 }],
  ])('%s', (file, sampleType, focused, own, none) => {
    const profile = read(`pyroscope/1795342783-${file}.pb.gz`, sampleType);
    const owners = ownership(profile, { words: new Map() });
    const charges = chargeOwn(profile, owners);
    expect(owners.modules.get('github.com/grafana/pyroscope')).toBe('build');
    // pprof prints six digits.
    expect(charges.ownTotal / focused).toBeCloseTo(1, 6);
    const share = (value: number) => Math.round((1000 * value) / profile.total[0]) / 10;
    expect(share(charges.ownTotal)).toBeCloseTo(own, 1);
    expect(Object.fromEntries(Object.keys(none).map((kind) => [kind, share(charges.none[kind as 'gc'])]))).toEqual(
      none
    );
    const sum = NO_OWN.reduce((all, kind) => all + charges.none[kind], charges.ownTotal + charges.notLoaded);
    expect(sum).toBe(profile.total[0]);
  });

  it('is suggested where nothing tells whose it is', () => {
    const recorded = read('pyroscope/1795342783-process_cpu.cpu.pb.gz', 'cpu');
    const profile = { ...recorded, frames: { ...recorded.frames, program: undefined } };
    const words = new Map();
    const [first, second] = suggestOwn(profile, ownership(profile, { words }), words, 2);
    expect(first.package).toBe('github.com/grafana/pyroscope');
    expect(first.total / profile.total[0]).toBeCloseTo(0.743, 3);
    expect(second.package).toBe('github.com/grafana/dskit');
  });
});

/** The stacks of a recorded program, as text. */
function recordedStacks(program: string): Stack[] {
  const text = gunzipSync(readFileSync(join(PROFILES, `programs/${program}.folded.gz`))).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.lastIndexOf(' ');
      return { frames: line.slice(0, at).split(';'), value: Number(line.slice(at)) };
    });
}

/** Small servers, recorded; what is own is told apart here by how its names begin, stack by stack. */
describe.each([
  ['java', /^com[/.]example[/.]shop[/.]/, 'main', 85.9, { scheduler: 0.6, runtime: 13.6 }],
  ['python', /^shop\//, 'file', 32.6, { idle: 42.6, runtime: 24.8 }],
  ['node', /^\.\/dist\//, 'file', 62.5, { gc: 12.2, scheduler: 7.3, idle: 2.7, library: 8.3, runtime: 7 }],
])('a recorded %s server', (program, isOwn, by, own, none) => {
  const stacks = recordedStacks(program);
  const profile = profileFromStacks(stacks);
  const owners = ownership(profile, { words: new Map() });
  const charges = chargeOwn(profile, owners);

  it('charges each stack to its deepest own function', () => {
    const expected = new Map<string, number>();
    for (const { frames, value } of stacks) {
      const deepest = [...frames].reverse().find((name) => isOwn.test(name));
      if (deepest !== undefined) {
        expected.set(deepest, (expected.get(deepest) ?? 0) + value);
      }
    }
    const found = new Map(
      profile.frames.names.flatMap((name, s) => (charges.own[s] > 0 ? [[name, charges.own[s]]] : []))
    );
    expect(found).toEqual(expected);
  });

  it('tells own code by itself, and what the other stacks do', () => {
    expect([...new Set(owners.modules.values())]).toEqual([by]);
    const share = (value: number) => Math.round((1000 * value) / profile.total[0]) / 10;
    expect(share(charges.ownTotal)).toBe(own);
    const kinds = NO_OWN.filter((kind) => charges.none[kind] > 0);
    expect(Object.fromEntries(kinds.map((kind) => [kind, share(charges.none[kind])]))).toEqual(none);
  });

  it('suggests nothing that is a runtime’s, or that files decided', () => {
    expect(suggestOwn(profile, owners, new Map(), 5)).toEqual([]);
  });
});

/** Each stack's frames as name and file, the innermost first, with its value; read by another decoder. */
function framesOf(file: string) {
  const profile = Profile.decode(gunzipSync(readFileSync(join(PROFILES, file))));
  const text = (at: number | bigint) => profile.stringTable.strings[Number(at)];
  const functions = new Map(profile.function.map((f) => [f.id, { name: text(f.name), file: text(f.filename) }]));
  const lines = new Map(profile.location.map(({ id, line }) => [id, line.map((l) => functions.get(l.functionId)!)]));
  return profile.sample.map(({ locationId, value }) => ({
    frames: locationId.flatMap((id) => lines.get(id)!),
    value: Number(value.at(-1)),
  }));
}

/** Small programs, recorded by scripts/record-programs.mjs with what was inlined; own are the files of the program. */
describe.each([
  ['rust', /^src\//, ['shop::receipt::render', 'shop::cart::Catalog::price_of'], {}],
  ['cpp', /^shop\//, ['shop::Receipt::render(shop::Cart const&) const'], {}],
])('a recorded %s program', (program, isOwn, top, none) => {
  const profile = read(`programs/${program}.pb.gz`, 'cpu');
  const owners = ownership(profile, { words: new Map() });
  const charges = chargeOwn(profile, owners);
  const byName = (charged: Iterable<[string, number]>) => [...charged].sort((a, b) => b[1] - a[1]);

  it('charges each stack to its deepest function in an own file: libraries, allocation and libc to who called them', () => {
    const expected = new Map<string, number>();
    for (const { frames, value } of framesOf(`programs/${program}.pb.gz`)) {
      const deepest = frames.find(({ file }) => isOwn.test(file));
      if (deepest !== undefined) {
        expected.set(deepest.name, (expected.get(deepest.name) ?? 0) + value);
      }
    }
    const { names } = profile.frames;
    const found = new Map(names.flatMap((name, s) => (charges.own[s] > 0 ? [[name, charges.own[s]]] : [])));
    expect(found).toEqual(expected);
    expect(
      byName(found)
        .slice(0, top.length)
        .map(([name]) => shownText(readName(name)))
    ).toEqual(top);
  });

  it('charges within a hundredth of the whole the same by names alone, as flame graphs come, once its namespace is known', () => {
    const bare = { ...profile, frames: { ...profile.frames, places: undefined, program: undefined } };
    // C++ has no entry that tells, so that the page asks.
    const words = new Map(program === 'cpp' ? [['shop', 'yes' as const]] : []);
    const byNames = chargeOwn(bare, ownership(bare, { words }));
    const apart = byNames.own.map((own, s) => Math.abs(own - charges.own[s]) / profile.total[0]);
    expect(Math.max(...apart)).toBeLessThan(0.01);
  });

  it('tells own code by its files, and what the other stacks do', () => {
    expect([...owners.modules.values()]).toContain('file');
    const share = (value: number) => Math.round((1000 * value) / profile.total[0]) / 10;
    const kinds = NO_OWN.filter((kind) => charges.none[kind] > 0);
    expect(Object.fromEntries(kinds.map((kind) => [kind, share(charges.none[kind])]))).toEqual(none);
  });
});

describe('a recorded Node program', () => {
  it('without files is the runtime as far as names tell, and adds up', () => {
    const profile = read('tsc/tsc.pb.gz', 'wall');
    const { ownTotal, none, notLoaded } = chargeOwn(profile, ownership(profile, { words: new Map() }));
    expect(NO_OWN.reduce((all, kind) => all + none[kind], ownTotal + notLoaded)).toBe(profile.total[0]);
  });
});
