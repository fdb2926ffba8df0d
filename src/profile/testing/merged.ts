import { mergedProfile } from '../merge';
import type { Profile, SymbolIndex } from '../model';
import { mergeCallees, mergeCallers } from '../sandwich';
import { transformTree, type Transform } from '../transforms';

// Merges of one profile's tree with that profile's weights.

export const callees = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(mergeCallees(profile, symbol), profile);

export const callers = (profile: Profile, symbol: SymbolIndex): Profile =>
  mergedProfile(mergeCallers(profile, symbol), profile);

export function applyTransforms(profile: Profile, transforms: readonly Transform[]): Profile {
  const { tree, sides } = transformTree(profile, [profile], transforms);
  return { ...tree, ...sides[0] };
}
