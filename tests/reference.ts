import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';

export interface SymbolNumbers {
  self: number;
  total: number;
}

/** One sample: its stack from the root's side down to the leaf, and its value. */
export interface Stack {
  names: string[];
  value: number;
}

interface Frame {
  name: string;
  line: number;
}

/**
 * Every sample of a pprof file, in the unit of the sample type, its frames from the root's side down.
 * Pyroscope drops Go's type parameters from names when it takes a profile in.
 */
function samplesOf(file: string, sampleType: string): Array<{ frames: Frame[]; value: number }> {
  const bytes = readFileSync(file);
  const profile = Profile.decode(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  const text = (index: unknown) => profile.stringTable.strings[Number(index)];
  const column = profile.sampleType.findIndex(({ type }) => text(type) === sampleType);
  const functions = new Map(
    profile.function.map((f) => [
      Number(f.id),
      text(f.name)
        .replace(/\[go\.shape.*\]/, '')
        .replace(/\[\.\.\.\]/, ''),
    ])
  );
  const frames = new Map(
    profile.location.map((l) => [
      Number(l.id),
      l.line.map(({ functionId, line }) => ({ name: functions.get(Number(functionId))!, line: Number(line) })),
    ])
  );
  return profile.sample.map((sample) => ({
    frames: sample.locationId.flatMap((id) => frames.get(Number(id))!).reverse(),
    value: Number(sample.value[column]),
  }));
}

/** The same by names alone. */
export function stacksOf(file: string, sampleType: string): Stack[] {
  return samplesOf(file, sampleType).map(({ frames, value }) => ({ names: frames.map(({ name }) => name), value }));
}

/** Self and total of each line of each function, by name and line, sample by sample; lines without a value are left out. */
export function linesBySymbol(files: readonly string[], sampleType: string): Map<string, Map<number, SymbolNumbers>> {
  const found = new Map<string, Map<number, SymbolNumbers>>();
  for (const { frames, value } of files.flatMap((file) => samplesOf(file, sampleType))) {
    const counted = new Set<SymbolNumbers>();
    frames.forEach(({ name, line }, i) => {
      const lines = found.get(name) ?? new Map<number, SymbolNumbers>();
      const numbers = lines.get(line) ?? { self: 0, total: 0 };
      if (value > 0) {
        found.set(name, lines.set(line, numbers));
      }
      numbers.total += counted.has(numbers) ? 0 : value;
      numbers.self += i === frames.length - 1 ? value : 0;
      counted.add(numbers);
    });
  }
  return found;
}

/** Self and total of every function of a pprof file, the slow and obvious way: once a sample for each name in its stack. */
export function symbolsOf(file: string, sampleType: string): Map<string, SymbolNumbers> {
  const symbols = new Map<string, SymbolNumbers>();
  for (const { names, value } of stacksOf(file, sampleType)) {
    new Set(names).forEach((name) => {
      const numbers = symbols.get(name) ?? { self: 0, total: 0 };
      numbers.total += value;
      numbers.self += name === names.at(-1) ? value : 0;
      symbols.set(name, numbers);
    });
  }
  return symbols;
}

/** Several files as one profile. */
export function mergedSymbols(all: Array<Map<string, SymbolNumbers>>): Map<string, SymbolNumbers> {
  const merged = new Map<string, SymbolNumbers>();
  for (const [name, { self, total }] of all.flatMap((symbols) => [...symbols])) {
    const numbers = merged.get(name) ?? { self: 0, total: 0 };
    merged.set(name, { self: numbers.self + self, total: numbers.total + total });
  }
  return merged;
}

/** The first `count` by self, then by name: the order in which the table opens. */
export function topBySelf(symbols: Map<string, SymbolNumbers>, count: number): Array<[string, SymbolNumbers]> {
  return [...symbols].sort(([a, x], [b, y]) => y.self - x.self || (a < b ? -1 : 1)).slice(0, count);
}

const UNITS: Record<string, number> = {
  ns: 1,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 60e9,
  mins: 60e9,
  hour: 3600e9,
  hours: 3600e9,
  '': 1,
  K: 1e3,
  Mil: 1e6,
  Bil: 1e9,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  cores: 1,
};

/**
 * The interval of values that a text of the page can stand for: "2.97 mins" is anything that rounds to it.
 * @throws when the text is no number with a unit known here
 */
export function shownInterval(text: string): { low: number; high: number } {
  const match = /^(?:≥ )?(-?\d+(?:\.(\d+))?)\s?(\S*)$/.exec(text.trim());
  const scale = match ? UNITS[match[3]] : undefined;
  if (!match || scale === undefined) {
    throw new Error(`not a value: ${text}`);
  }
  // Three significant digits; zeros at the end are not shown, so "24 s" stands for 23.95 s to 24.05 s.
  const amount = Number(match[1]);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(amount), 1))));
  const half = 0.5000001 * 10 ** -digits;
  return { low: (amount - half) * scale, high: (amount + half) * scale };
}

/** A part of a whole as the page writes it: "12.4 %", "0.31 %". */
export function shareText(value: number, whole: number): string {
  const percent = (100 * value) / whole;
  return percent > 0 && percent < 0.01 ? '< 0.01 %' : `${Number(percent.toFixed(percent < 1 ? 2 : 1))} %`;
}

/** What stacks do below a path: by the name of the next frame its value, in byte order of the names. */
export function childrenOf(stacks: Stack[], path: readonly string[]): Array<[string, number]> {
  const children = new Map<string, number>();
  for (const { names, value } of stacks) {
    if (names.length > path.length && path.every((name, i) => names[i] === name)) {
      children.set(names[path.length], (children.get(names[path.length]) ?? 0) + value);
    }
  }
  return [...children]
    .filter(([, value]) => value > 0)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** What the page's tree says of the frame at a path: "runtime.mallocgc, 12.4 % of total, self 3.1 %, child 2 of 7". */
export function treeLabel(stacks: Stack[], path: readonly string[]): string {
  const whole = stacks.reduce((sum, { value }) => sum + value, 0);
  const siblings = childrenOf(stacks, path.slice(0, -1));
  const place = siblings.findIndex(([name]) => name === path.at(-1));
  const [name, value] = siblings[place];
  const self = value - childrenOf(stacks, path).reduce((sum, [, child]) => sum + child, 0);
  const shares = `${shareText(value, whole)} of total, self ${shareText(self, whole)}`;
  return `${name}, ${shares}, child ${place + 1} of ${siblings.length}`;
}
