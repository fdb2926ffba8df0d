import { mergedProfile } from '../treeMerge';
import type { Profile, SymbolIndex } from '../model';
import { mergeCalleesInSteps, mergeCallersInSteps } from '../sandwich';
import { literalMatcher } from '../search';
import { drained } from '../steps';
import { originInSteps } from '../transforms/carry';
import { transformTree, type Transform, type TransformContext } from '../transforms/transforms';

// Merges of one profile's tree with that profile's weights.

export const callees = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(drained(mergeCalleesInSteps(profile, symbol)), profile);

export const callers = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(drained(mergeCallersInSteps(profile, symbol)), profile);

/** Own are the functions whose name begins with `own`, or is `a`; patterns are literal texts. */
export const CONTEXT: TransformContext = {
  matchers: new Map(['a', 'b', 'ab', 'total'].map((text) => [text, literalMatcher(text)])),
  *ownOf({ frames }) {
    yield;
    return Uint8Array.from(frames.names, (name) => (name === 'a' || name.startsWith('own') ? 1 : 0));
  },
};

export function applyTransforms(profile: Profile, transforms: readonly Transform[]): Profile {
  const made = transformTree(profile, [profile], transforms, CONTEXT);
  return { ...made.tree, ...made.sides[0], origin: drained(originInSteps(profile, made)) };
}
