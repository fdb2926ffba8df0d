import type { LineIndex } from './distinctLines';
import type { LinedStacks } from './lines';

const STACKS_A_SLICE = 1 << 14;

/** A symbol by its source lines. */
export interface SymbolLines {
  readonly self: number;
  /** Of samples that contain the symbol, each counted once; lines may add up to more. */
  readonly total: number;
  /** Files by their largest line, lines by number. None where the profile knows no line of it. */
  readonly lines: readonly SymbolLine[];
}

/** A source line of a symbol, with what it calls inline and what calls it. */
export interface SymbolLine {
  /** Empty where it is not known. */
  readonly file: string;
  /** From 1; 0 where it is not known. */
  readonly line: number;
  /** Of samples that end here. */
  readonly self: number;
  /** Of samples that contain the line, each counted once. */
  readonly total: number;
  /** Functions that the compiler put in this line's place, the largest first; a sample counts once for each. */
  readonly inlined: ReadonlyArray<{ readonly name: string; readonly total: number }>;
  /** The largest first; a sample counts once for each. */
  readonly callers: readonly CallerLine[];
}

/** From where a line's function was called. */
export interface CallerLine {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly total: number;
  /** The compiler put the function into the caller: there was no call. */
  readonly inlined: boolean;
}

/** The lines of a symbol; their numbers are the table's. O(stacks). */
export function* symbolLinesInSteps(stacks: LinedStacks, symbol: string): Generator<void, SymbolLines> {
  const { lines, lineStart, lineAt, stackStart, stack, value } = stacks;
  const own = Uint8Array.from(lines.name, (name) => (name === symbol ? 1 : 0));
  const callers = new Tally();
  const inlined = new Tally();
  const has = locationsWith(stacks, own);
  const named = firstOfName(lines.name);
  let total = 0;
  for (let sample = 0; sample < value.length; sample++) {
    const end = stackStart[sample + 1];
    let isIn = false;
    for (let i = stackStart[sample]; i < end; i++) {
      const location = stack[i];
      if (has[location] === 0) {
        continue;
      }
      isIn = true;
      const first = lineStart[location];
      const last = lineStart[location + 1];
      for (let l = first; l < last; l++) {
        if (own[lineAt[l]] === 0) {
          continue;
        }
        if (l > first) {
          inlined.add(lineAt[l], named[lineAt[l - 1]], 0, sample, value[sample]);
        }
        if (l + 1 < last) {
          callers.add(lineAt[l], lineAt[l + 1], 1, sample, value[sample]);
        } else {
          // A caller without lines (code without symbols) is none that can be named.
          const caller = i + 1 < end ? lineStart[stack[i + 1]] : -1;
          if (caller >= 0 && caller < lineStart[stack[i + 1] + 1]) {
            callers.add(lineAt[l], lineAt[caller], 0, sample, value[sample]);
          }
        }
      }
    }
    total += isIn ? value[sample] : 0;
    if (sample % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      yield;
    }
  }
  const found: SymbolLine[] = [];
  own.forEach((is, entry) => {
    if (is === 1 && (lines.total[entry] !== 0 || lines.self[entry] !== 0)) {
      found.push({
        ...{ file: lines.file[entry], line: lines.line[entry] },
        ...{ self: lines.self[entry], total: lines.total[entry] },
        inlined: inlined.of(entry).map(({ other, total }) => ({ name: lines.name[other], total })),
        callers: callers.of(entry).map(({ other, kind, total }) => ({
          ...{ name: lines.name[other], file: lines.file[other], line: lines.line[other] },
          ...{ total, inlined: kind === 1 },
        })),
      });
    }
  });
  return { self: found.reduce((sum, { self }) => sum + self, 0), total, lines: inSourceOrder(found) };
}

function locationsWith({ lineStart, lineAt }: LinedStacks, own: Uint8Array): Uint8Array {
  const has = new Uint8Array(lineStart.length - 1);
  for (let location = 0; location < has.length; location++) {
    for (let l = lineStart[location]; l < lineStart[location + 1]; l++) {
      has[location] |= own[lineAt[l]];
    }
  }
  return has;
}

/** For each line the first one of the same function. */
function firstOfName(names: readonly string[]): LineIndex[] {
  const first = new Map<string, LineIndex>();
  names.forEach((name, entry) => first.has(name) || first.set(name, entry));
  return names.map((name) => first.get(name)!);
}

interface Counted {
  readonly other: LineIndex;
  readonly kind: number;
  total: number;
  /** The sample that was counted last. */
  sample: number;
}

/** Values by line and what it is beside, each sample once. */
class Tally {
  readonly #byLine = new Map<LineIndex, Map<number, Counted>>();

  add(line: LineIndex, other: LineIndex, kind: 0 | 1, sample: number, value: number): void {
    let counted = this.#byLine.get(line);
    if (counted === undefined) {
      counted = new Map();
      this.#byLine.set(line, counted);
    }
    const key = other * 2 + kind;
    const entry = counted.get(key);
    if (entry === undefined) {
      counted.set(key, { other, kind, total: value, sample });
    } else if (entry.sample !== sample) {
      entry.sample = sample;
      entry.total += value;
    }
  }

  /** The largest first. */
  of(line: LineIndex): Counted[] {
    return [...(this.#byLine.get(line)?.values() ?? [])].sort((a, b) => b.total - a.total);
  }
}

function inSourceOrder(lines: readonly SymbolLine[]): SymbolLine[] {
  const largest = new Map<string, number>();
  lines.forEach(({ file, total }) => largest.set(file, Math.max(largest.get(file) ?? 0, total)));
  return [...lines].sort(
    (a, b) =>
      largest.get(b.file)! - largest.get(a.file)! || (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)
  );
}
