/** Surrogates sort below U+E000 by UTF-16 unit, above it by byte. */
const SURROGATE = /[\ud800-\udfff]/;

/** Byte order (UTF-8) of two names: negative, 0 or positive. Pyroscope orders children so; `<` compares UTF-16 units. */
export function compareNames(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return SURROGATE.test(a) || SURROGATE.test(b) ? compareCodePoints(a, b) : a < b ? -1 : 1;
}

function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      // Equal high surrogates before: comparing the low ones is right; else code points order surrogates last.
      const xSurrogate = x >= 0xd800 && x <= 0xdfff;
      const ySurrogate = y >= 0xd800 && y <= 0xdfff;
      return xSurrogate === ySurrogate ? x - y : xSurrogate ? 1 : -1;
    }
  }
  return a.length - b.length;
}

export type NameOrder = (a: string, b: string) => number;

const orders = new WeakMap<readonly string[], NameOrder>();

/** Byte order for one array of names: looks for surrogates once, not in each comparison. */
export function nameOrder(symbols: readonly string[]): NameOrder {
  let order = orders.get(symbols);
  if (!order) {
    const surrogates = symbols.some((name) => SURROGATE.test(name));
    order = surrogates ? compareNames : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    orders.set(symbols, order);
  }
  return order;
}

const ranks = new WeakMap<readonly string[], Int32Array>();

/** The place of each name in byte order; computed once for an array of names. Equal names get neighboring places. */
export function nameRank(symbols: readonly string[]): Int32Array {
  let rank = ranks.get(symbols);
  if (!rank) {
    rank = rankOf(symbols);
    ranks.set(symbols, rank);
  }
  return rank;
}

function rankOf(symbols: readonly string[]): Int32Array {
  const order = new Int32Array(symbols.length);
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
  }
  const compare = nameOrder(symbols);
  order.sort((a, b) => compare(symbols[a], symbols[b]) || a - b);
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    rank[order[i]] = i;
  }
  return rank;
}
