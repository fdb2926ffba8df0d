import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Profile } from './model';
import { profileFromPprof } from './pprof/profile';
import { callees, callers } from './testing/merged';
import { symbolTable } from './table';

// What `go tool pprof` says about the same files; scripts/pprof-golden.mjs writes it down.
const GOLDEN = join(__dirname, 'testdata/golden');
const PROFILES = join(__dirname, '../../standalone/demo/profiles');

interface Golden {
  symbols: Array<{ self: number; total: number; name: string }>;
  edges: Array<{ caller: string; callee: string; value: number }>;
}

function readGolden(file: string): Golden {
  const [top, peek] = gunzipSync(readFileSync(join(GOLDEN, file)))
    .toString()
    .split('\n\n');
  const symbols = top.split('\n').map((line) => {
    const [self, total, name] = line.split('\t');
    return { self: Number(self), total: Number(total), name };
  });
  const edges = (peek ? peek.split('\n') : []).map((line) => {
    const [caller, callee, value] = line.split('\t').map(Number);
    return { caller: symbols[caller].name, callee: symbols[callee].name, value };
  });
  return { symbols, edges };
}

/** `tsc.wall.tsv.gz` and `1795342603-block.delay.tsv.gz` name the profile and the sample type. */
function readProfile(goldenFile: string): Profile {
  const [name, sampleType] = goldenFile.split('.');
  const file = name === 'tsc' ? 'tsc/tsc.pb.gz' : `pyroscope/${name}.${sampleType}.pb.gz`;
  return profileFromPprof(gunzipSync(readFileSync(join(PROFILES, file))), sampleType);
}

/** Symbols that are twice on some stack. */
function recursiveSymbols(profile: Profile): Set<string> {
  const found = new Set<string>();
  const onStack = new Int32Array(profile.frames.names.length);
  const open: number[] = [];
  for (let i = 1; i < profile.length; i++) {
    while (open.length > 0 && profile.end[open[open.length - 1]] <= i) {
      onStack[profile.symbol[open.pop()!]]--;
    }
    open.push(i);
    if (++onStack[profile.symbol[i]] > 1) {
      found.add(profile.frames.names[profile.symbol[i]]);
    }
  }
  return found;
}

/** Names and values of row 0's children. */
function neighbors(sandwich: Profile): Map<string, number> {
  const found = new Map<string, number>();
  for (let child = 1; child < sandwich.length; child = sandwich.end[child]) {
    found.set(sandwich.frames.names[sandwich.symbol[child]], sandwich.total[child]);
  }
  return found;
}

function sameEntries(a: Map<string, number>, b: Map<string, number>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}

const files = readdirSync(GOLDEN);

describe('against go tool pprof', () => {
  it('has a golden file for every demo profile and sample type', () => {
    const index = JSON.parse(readFileSync(join(PROFILES, 'index.json'), 'utf8')) as unknown[];
    expect(files).toHaveLength(index.length + 1);
  });

  it.each(files)('%s: self and total of every symbol equal -top', (file) => {
    const { symbols } = readGolden(file);
    const profile = readProfile(file);
    const table = symbolTable(profile);
    const ours = profile.frames.names
      .map((name, s) => ({ self: table.self[s], total: table.total[s], name }))
      .filter((_, s) => table.occurrences[s] > 0)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(ours.length).toBeGreaterThan(10);
    expect(ours).toEqual(symbols);
  });

  it.each(files)('%s: callers and callees of symbols without recursion equal the edges of -peek', (file) => {
    const { symbols, edges } = readGolden(file);
    const profile = readProfile(file);
    const recursive = recursiveSymbols(profile);
    const calleesOf = new Map(symbols.map(({ name }) => [name, new Map<string, number>()]));
    const callersOf = new Map(symbols.map(({ name }) => [name, new Map<string, number>()]));
    for (const { caller, callee, value } of edges) {
      calleesOf.get(caller)!.set(callee, value);
      callersOf.get(callee)!.set(caller, value);
    }
    const compared = symbols.filter(({ name }) => !recursive.has(name));
    expect(compared.length).toBeGreaterThan(10);
    // One comparison of everything: 50,000 single ones would take longer than the computing.
    const ours = compared.map(({ name }) => {
      const symbol = profile.frames.names.indexOf(name);
      return [name, neighbors(callees(profile, symbol)), neighbors(callers(profile, symbol))] as const;
    });
    const differing = ours.filter(
      ([name, down, up]) => !sameEntries(down, calleesOf.get(name)!) || !sameEntries(up, callersOf.get(name)!)
    );
    expect(differing).toEqual([]);
    expect(ours.reduce((sum, [, down]) => sum + down.size, 0)).toBeGreaterThan(10);
  });
});
