import { FrameKind, ProfileInputError, type Frames, type Profile, type Program, type SourcePlaces } from '../model';
import { StackBuilder } from '../stacks';
import type { PprofColumns } from './columns';
import { readPprof, readPprofInSteps } from './read';
import { drained } from '../steps';

/** What `go tool pprof` calls a function without a name. */
export const UNKNOWN = '<unknown>';
/** What Pyroscope calls what it cut. */
const OTHER = 'other';

/** So many frames Go's profilers keep of a stack (since Go 1.23 twice as many); what is nearer to the root is lost. */
const GO_DEPTH = 64;

/** How many stacks are taken between two pauses: about a millisecond's work. */
const STACKS_A_SLICE = 1 << 12;
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
export function profileFromPprof(bytes: Uint8Array, sampleType: string): Profile {
  return drained(profileInSteps([bytes], sampleType));
}

/**
 * `profileFromPprof` in steps of about a millisecond, for a thread that has other things to do.
 * @param parts - the bytes in the pieces in which they came; none are an empty profile, as Pyroscope means it
 */
export function* profileInSteps(parts: readonly Uint8Array[], sampleType: string): Generator<void, Profile> {
  const builder = new StackBuilder();
  if (parts.length === 0) {
    return builder.build();
  }
  const pprof = yield* readPprofInSteps(yield* joinedInSteps(parts));
  const { length, locationStart, location, values } = pprof.samples;
  const value = length > 0 ? values[columnOf(pprof, sampleType)] : new Float64Array(0);
  const { start, symbol, cut } = yield* symbolsByLocation(pprof, builder);
  let deepest = 0;
  let atGoDepth = 0;
  for (let sample = 0; sample < length; sample++) {
    // The leaf comes first.
    const leaf = locationStart[sample];
    const depth = locationStart[sample + 1] - leaf;
    deepest = Math.max(deepest, depth);
    atGoDepth += depth === GO_DEPTH ? value[sample] : 0;
    for (let i = locationStart[sample + 1] - 1; i >= leaf; i--) {
      const l = location[i];
      if (i === leaf && cut[l] === 1) {
        builder.push(builder.intern(OTHER, FrameKind.notLoaded));
        continue;
      }
      for (let s = start[l]; s < start[l + 1]; s++) {
        builder.push(symbol[s]);
      }
    }
    builder.endStack(value[sample]);
    if (sample % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      builder.growAhead();
      yield;
    }
  }
  const profile = yield* builder.buildInSteps();
  const program = programOf(pprof);
  const frames = { ...profile.frames, places: placesOf(pprof, profile.frames), ...(program && { program }) };
  const isCut = deepest === GO_DEPTH && isGo(pprof);
  return { ...profile, frames, ...(isCut && { rootless: atGoDepth }) };
}

function isGo({ functions, strings }: PprofColumns): boolean {
  return functions.filename.some((file) => strings.text(file).endsWith('.go'));
}

/**
 * The main binary has the first mapping. Pyroscope's Go agent puts JSON into its build id that names the repository; what
 * others put there is an identifier that says nothing.
 */
function programOf({ mappings, strings }: PprofColumns): Program | undefined {
  if (mappings.filename.length === 0) {
    return undefined;
  }
  const binary = strings.text(mappings.filename[0]).split('/').pop() ?? '';
  const repository = repositoryOf(strings.text(mappings.buildId[0]));
  return binary === '' && repository === '' ? undefined : { binary, repository };
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

/** @throws {ProfileInputError} no such sample type */
export function columnOf({ sampleTypes, strings }: PprofColumns, sampleType: string): number {
  const types = sampleTypes.map(({ type }) => strings.text(type));
  const column = types.indexOf(sampleType);
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

/**
 * The frames of location l are `symbol[start[l]] .. symbol[start[l + 1] - 1]`, the outermost line first. `cut[l]` is 1
 * for what stands for frames that the server cut (`isCutLocation`).
 */
function* symbolsByLocation(pprof: PprofColumns, builder: StackBuilder) {
  const { functions, locations, strings } = pprof;
  const cut = new Uint8Array(locations.length);
  const start = new Int32Array(locations.length + 1);
  const symbol = new Int32Array(locations.lineFunction.length + locations.length);
  let count = 0;
  for (let l = 0; l < locations.length; l++) {
    const first = locations.lineStart[l];
    const file = mappedFile(pprof, l);
    for (let line = locations.lineStart[l + 1] - 1; line >= first; line--) {
      symbol[count++] = builder.intern(
        strings.text(functions.name[locations.lineFunction[line]]) || (file === '' ? UNKNOWN : atAddress(pprof, l))
      );
    }
    if (count === start[l]) {
      symbol[count++] = builder.intern(atAddress(pprof, l));
    }
    cut[l] = isCutLocation(pprof, l) ? 1 : 0;
    start[l + 1] = count;
    if (l % LOCATIONS_A_SLICE === LOCATIONS_A_SLICE - 1) {
      yield;
    }
  }
  return { start, symbol, cut };
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
  const base = mappedFile(pprof, location).split('/').pop();
  return `${base ? `${base} ` : ''}0x${pprof.locations.address[location].toString(16)}`;
}
