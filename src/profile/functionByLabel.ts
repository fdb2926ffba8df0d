import { openOfSymbols } from './comparison/open';
import { derivedOf } from './derived';
import { frameNamed, type Profile } from './model';

/** What a function has of a profile. */
export interface FunctionShare {
  /** Its total, recursion counted once: at least, and at most where something was not loaded. */
  readonly least: number;
  readonly most: number;
  readonly whole: number;
}

/** The share of the function of a name; of none where the profile does not show it. O(nodes) */
export function functionShare(profile: Profile, name: string): FunctionShare {
  const whole = profile.length > 0 ? profile.total[0] : 0;
  const symbol = frameNamed(profile.frames, name);
  const { self: notLoaded, total: open } = openOfSymbols(profile, profile);
  if (symbol < 0) {
    return { least: 0, most: notLoaded, whole };
  }
  const least = derivedOf(profile, 'totals').total[symbol];
  return { least, most: least + open[symbol], whole };
}

/** What is left of a function's share for the values of a label that were not asked about. */
export function shareOfOthers(of: FunctionShare, parts: readonly FunctionShare[]): FunctionShare {
  const sum = (value: (part: FunctionShare) => number) => parts.reduce((total, part) => total + value(part), 0);
  const whole = Math.max(0, of.whole - sum((part) => part.whole));
  return {
    least: Math.max(0, of.least - sum(({ most }) => most)),
    most: Math.min(whole, Math.max(0, of.most - sum(({ least }) => least))),
    whole,
  };
}
