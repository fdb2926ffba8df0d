import type { Profile, SymbolIndex } from './model';

/** What Pyroscope names the leaf it sums pruned children into. */
const NOT_LOADED = 'other';

/** The symbol of the synthetic `other` frames, -1 if there are none. A real function named `other` cannot be told apart. */
export function notLoadedSymbol(profile: Profile): SymbolIndex {
  const symbol = profile.symbols.indexOf(NOT_LOADED);
  return symbol >= 0 && notLoadedOf(profile, symbol) >= 0 ? symbol : -1;
}

/** The value that the server pruned: the sum of the `other` leaves; 0 if everything is loaded. O(n). */
export function notLoadedValue(profile: Profile): number {
  const symbol = profile.symbols.indexOf(NOT_LOADED);
  return symbol >= 0 ? Math.max(0, notLoadedOf(profile, symbol)) : 0;
}

function notLoadedOf(profile: Profile, other: SymbolIndex): number {
  const { length, symbol, value, self, end } = profile;
  let sum = -1;
  for (let i = 1; i < length; i++) {
    if (symbol[i] === other && end[i] === i + 1 && self[i] === value[i]) {
      sum = Math.max(0, sum) + value[i];
    }
  }
  return sum;
}
