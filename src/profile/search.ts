import type { NodeIndex, Profile } from './model';

/** A search for names. `matches` takes linear time in the name's length. */
export interface Matcher {
  matches(name: string): boolean;
}

/** A regular expression that cannot be used; the message says why. */
export class SearchPatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchPatternError';
  }
}

/** One bit a symbol: symbol `s` matches if `bits[s >> 3] & (1 << (s & 7))`. */
export type SymbolSet = Uint8Array;

export function hasSymbol(set: SymbolSet, symbol: number): boolean {
  return (set[symbol >> 3] & (1 << (symbol & 7))) !== 0;
}

/** Literal and case-insensitive: commas, dots and stars mean themselves. */
export function literalMatcher(text: string): Matcher {
  throw new Error(`not yet ${text}`);
}

/**
 * A case-insensitive RE2 pattern (linear time; loads its engine on first use).
 * @throws {SearchPatternError} rejects with the pattern's error
 */
export async function regexMatcher(pattern: string): Promise<Matcher> {
  throw new Error(`not yet ${pattern}`);
}

/** The symbols whose names match, in one go; for literal matchers. O(S). */
export function matchSymbols(profile: Profile, matcher: Matcher): SymbolSet {
  throw new Error(`not yet ${profile.length} ${typeof matcher}`);
}

export interface SlicedSearchOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds of work before other tasks get their turn. */
  readonly sliceMs?: number;
}

/** As `matchSymbols`, in time slices. Rejects with the signal's reason when aborted. */
export async function matchSymbolsSliced(
  profile: Profile,
  matcher: Matcher,
  options: SlicedSearchOptions = {}
): Promise<SymbolSet> {
  throw new Error(`not yet ${profile.length} ${typeof matcher} ${options.sliceMs}`);
}

/** The value under matching nodes, each part counted once. The root never matches. O(n). */
export function matchedValue(profile: Profile, set: SymbolSet): number {
  throw new Error(`not yet ${profile.length} ${set.length}`);
}

/** All matching nodes in pre-order (as one reads the graph), for next and previous. */
export function matchNodes(profile: Profile, set: SymbolSet): Int32Array {
  throw new Error(`not yet ${profile.length} ${set.length}`);
}

/** The matching node after (or before) `from`, going around at the ends; undefined without a match. */
export function nextMatch(matches: Int32Array, from: NodeIndex, step: 1 | -1): NodeIndex | undefined {
  throw new Error(`not yet ${matches.length} ${from} ${step}`);
}
