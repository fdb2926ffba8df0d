import { type CountedProfile } from '../counted';
import { FrameKind, ProfileInputError, type Frames, type Program, type SourcePlaces } from '../model';
import { binaryName } from '../naming/binaryName';
import { checkStackValue, FrameTable, mergedInSteps, type StackColumns } from '../stacks';
import type { PprofColumns, Samples } from './columns';
import { readPprof, readPprofInSteps } from './read';
import { drained } from '../steps';
import { withoutDropped } from './dropped';

/** What `go tool pprof` calls a function without a name. */
export const UNKNOWN = '<unknown>';
/** What Pyroscope calls what it cut. */
const OTHER = 'other';

/** So many frames Go's profilers keep of a stack (since Go 1.23 twice as many); what is nearer to the root is lost. */
const GO_DEPTH = 64;

/** How many stacks are taken between two pauses: about a millisecond's work. */
const STACKS_A_SLICE = 1 << 12;
const FRAMES_A_SLICE = 1 << 17;
/** So many are named between two pauses. */
const LOCATIONS_A_SLICE = 1 << 10;
/** So many bytes are copied between two pauses. */
const BYTES_A_SLICE = 1 << 20;

/**
 * Reads a pprof (uncompressed protobuf). A location's inlined lines are frames of their own; a location without lines
 * is named by its mapping and address. Frames of one name are one symbol, whatever file they are in; samples of value
 * 0 are left out.
 * @throws {ProfileInputError} not a pprof, no such sample type, a negative value
 */
export function profileFromPprof(bytes: Uint8Array, sampleType: string): CountedProfile {
  return drained(profileInSteps([bytes], sampleType));
}

/**
 * `profileFromPprof` in steps of about a millisecond, for a thread that has other things to do.
 * @param parts - the bytes in the pieces in which they came; none are an empty profile, as Pyroscope means it
 * @param dropped - leaves out what the file says, as `withoutDropped` has it
 */
export function* profileInSteps(
  parts: readonly Uint8Array[],
  sampleType: SampleType,
  { dropped = false } = {}
): Generator<void, CountedProfile> {
  const table = new FrameTable();
  if (parts.length === 0) {
    return yield* mergedInSteps(table.frames(), NO_STACKS);
  }
  const read = yield* readPprofInSteps(yield* joinedInSteps(parts));
  const pprof = dropped ? withoutDropped(read) : read;
  const { samples } = pprof;
  const value = samples.length > 0 ? samples.values[columnOf(pprof, sampleType)] : new Float64Array(0);
  const symbols = yield* symbolsByLocation(pprof, table);
  const merged = yield* mergedInSteps(table.frames(), yield* stacksInSteps(samples, value, symbols));
  const program = programOf(pprof, yield* librariesInSteps(pprof));
  const frames = { ...merged.frames, places: placesOf(pprof, merged.frames), ...(program && { program }) };
  const rootless = isGo(pprof) ? valueCutByGo(samples, value) : undefined;
  const counted = samples.length > 0 ? samplesWithValue(pprof, value) : undefined;
  return {
    ...merged,
    frames,
    ...(rootless !== undefined && { rootless }),
    ...(counted !== undefined && { samples: counted }),
  };
}

const NO_STACKS = { symbols: new Int32Array(0), start: new Int32Array(1), values: new Float64Array(0) };

/** The stacks of samples that have a value, turned so that the root's child comes first. */
function* stacksInSteps(
  { length, locationStart, location }: Samples,
  value: Float64Array,
  { start, symbol, cut, other }: LocationSymbols
): Generator<void, StackColumns> {
  const symbols = new Int32Array(yield* framesInSteps(location, start));
  const stackStart = new Int32Array(length + 1);
  const values = new Float64Array(length);
  let frames = 0;
  let stacks = 0;
  for (let sample = 0; sample < length; sample++) {
    checkStackValue(value[sample]);
    // The leaf comes first.
    const leaf = locationStart[sample];
    for (let i = value[sample] > 0 ? locationStart[sample + 1] - 1 : -1; i >= leaf; i--) {
      const l = location[i];
      if (i === leaf && cut[l] === 1) {
        symbols[frames++] = other;
        continue;
      }
      for (let s = start[l]; s < start[l + 1]; s++) {
        symbols[frames++] = symbol[s];
      }
    }
    if (value[sample] > 0) {
      values[stacks++] = value[sample];
      stackStart[stacks] = frames;
    }
    if (sample % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      yield;
    }
  }
  return {
    symbols: symbols.subarray(0, frames),
    start: stackStart.subarray(0, stacks + 1),
    values: values.subarray(0, stacks),
  };
}

/** How many frames all locations of all samples have. */
function* framesInSteps(location: Int32Array, start: Int32Array): Generator<void, number> {
  // Every location has at least one.
  if (start[start.length - 1] === start.length - 1) {
    return location.length;
  }
  let frames = 0;
  for (let i = 0; i < location.length; i++) {
    frames += start[location[i] + 1] - start[location[i]];
    if (i % FRAMES_A_SLICE === FRAMES_A_SLICE - 1) {
      yield;
    }
  }
  return frames;
}

/** The value of stacks that have as many frames as Go's profilers keep, where none has more; undefined where none has as many. */
function valueCutByGo({ length, locationStart }: Samples, value: Float64Array): number | undefined {
  let deepest = 0;
  let atGoDepth = 0;
  for (let sample = 0; sample < length; sample++) {
    const depth = locationStart[sample + 1] - locationStart[sample];
    deepest = Math.max(deepest, depth);
    atGoDepth += depth === GO_DEPTH ? value[sample] : 0;
  }
  return deepest === GO_DEPTH ? atGoDepth : undefined;
}

/** How many samples stacks of a value stand for, as the sample type says that counts them; undefined without one. */
function samplesWithValue({ sampleTypes, strings, samples }: PprofColumns, value: Float64Array): number | undefined {
  const counts =
    samples.values[
      sampleTypes.findIndex(({ type, unit }) => strings.text(type) === 'samples' && strings.text(unit) === 'count')
    ];
  return counts?.reduce((sum, count, sample) => (value[sample] > 0 ? sum + count : sum), 0);
}

function isGo({ functions, strings }: PprofColumns): boolean {
  return functions.filename.some((file) => strings.text(file).endsWith('.go'));
}

/**
 * The main binary has the first mapping. Pyroscope's Go agent puts JSON into its build id that names the repository; what
 * others put there is an identifier that says nothing.
 */
function programOf({ mappings, strings }: PprofColumns, libraries: Map<string, string>): Program | undefined {
  if (mappings.filename.length === 0) {
    return undefined;
  }
  const binary = binaryName(strings.text(mappings.filename[0]));
  const repository = repositoryOf(strings.text(mappings.buildId[0]));
  return binary === '' && repository === '' && libraries.size === 0
    ? undefined
    : { binary, repository, ...(libraries.size > 0 && { libraries }) };
}

/** The libraries' files that functions without a source file are in; not of those that are in the main binary, too. */
function* librariesInSteps({
  functions,
  locations,
  mappings,
  strings,
}: PprofColumns): Generator<void, Map<string, string>> {
  const found = new Map<string, string>();
  for (let l = 0; mappings.filename.length > 1 && l < locations.length; l++) {
    const mapping = locations.mapping[l];
    for (let line = locations.lineStart[l]; mapping >= 0 && line < locations.lineStart[l + 1]; line++) {
      const f = locations.lineFunction[line];
      const name = functions.filename[f] === 0 ? strings.text(functions.name[f]) : '';
      if (name !== '' && found.get(name) !== '') {
        found.set(name, mapping === 0 ? '' : strings.text(mappings.filename[mapping]));
      }
    }
    if (l % LOCATIONS_A_SLICE === LOCATIONS_A_SLICE - 1) {
      yield;
    }
  }
  found.forEach((file, name) => (file === '' ? found.delete(name) : undefined));
  return found;
}

function repositoryOf(buildId: string): string {
  if (!buildId.startsWith('{')) {
    return '';
  }
  try {
    const { repository }: { repository?: unknown } = JSON.parse(buildId);
    return typeof repository === 'string' ? repository : '';
  } catch {
    return '';
  }
}

/** The pieces as one, in steps; a single one as it is. */
export function* joinedInSteps(parts: readonly Uint8Array[]): Generator<void, Uint8Array> {
  return parts.length === 1 ? parts[0] : yield* copiedInSteps(parts);
}

/** A copy of the pieces as one, in steps. */
export function* copiedInSteps(parts: readonly Uint8Array[]): Generator<void, Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    for (let from = 0; from < part.length; from += BYTES_A_SLICE) {
      bytes.set(part.subarray(from, from + BYTES_A_SLICE), at + from);
      yield;
    }
    at += part.length;
  }
  return bytes;
}

/** The name of a sample type, or its position in the file: a file's names need be neither there nor unlike each other. */
export type SampleType = string | number;

/** @throws {ProfileInputError} no such sample type */
export function columnOf({ sampleTypes, strings }: PprofColumns, sampleType: SampleType): number {
  const types = sampleTypes.map(({ type }) => strings.text(type));
  const column = typeof sampleType === 'number' ? sampleType : types.indexOf(sampleType);
  if (column < 0) {
    const message = `The pprof has no sample type ${sampleType}; it has ${types.join(', ') || 'none'}.`;
    throw new ProfileInputError('unknown-sample-type', message);
  }
  return column;
}

/** The names of a pprof's sample types, in the file's order. */
export function sampleTypesOfPprof(bytes: Uint8Array): string[] {
  const { sampleTypes, strings } = readPprof(bytes);
  return sampleTypes.map(({ type }) => strings.text(type));
}

interface LocationSymbols {
  /** The frames of location l are `symbol[start[l]] .. symbol[start[l + 1] - 1]`, the outermost line first. */
  readonly start: Int32Array;
  readonly symbol: Int32Array;
  /** 1 for what stands for frames that the server cut (`isCutLocation`), where it is a leaf. */
  readonly cut: Uint8Array;
  /** The symbol of what was cut; without meaning where nothing was. */
  readonly other: number;
}

function* symbolsByLocation(pprof: PprofColumns, table: FrameTable): Generator<void, LocationSymbols> {
  const { functions, locations, strings } = pprof;
  const cut = new Uint8Array(locations.length);
  const start = new Int32Array(locations.length + 1);
  const symbol = new Int32Array(locations.lineFunction.length + locations.length);
  let count = 0;
  for (let l = 0; l < locations.length; l++) {
    const first = locations.lineStart[l];
    const file = mappedFile(pprof, l);
    for (let line = locations.lineStart[l + 1] - 1; line >= first; line--) {
      symbol[count++] = table.intern(
        strings.text(functions.name[locations.lineFunction[line]]) || (file === '' ? UNKNOWN : atAddress(pprof, l))
      );
    }
    if (count === start[l]) {
      symbol[count++] = table.intern(atAddress(pprof, l));
    }
    cut[l] = isCutLocation(pprof, l) ? 1 : 0;
    start[l + 1] = count;
    if (l % LOCATIONS_A_SLICE === LOCATIONS_A_SLICE - 1) {
      yield;
    }
  }
  const other = cut.includes(1) ? table.intern(OTHER, FrameKind.notLoaded) : 0;
  return { start, symbol, cut, other };
}

/** Whether a location stands for frames that the server cut, if it is a leaf: a function `other` without file and line. */
export function isCutLocation({ functions, locations, strings }: PprofColumns, location: number): boolean {
  const first = locations.lineStart[location];
  const f = locations.lineFunction[first];
  return (
    locations.lineStart[location + 1] - first === 1 &&
    locations.line[first] === 0 &&
    functions.filename[f] === 0 &&
    strings.text(functions.name[f]) === OTHER
  );
}

/** Each file and line that functions of a frame's name begin in. */
function placesOf({ functions, strings }: PprofColumns, { names, kinds }: Frames): SourcePlaces {
  const symbols = new Map(
    names.flatMap((name, s): Array<[string, number]> => (kinds[s] === FrameKind.function ? [[name, s]] : []))
  );
  const { name, filename, startLine } = functions;
  const known = Array.from(name, (text, f) => ({ f, symbol: symbols.get(strings.text(text) || UNKNOWN) ?? -1 }))
    .filter(({ f, symbol }) => symbol >= 0 && filename[f] !== 0)
    .sort((a, b) => a.symbol - b.symbol || filename[a.f] - filename[b.f] || startLine[a.f] - startLine[b.f]);
  const distinct = known.filter(({ f, symbol }, i) => {
    const before = known[i - 1];
    return before?.symbol !== symbol || filename[before.f] !== filename[f] || startLine[before.f] !== startLine[f];
  });
  const files = [...new Set(distinct.map(({ f }) => filename[f]))];
  const fileIndex = new Map(files.map((text, i) => [text, i]));
  const offset = new Int32Array(names.length + 1);
  distinct.forEach(({ symbol }) => offset[symbol + 1]++);
  for (let s = 0; s < names.length; s++) {
    offset[s + 1] += offset[s];
  }
  return {
    offset,
    file: Int32Array.from(distinct, ({ f }) => fileIndex.get(filename[f])!),
    line: Int32Array.from(distinct, ({ f }) => startLine[f]),
    files: files.map((text) => strings.text(text)),
  };
}

function mappedFile({ locations, mappings, strings }: PprofColumns, location: number): string {
  const mapping = locations.mapping[location];
  return mapping < 0 ? '' : strings.text(mappings.filename[mapping]);
}

/** What a location without a name is called: its binary and address. */
export function atAddress(pprof: PprofColumns, location: number): string {
  const base = binaryName(mappedFile(pprof, location));
  return `${base ? `${base} ` : ''}0x${pprof.locations.address[location].toString(16)}`;
}
