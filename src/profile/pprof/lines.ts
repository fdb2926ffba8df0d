import { drained } from '../steps';
import type { PprofColumns } from './columns';
import { DistinctLines } from './distinctLines';
import { withoutDropped } from './dropped';
import { atAddress, columnOf, isCutLocation, joinedInSteps, UNKNOWN, type SampleType } from './profile';
import { readPprofInSteps } from './read';

/** How many stacks are taken between two pauses: about a millisecond's work. */
const STACKS_A_SLICE = 1 << 12;

/** Every source line that samples were taken in, each once. Lines of one name, file and number are one. */
export interface LineTable {
  readonly length: number;
  /** Of the function that the line is in. */
  readonly name: readonly string[];
  /** Empty where it is not known. */
  readonly file: readonly string[];
  /** From 1; 0 where it is not known. */
  readonly line: Float64Array;
  /** The value of samples that end in the line. */
  readonly self: Float64Array;
  /** The value of samples that contain the line, each counted once. */
  readonly total: Float64Array;
}

/** The stacks of one sample type, by source lines. */
export interface LinedStacks {
  readonly lines: LineTable;
  /** Location l is the lines `lineAt[lineStart[l]] .. lineAt[lineStart[l + 1] - 1]`, the innermost inlined first. */
  readonly lineStart: Int32Array;
  readonly lineAt: Int32Array;
  /** Locations without lines, by what the profile calls them. */
  readonly bare: ReadonlyMap<number, string>;
  /** Sample s is the locations `stack[stackStart[s]] .. stack[stackStart[s + 1] - 1]`, the leaf first. */
  readonly stackStart: Int32Array;
  readonly stack: Int32Array;
  readonly value: Float64Array;
  /** Of all samples. */
  readonly total: number;
  /** The value of samples whose end the server cut: every line's numbers may be so much larger. */
  readonly notLoaded: number;
}

/**
 * Self and total of every line, as `go tool pprof -top -lines` has them. Locations without lines have none. O(frames).
 * @throws {ProfileInputError} as `profileInSteps`
 */
export function* linesInSteps(
  parts: readonly Uint8Array[],
  sampleType: SampleType,
  { dropped = false } = {}
): Generator<void, LinedStacks> {
  if (parts.length === 0) {
    return NOTHING;
  }
  const read = yield* readPprofInSteps(yield* joinedInSteps(parts));
  const pprof = dropped ? withoutDropped(read) : read;
  const { locations, samples } = pprof;
  const value = samples.length > 0 ? samples.values[columnOf(pprof, sampleType)] : new Float64Array(0);
  const { lineStart } = locations;
  const { lineAt, name, file, line } = distinctLines(pprof);
  const cut = Uint8Array.from(locations.mapping, (_, location) => (isCutLocation(pprof, location) ? 1 : 0));
  const stacks = { lineStart, lineAt, stackStart: samples.locationStart, stack: samples.location, value };
  let notLoaded = 0;
  for (let sample = 0; sample < samples.length; sample++) {
    const leaf = samples.locationStart[sample];
    notLoaded += leaf < samples.locationStart[sample + 1] && cut[samples.location[leaf]] === 1 ? value[sample] : 0;
  }
  const { self, total, whole } = yield* countedInSteps(stacks, name.length);
  return {
    lines: { length: name.length, name, file, line: Float64Array.from(line), self, total },
    ...{ ...stacks, bare: bareLocations(pprof), total: whole, notLoaded },
  };
}

/** Self and total of each line, and the value of all samples. */
export function* countedInSteps(
  stacks: Pick<LinedStacks, 'lineStart' | 'lineAt' | 'stackStart' | 'stack' | 'value'>,
  lines: number
): Generator<void, { self: Float64Array; total: Float64Array; whole: number }> {
  const { lineStart, lineAt, stackStart, stack, value } = stacks;
  const self = new Float64Array(lines);
  const total = new Float64Array(lines);
  let whole = 0;
  /** The sample that was last counted for a line. */
  const counted = new Int32Array(lines).fill(-1);
  for (let sample = 0; sample < value.length; sample++) {
    whole += value[sample];
    const leaf = stackStart[sample];
    for (let i = leaf; i < stackStart[sample + 1]; i++) {
      const first = lineStart[stack[i]];
      const last = lineStart[stack[i] + 1];
      for (let l = first; l < last; l++) {
        const entry = lineAt[l];
        if (i === leaf && l === first) {
          self[entry] += value[sample];
        }
        if (counted[entry] !== sample) {
          counted[entry] = sample;
          total[entry] += value[sample];
        }
      }
    }
    if (sample % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      yield;
    }
  }
  return { self, total, whole };
}

/** `linesInSteps` at once. */
export function linedStacks(bytes: Uint8Array, sampleType: string): LinedStacks {
  return drained(linesInSteps([bytes], sampleType));
}

const NOTHING: LinedStacks = {
  lines: {
    ...{ length: 0, name: [], file: [] },
    ...{ line: new Float64Array(0), self: new Float64Array(0), total: new Float64Array(0) },
  },
  ...{ lineStart: new Int32Array(1), lineAt: new Int32Array(0), bare: new Map() },
  ...{ stackStart: new Int32Array(1), stack: new Int32Array(0), value: new Float64Array(0), total: 0, notLoaded: 0 },
};

function bareLocations(pprof: PprofColumns): Map<number, string> {
  const { lineStart, length } = pprof.locations;
  const bare = new Map<number, string>();
  for (let location = 0; location < length; location++) {
    if (lineStart[location] === lineStart[location + 1]) {
      bare.set(location, atAddress(pprof, location));
    }
  }
  return bare;
}

/** Each name, file and number once, and which of them a location's lines are. */
function distinctLines({ strings, functions, locations }: PprofColumns) {
  const lines = new DistinctLines();
  const lineAt = Int32Array.from(locations.lineFunction, (f, i) =>
    lines.indexOf(strings.text(functions.name[f]) || UNKNOWN, strings.text(functions.filename[f]), locations.line[i])
  );
  const { name, file, line } = lines;
  return { lineAt, name, file, line };
}
