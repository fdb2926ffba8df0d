import { joinAttributesInSteps } from './attributes';
import { gatherInSteps, mergeNodesInSteps } from './merge';
import { type CountedProfile } from './counted';
import type { Frames, Profile } from './model';
import { NODES_A_SLICE } from './steps';

/** How much is handled between two pauses: about a millisecond's work. */
const NAMES_A_SLICE = 1 << 12;

/**
 * Several profiles of one sample type as one: values of the same stack are added up. Frames are the same by name and
 * kind; one is written wherever one of the profiles says. O(nodes of all), with a pause every millisecond or so.
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
  const symbolsOf: Int32Array[] = [];
  for (const { frames } of profiles) {
    const symbols = new Int32Array(frames.names.length);
    for (const [s, name] of frames.names.entries()) {
      const key = `${frames.kinds[s]}${name}`;
      const joint = known.get(key) ?? names.length;
      if (joint === names.length) {
        known.set(key, joint);
        names.push(name);
        kinds.push(frames.kinds[s]);
      }
      symbols[s] = joint;
      if (s % NAMES_A_SLICE === NAMES_A_SLICE - 1) {
        yield;
      }
    }
    symbolsOf.push(symbols);
  }
  const parts = profiles.map(({ frames }, p) => ({ frames, symbols: symbolsOf[p] }));
  const attributes = yield* joinAttributesInSteps(names.length, parts);
  return { frames: { names, kinds: Uint8Array.from(kinds), ...attributes }, symbolsOf };
}
