import { openOfSymbols } from './comparison/open';
import type { Profile } from './model';

/** What a function has of a profile. */
export interface FunctionShare {
  /** Its total, recursion counted once: at least, and at most where something was not loaded. */
  readonly least: number;
  readonly most: number;
  readonly whole: number;
}

/** The share of the function of a name; of none where the profile does not show it. O(nodes) */
export function functionShare(profile: Profile, name: string): FunctionShare {
  const { length, symbol, total, end, frames } = profile;
  const whole = length > 0 ? total[0] : 0;
  const wanted = frames.names.indexOf(name);
  let least = 0;
  for (let i = 0; i < length;) {
    if (symbol[i] === wanted) {
      least += total[i];
      i = end[i];
    } else {
      i++;
    }
  }
  const { self: notLoaded, total: open } = openOfSymbols(profile, profile);
  return { least, most: least + (wanted < 0 ? notLoaded : open[wanted]), whole };
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
