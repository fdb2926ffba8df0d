import { derivedOf } from '../../profile/derived';
import { frameNamed, notLoadedFrame, type Profile, type SymbolIndex } from '../../profile/model';
import type { ChangeTable } from '../../profile/comparison/changeTable';
import type { RowVerdicts } from '../../profile/comparison/rowVerdicts';
import { notLoadedValue } from '../../profile/notLoaded';
import type { SymbolTable } from '../../profile/table';
import { formatShare } from '../share';

/** What all parts of the view need to know about a profile, computed once. Values are in the profile's unit. */
export interface ProfileFacts {
  /** Of a comparison. */
  readonly changes: ChangeTable | undefined;
  /** Of a comparison whose changes were judged. */
  readonly verdicts: RowVerdicts | undefined;
  readonly totals: SymbolTable;
  /** 100 %. */
  readonly whole: number;
  /** What stands for what was cut, which is no symbol; undefined if everything is loaded. */
  readonly notLoadedSymbol: SymbolIndex | undefined;
  readonly notLoaded: number;
  /** Something is not loaded, or was not before transforms left it out: all other numbers are lower bounds. */
  readonly lowerBound: boolean;
}

/** O(n). */
export function profileFacts(profile: Profile, changes?: ChangeTable, verdicts?: RowVerdicts): ProfileFacts {
  const symbol = notLoadedFrame(profile.frames);
  const notLoaded = notLoadedValue(profile);
  const { origin } = profile;
  return {
    changes,
    verdicts,
    totals: derivedOf(profile, 'totals'),
    whole: profile.total[0],
    notLoadedSymbol: symbol < 0 ? undefined : symbol,
    notLoaded,
    lowerBound: notLoaded > 0 || (origin !== undefined && notLoadedFrame(origin.tree.frames) >= 0),
  };
}

/** The symbol of a name, undefined if no frame of the profile has it. */
export function findSymbol(profile: Profile, facts: ProfileFacts, name: string | undefined): SymbolIndex | undefined {
  const symbol = name === undefined ? -1 : frameNamed(profile.frames, name);
  return symbol >= 0 && facts.totals.occurrences[symbol] > 0 ? symbol : undefined;
}

/** A share of the whole profile, "≥ 34 %" where numbers are lower bounds. */
export function shareText(value: number, { whole, lowerBound }: ProfileFacts): string {
  return formatShare(value, whole, lowerBound);
}
