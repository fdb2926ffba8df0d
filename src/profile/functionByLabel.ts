import { PRIOR } from './change/difference';
import { beyondChance } from './change/student';
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

/** A part of a whole, 0 to 1, and between what it lies. */
export interface PartInterval {
  readonly part: number;
  readonly low: number;
  readonly high: number;
}

/** So large that Student's distribution is the normal one. */
const NORMAL = 1000;

/**
 * What a function is of the whole of each value, with intervals that hold for all values together with 95 % (Bonferroni):
 * Wilson's score interval of samples that scatter as they usually do (`PRIOR`), wider by what was not loaded. Where samples
 * cannot be counted there is only the latter.
 * @param samples in a unit of value
 * @returns undefined for a value without profiles
 */
export function partIntervals(
  shares: readonly FunctionShare[],
  samples: number | undefined
): Array<PartInterval | undefined> {
  const score = beyondChance(0.05 / shares.length, NORMAL);
  return shares.map(({ least, most, whole }) => {
    if (whole === 0) {
      return undefined;
    }
    const parts = [least / whole, Math.min(1, most / whole)];
    const [low, high] =
      samples === undefined
        ? parts
        : [
            wilson(parts[0], (whole * samples) / PRIOR.dispersion, -score),
            wilson(parts[1], (whole * samples) / PRIOR.dispersion, score),
          ];
    return { part: parts[0], low, high };
  });
}

/** The end of Wilson's interval on the side of the score's sign. */
function wilson(part: number, count: number, score: number): number {
  const square = score * score;
  const middle = part + square / (2 * count);
  const half = score * Math.sqrt((part * (1 - part)) / count + square / (4 * count * count));
  return Math.min(1, Math.max(0, (middle + half) / (1 + square / count)));
}
