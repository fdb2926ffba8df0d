import type { Profile, SymbolIndex } from './model';

/** The callees of a symbol: row 0 is the symbol (all its outermost occurrences merged), its children what it calls. */
export function callees(profile: Profile, symbol: SymbolIndex): Profile {
  throw new Error(`not yet ${profile.length} ${symbol}`);
}

/** The callers of a symbol, upside down: row 0 is the symbol, its children are its callers, each with the part of the symbol's value it asked for. */
export function callers(profile: Profile, symbol: SymbolIndex): Profile {
  throw new Error(`not yet ${profile.length} ${symbol}`);
}
