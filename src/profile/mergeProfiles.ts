import { gather, mergeNodes } from './merge';
import type { Frames, Profile, SourcePlaces } from './model';

/**
 * Several profiles of one sample type as one: values of the same stack are added up. Frames are the same by name and
 * kind; where one is written is what the first profile that knows it says. O(nodes of all)
 * @param profiles at least one, none of them a comparison
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  if (profiles.length === 1) {
    return profiles[0];
  }
  const { frames, symbolsOf } = joinFrames(profiles);
  const length = profiles.reduce((sum, profile) => sum + profile.length, 0);
  const symbol = new Int32Array(length);
  const end = new Int32Array(length);
  const self = new Float64Array(length);
  const roots: number[] = [];
  let offset = 0;
  profiles.forEach((profile, p) => {
    if (profile.length > 0) {
      roots.push(offset);
    }
    for (let i = 0; i < profile.length; i++) {
      symbol[offset + i] = symbolsOf[p][profile.symbol[i]];
      end[offset + i] = offset + profile.end[i];
    }
    self.set(profile.self, offset);
    offset += profile.length;
  });
  if (roots.length === 0) {
    return profiles[0];
  }
  const rowOf = new Int32Array(length);
  const tree = mergeNodes(frames, symbol[0], roots, true, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, symbol[child], origin);
    }
  });
  return { ...tree, ...gather(tree, rowOf, self) };
}

/** One table of frames, and what each profile's symbols are in it. */
function joinFrames(profiles: readonly Profile[]): { frames: Frames; symbolsOf: Int32Array[] } {
  const known = new Map<string, number>();
  const names: string[] = [];
  const kinds: number[] = [];
  /** By frame: the first profile that says where it is written, and its symbol there. */
  const placed: Array<{ places: SourcePlaces; symbol: number } | undefined> = [];
  const symbolsOf = profiles.map(({ frames }) =>
    Int32Array.from(frames.names, (name, s) => {
      const key = `${frames.kinds[s]}${name}`;
      const joint = known.get(key) ?? names.length;
      if (joint === names.length) {
        known.set(key, joint);
        names.push(name);
        kinds.push(frames.kinds[s]);
      }
      const { places } = frames;
      if (placed[joint] === undefined && places && places.offset[s] < places.offset[s + 1]) {
        placed[joint] = { places, symbol: s };
      }
      return joint;
    })
  );
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
