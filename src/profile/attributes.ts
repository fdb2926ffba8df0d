import type { Frames, Program, SourcePlaces } from './model';
import { inSlices } from './steps';

/** How many frames are handled between two pauses: about a millisecond's work. */
const FRAMES_A_SLICE = 1 << 12;

/** One of several lists of frames that become one. */
interface Part {
  readonly frames: Frames;
  /** What each of its symbols is in the joint list. */
  readonly symbols: Int32Array;
}

/**
 * What is known of the frames of a joint list beside name and kind. A function is written wherever one of the parts says, as
 * in a single profile with several functions of a name; those of the first part come first. Of the program remains what no
 * part says otherwise. O(frames + places)
 * @param count frames in the joint list
 */
export function* joinAttributesInSteps(
  count: number,
  parts: readonly Part[]
): Generator<void, Pick<Frames, 'places' | 'program'>> {
  const places = yield* joinPlaces(count, parts);
  const program = yield* joinPrograms(
    parts.flatMap(({ frames: { names, program } }) => (program ? [{ names, program }] : []))
  );
  return { ...(places && { places }), ...(program && { program }) };
}

/** A place as one number: the file's index in the upper half, the line in the lower one. */
const HALF = 2 ** 32;

function* joinPlaces(count: number, parts: readonly Part[]): Generator<void, SourcePlaces | undefined> {
  const placed = parts.flatMap(({ frames: { places }, symbols }) => (places?.file.length ? [{ places, symbols }] : []));
  if (placed.length === 0) {
    return undefined;
  }
  const offset = new Int32Array(count + 1);
  for (const { places, symbols } of placed) {
    const countAll = (from: number, to: number) => {
      for (let s = from; s < to; s++) {
        offset[symbols[s] + 1] += places.offset[s + 1] - places.offset[s];
      }
    };
    yield* inSlices(0, symbols.length, countAll, FRAMES_A_SLICE);
  }
  for (let s = 0; s < count; s++) {
    offset[s + 1] += offset[s];
  }
  const keys = new Float64Array(offset[count]);
  const next = offset.slice();
  const files = new Map<string, number>();
  for (const { places, symbols } of placed) {
    const fileOf = places.files.map((text) => {
      const file = files.get(text) ?? files.size;
      files.set(text, file);
      return file;
    });
    const putAll = (from: number, to: number) => {
      for (let s = from; s < to; s++) {
        for (let at = places.offset[s]; at < places.offset[s + 1]; at++) {
          keys[next[symbols[s]]++] = fileOf[places.file[at]] * HALF + (places.line[at] >>> 0);
        }
      }
    };
    yield* inSlices(0, symbols.length, putAll, FRAMES_A_SLICE);
  }
  let kept = 0;
  let end = 0;
  const keepDistinct = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      const first = end;
      end = offset[s + 1];
      kept = distinct(keys, first, end, kept);
      offset[s + 1] = kept;
    }
  };
  yield* inSlices(0, count, keepDistinct, FRAMES_A_SLICE);
  const left = keys.subarray(0, kept);
  return {
    offset,
    file: Int32Array.from(left, (key) => Math.floor(key / HALF)),
    line: Int32Array.from(left, (key) => key % HALF),
    files: [...files.keys()],
  };
}

/** Moves `from` .. `to` to `at`, each key once; returns the end. Most frames have the same single place in all parts. */
function distinct(keys: Float64Array, from: number, to: number, at: number): number {
  const start = at;
  let seen: Set<number> | undefined;
  for (let i = from; i < to; i++) {
    const key = keys[i];
    if (at > start && key !== keys[at - 1]) {
      seen ??= new Set([keys[start]]);
    }
    if (at === start || seen?.has(key) === false) {
      seen?.add(key);
      keys[at++] = key;
    }
  }
  return at;
}

/** Field by field; one that says nothing of it contradicts none. */
function* joinPrograms(
  parts: ReadonlyArray<{ names: Frames['names']; program: Program }>
): Generator<void, Program | undefined> {
  const programs = parts.map(({ program }) => program);
  if (programs.length === 0) {
    return undefined;
  }
  const agreed = (field: 'binary' | 'repository') => {
    const said = new Set(programs.map((program) => program[field]).filter((text) => text !== ''));
    return said.size === 1 ? [...said][0] : '';
  };
  const libraries = new Map<string, string>();
  for (const program of programs) {
    program.libraries?.forEach((file, name) => libraries.set(name, libraries.get(name) ?? file));
  }
  for (const { names, program } of libraries.size > 0 ? parts : []) {
    const dropContradicted = (from: number, to: number) => {
      for (let s = from; s < to; s++) {
        const file = libraries.get(names[s]);
        // Another has a function of that name in another library, or in the program itself.
        if (file !== undefined && libraryName(program.libraries?.get(names[s])) !== libraryName(file)) {
          libraries.delete(names[s]);
        }
      }
    };
    yield* inSlices(0, names.length, dropContradicted, FRAMES_A_SLICE);
  }
  return {
    binary: agreed('binary'),
    repository: agreed('repository'),
    ...(libraries.size > 0 && { libraries }),
  };
}

/** Without directory and version, which differ from release to release. */
const libraryName = (file = '') => file.slice(file.lastIndexOf('/') + 1).split('.so', 1)[0];
