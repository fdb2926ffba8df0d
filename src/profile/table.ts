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
  const { length, symbol } = profile;
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
  const table = { self, total, occurrences };
  yield* inSlices(1, length, (from, to) => addNodes(profile, table, onStackUntil, from, to));
  return table;
}

function addNodes(profile: Profile, table: SymbolTable, onStackUntil: Int32Array, from: number, to: number): void {
  const { symbol, end, self: selves, total: totals } = profile;
  const { self, total, occurrences } = table;
  for (let i = from; i < to; i++) {
    const s = symbol[i];
    self[s] += selves[i];
    occurrences[s]++;
    if (i >= onStackUntil[s]) {
      total[s] += totals[i];
      onStackUntil[s] = end[i];
    }
  }
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

/** Of a double. */
const BYTES = 8;

/**
 * Stable radix sort, least significant byte first; the bytes that all values have alike are passed over. The bits of
 * non-negative doubles order as their values (-0 is made 0). Values are carried along with what is sorted, since looking them up by symbol
 * misses the cache with each of many. A comparator takes three times as long for 4,000 and ten times for 250,000.
 */
function sortByValue(order: Int32Array, values: Float64Array, direction: SortDirection): Int32Array {
  const n = order.length;
  let [from, to]: Int32Array[] = [order, new Int32Array(n)];
  let [keys, nextKeys] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    keys[i] = values[order[i]] + 0;
  }
  const flip = direction === 'asc' ? 0 : 255;
  const counts = countBytes(keys, flip);
  for (let byte = 0; byte < BYTES; byte++) {
    const starts = counts.subarray(byte * 256, (byte + 1) * 256);
    const bytes = new Uint8Array(keys.buffer);
    if (starts[bytes[byte] ^ flip] < n) {
      countsToStarts(starts);
      for (let i = 0; i < n; i++) {
        const at = starts[bytes[i * BYTES + byte] ^ flip]++;
        to[at] = from[i];
        nextKeys[at] = keys[i];
      }
      [from, to] = [to, from];
      [keys, nextKeys] = [nextKeys, keys];
    }
  }
  return from;
}

/** How often each byte, its bits flipped, has each value: all of the first byte before those of the second. */
function countBytes(values: Float64Array, flip: number): Int32Array {
  const counts = new Int32Array(BYTES * 256);
  const bytes = new Uint8Array(values.buffer);
  for (let i = 0; i < bytes.length; i += BYTES) {
    for (let byte = 0; byte < BYTES; byte++) {
      counts[byte * 256 + (bytes[i + byte] ^ flip)]++;
    }
  }
  return counts;
}

function countsToStarts(counts: Int32Array): void {
  let start = 0;
  for (let i = 0; i < counts.length; i++) {
    start += counts[i];
    counts[i] = start - counts[i];
  }
}
