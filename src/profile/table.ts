import type { Profile } from './model';
import { nameRank } from './naming/order';
import { drained, inSlices } from './steps';

/** By symbol. `occurrences` is how many nodes have the symbol; 0 means that it is not in the profile (no table row). */
export interface SymbolTable {
  readonly self: Float64Array;
  /** Sum of the values of the outermost occurrences: recursion counts once. */
  readonly total: Float64Array;
  readonly occurrences: Int32Array;
}

export type SymbolColumn = 'symbol' | 'self' | 'total';
export type SortDirection = 'asc' | 'desc';

/**
 * Self, total and occurrences of every symbol, O(n). The root counts only where it has self of its own, so that the
 * selves always add up to the whole.
 */
export function symbolTable(profile: Profile): SymbolTable {
  return drained(symbolTableInSteps(profile));
}

/** `symbolTable` in steps. */
export function* symbolTableInSteps(profile: Profile): Generator<void, SymbolTable> {
  const { length, symbol, end } = profile;
  const count = profile.frames.names.length;
  const self = new Float64Array(count);
  const total = new Float64Array(count);
  const occurrences = new Int32Array(count);
  // A symbol is on the stack until its outermost open occurrence ends.
  const onStackUntil = new Int32Array(count);
  if (length > 0 && profile.self[0] > 0) {
    const root = symbol[0];
    self[root] = total[root] = profile.self[0];
    occurrences[root] = 1;
  }
  const { self: selves, total: totals } = profile;
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const s = symbol[i];
      self[s] += selves[i];
      occurrences[s]++;
      if (i >= onStackUntil[s]) {
        total[s] += totals[i];
        onStackUntil[s] = end[i];
      }
    }
  });
  return { self, total, occurrences };
}

/** Ranking this many names costs about 15 ms; for more of them equal values stay in the order of the symbols. */
const RANK_TIES_UP_TO = 30_000;

/** The symbols that occur, sorted; equal values by name, ascending (beyond 30,000 symbols by symbol index). A column may be one of the
 * caller's, with a value for each symbol. */
export function sortSymbols(
  profile: Profile,
  table: SymbolTable,
  column: SymbolColumn | Float64Array,
  direction: SortDirection
): Int32Array {
  const count = table.occurrences.length;
  const byName = column === 'symbol' || count <= RANK_TIES_UP_TO;
  const order = occurring(table, byName ? nameRank(profile.frames.names) : undefined);
  if (column === 'symbol') {
    return direction === 'asc' ? order : order.reverse();
  }
  return sortByValue(order, typeof column === 'string' ? table[column] : column, direction);
}

/** The symbols that occur, by rank if given, else by index. */
function occurring({ occurrences }: SymbolTable, rank: Int32Array | undefined): Int32Array {
  const all = new Int32Array(occurrences.length);
  for (let s = 0; s < all.length; s++) {
    all[rank ? rank[s] : s] = s;
  }
  let kept = 0;
  for (const s of all) {
    if (occurrences[s] > 0) {
      all[kept++] = s;
    }
  }
  return all.slice(0, kept);
}

/**
 * Stable radix sort (least significant digit first, 16 bits a digit). The bits of non-negative doubles order as their
 * values; a comparator costs ten times as much at 250,000 symbols.
 */
function sortByValue(order: Int32Array, values: Float64Array, direction: SortDirection): Int32Array {
  const n = order.length;
  if (n < 4096) {
    const sign = direction === 'asc' ? 1 : -1;
    const place = placesOf(order, values.length);
    return order.sort((a, b) => sign * (values[a] - values[b]) || place[a] - place[b]);
  }
  const digits = new Uint16Array(values.buffer, values.byteOffset, values.length * 4);
  const flip = direction === 'asc' ? 0 : 0xffff;
  let from: Int32Array = order;
  let to: Int32Array = new Int32Array(n);
  for (let digit = 0; digit < 4; digit++) {
    const offset = new Int32Array(0x10001);
    for (const s of from) {
      offset[(digits[s * 4 + digit] ^ flip) + 1]++;
    }
    for (let d = 0; d < 0x10000; d++) {
      offset[d + 1] += offset[d];
    }
    for (const s of from) {
      to[offset[digits[s * 4 + digit] ^ flip]++] = s;
    }
    [from, to] = [to, from];
  }
  return from;
}

function placesOf(order: Int32Array, count: number): Int32Array {
  const place = new Int32Array(count);
  for (let i = 0; i < order.length; i++) {
    place[order[i]] = i;
  }
  return place;
}
