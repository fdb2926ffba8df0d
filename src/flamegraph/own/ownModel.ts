import type { Profile } from '../../profile/model';
import { chargeOwnInSteps, NO_OWN, type NoOwnKind, type OwnCharges } from '../../profile/own/charge';
import { Owner } from '../../profile/own/known';
import { ownershipInSteps, type Ownership, type OwnRules, type OwnWord } from '../../profile/own/ownership';
import { saidWords, withLink } from '../../profile/own/words';
import { suggestOwnInSteps, type OwnSuggestion } from '../../profile/own/suggest';
import type { SymbolSet } from '../../profile/search';
import type { OwnKnowledge } from '../types';

/** Whose code a profile shows, and what is charged to it. Values are in the profile's unit. */
export interface OwnModel {
  readonly ownership: Ownership;
  readonly charges: OwnCharges;
  readonly words: OwnRules['words'];
  /** What could be own code, the most total first. */
  readonly suggestions: readonly OwnSuggestion[];
  /** Own code rests on the first suggestion: nothing but its name or `main` tells any. */
  readonly asks: boolean;
  /** Idle stacks without an own frame, where they are left out of `none`. */
  readonly leftOut: number;
  /** Stacks without an own frame. */
  readonly none: number;
  /** The kinds of them that this profile has. */
  readonly noneKinds: readonly NoOwnKind[];
  /** By symbol: 1 = own code. */
  readonly ownSymbols: SymbolSet;
}

const SUGGESTIONS = 5;

export function* ownModelInSteps(
  profile: Profile,
  { words: kept, repository, waits, coming }: OwnKnowledge,
  said: readonly OwnWord[]
): Generator<void, OwnModel> {
  const words = saidWords(withLink(kept, said));
  const owners = yield* ownershipInSteps(profile, { words, repository });
  const charges = yield* chargeOwnInSteps(profile, owners);
  const suggestions = yield* suggestOwnInSteps(profile, owners, words, SUGGESTIONS);
  const leftOut = waits ? charges.none.idle : 0;
  const isFound = [...owners.modules].some(([name, by]) => by !== 'name' && name !== 'main');
  return {
    ownership: owners,
    charges,
    words,
    suggestions,
    asks: !coming && !isFound && suggestions.length > 0,
    leftOut,
    none: NO_OWN.reduce((sum, kind) => sum + charges.none[kind], -leftOut),
    noneKinds: NO_OWN.filter((kind) => charges.none[kind] > 0),
    ownSymbols: owners.owner.map((owner) => (owner === Owner.own ? 1 : 0)),
  };
}
