import { gatherInSteps, mergeNodesInSteps } from './merge';
import { type CountedProfile } from './counted';
import type { Frames, Profile, SourcePlaces } from './model';
import { NODES_A_SLICE } from './steps';

/** How much is handled between two pauses: about a millisecond's work. */
const NAMES_A_SLICE = 1 << 12;

/**
 * Several profiles of one sample type as one: values of the same stack are added up. Frames are the same by name and
 * kind; where one is written is what the first profile that knows it says. O(nodes of all), with a pause every
 * millisecond or so.
 * @param profiles at least one, none of them a comparison
 */
export function* mergeProfilesInSteps(profiles: readonly CountedProfile[]): Generator<void, CountedProfile> {
  if (profiles.length === 1) {
    return profiles[0];
  }
  const { frames, symbolsOf } = yield* joinFrames(profiles);
  const length = profiles.reduce((sum, profile) => sum + profile.length, 0);
  const symbol = new Int32Array(length);
  const end = new Int32Array(length);
  const self = new Float64Array(length);
  const roots: number[] = [];
  let offset = 0;
  for (const [p, profile] of profiles.entries()) {
    if (profile.length > 0) {
      roots.push(offset);
    }
    for (let i = 0; i < profile.length; i++) {
      symbol[offset + i] = symbolsOf[p][profile.symbol[i]];
      end[offset + i] = offset + profile.end[i];
      if (i % NODES_A_SLICE === NODES_A_SLICE - 1) {
        yield;
      }
    }
    self.set(profile.self, offset);
    offset += profile.length;
    yield;
  }
  if (roots.length === 0) {
    return profiles[0];
  }
  const rowOf = new Int32Array(length);
  const tree = yield* mergeNodesInSteps(frames, symbol[0], roots, true, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, symbol[child], origin);
    }
  });
  const rootless = profiles.reduce((sum, profile) => sum + (profile.rootless ?? 0), 0);
  // Where one of them does not say, nobody knows.
  const samples = profiles.reduce((sum, profile) => sum + (profile.samples ?? NaN), 0);
  return {
    ...tree,
    ...(yield* gatherInSteps(tree, rowOf, self)),
    ...(rootless > 0 && { rootless }),
    ...(samples > 0 && { samples }),
  };
}

/**
 * One table of frames, and what each profile's symbols are in it; the first one's are first. With a pause every
 * millisecond or so.
 */
export function* joinFrames(
  profiles: readonly Profile[]
): Generator<void, { frames: Frames; symbolsOf: Int32Array[] }> {
  const known = new Map<string, number>();
  const names: string[] = [];
  const kinds: number[] = [];
  /** By frame: the first profile that says where it is written, and its symbol there. */
  const placed: Array<{ places: SourcePlaces; symbol: number } | undefined> = [];
  const symbolsOf: Int32Array[] = [];
  for (const { frames } of profiles) {
    const symbols = new Int32Array(frames.names.length);
    const { places } = frames;
    for (const [s, name] of frames.names.entries()) {
      const key = `${frames.kinds[s]}${name}`;
      const joint = known.get(key) ?? names.length;
      if (joint === names.length) {
        known.set(key, joint);
        names.push(name);
        kinds.push(frames.kinds[s]);
      }
      if (placed[joint] === undefined && places && places.offset[s] < places.offset[s + 1]) {
        placed[joint] = { places, symbol: s };
      }
      symbols[s] = joint;
      if (s % NAMES_A_SLICE === NAMES_A_SLICE - 1) {
        yield;
      }
    }
    symbolsOf.push(symbols);
  }
  const places = placed.some((one) => one !== undefined) ? joinPlaces(names.length, placed) : undefined;
  const program = profiles.find(({ frames }) => frames.program)?.frames.program;
  const frames = { names, kinds: Uint8Array.from(kinds), ...(places && { places }), ...(program && { program }) };
  return { frames, symbolsOf };
}

function joinPlaces(
  count: number,
  placed: ReadonlyArray<{ places: SourcePlaces; symbol: number } | undefined>
): SourcePlaces {
  const offset = new Int32Array(count + 1);
  const files = new Map<string, number>();
  const file: number[] = [];
  const line: number[] = [];
  for (let s = 0; s < count; s++) {
    const one = placed[s];
    for (let at = one?.places.offset[one.symbol] ?? 0; one && at < one.places.offset[one.symbol + 1]; at++) {
      const text = one.places.files[one.places.file[at]];
      const index = files.get(text) ?? files.size;
      files.set(text, index);
      file.push(index);
      line.push(one.places.line[at]);
    }
    offset[s + 1] = file.length;
  }
  return { offset, file: Int32Array.from(file), line: Int32Array.from(line), files: [...files.keys()] };
}
