import { mergedProfile } from '../merge';
import type { Profile, SymbolIndex } from '../model';
import { mergeCallees, mergeCallers } from '../sandwich';
import { literalMatcher } from '../search';
import { originOf } from '../transforms/carry';
import { transformTree, type Transform, type TransformContext } from '../transforms/transforms';

// Merges of one profile's tree with that profile's weights.

export const callees = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(mergeCallees(profile, symbol), profile);

export const callers = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(mergeCallers(profile, symbol), profile);

/** Own are the functions whose name begins with `own`, or is `a`; patterns are literal texts. */
export const CONTEXT: TransformContext = {
  matchers: new Map(['a', 'b', 'ab', 'total'].map((text) => [text, literalMatcher(text)])),
  ownOf: ({ frames }) => Uint8Array.from(frames.names, (name) => (name === 'a' || name.startsWith('own') ? 1 : 0)),
};

export function applyTransforms(profile: Profile, transforms: readonly Transform[]): Profile {
  const made = transformTree(profile, [profile], transforms, CONTEXT);
  return { ...made.tree, ...made.sides[0], origin: originOf(profile, made) };
}
