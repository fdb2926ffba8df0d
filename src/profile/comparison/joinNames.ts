import { FrameKind, type Frames } from '../model';
import { joinKey } from '../naming/joinKey';
import { drained, NAMES_A_SLICE } from '../steps';

/** By its name after: the name before of a function that only looks new, since it was numbered or hashed anew. */
export type JoinedNames = ReadonlyMap<string, string>;

/**
 * Functions whose names differ only in what runs and builds number anew: lambdas, closures, accessors, hashes. Only names
 * that the other side lacks are joined, and only where one name of each side has the key: of two closures that were
 * numbered anew nobody knows which is which. So that no two frames of a side become one. O(frames)
 */
export function joinNames(before: Frames, after: Frames): JoinedNames {
  return drained(joinNamesInSteps(before, after));
}

/** `joinNames` in steps. */
export function* joinNamesInSteps(before: Frames, after: Frames): Generator<void, JoinedNames> {
  const left = yield* namesByKey(before, after);
  const right = yield* namesByKey(after, before);
  const joined = new Map<string, string>();
  for (const [key, name] of right) {
    const partner = left.get(key);
    if (name !== undefined && partner !== undefined) {
      joined.set(name, partner);
    }
  }
  return joined;
}

/** The functions that the other side lacks; undefined for a key that several of them have. */
function* namesByKey(frames: Frames, other: Frames): Generator<void, Map<string, string | undefined>> {
  const known = new Set<string>();
  for (const [i, name] of functionsOf(other).entries()) {
    known.add(name);
    if (i % NAMES_A_SLICE === NAMES_A_SLICE - 1) {
      yield;
    }
  }
  const found = new Map<string, string | undefined>();
  for (const [i, name] of functionsOf(frames).entries()) {
    if (i % NAMES_A_SLICE === NAMES_A_SLICE - 1) {
      yield;
    }
    if (!known.has(name)) {
      const key = joinKey(name);
      found.set(key, found.has(key) ? undefined : name);
    }
  }
  return found;
}

const functionsOf = ({ names, kinds }: Frames) => names.filter((_, symbol) => kinds[symbol] === FrameKind.function);
