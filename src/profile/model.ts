/** Index of a row in a profile's columns; 0 is the root. */
export type NodeIndex = number;
/** Index into a profile's `symbols`. */
export type SymbolIndex = number;

/**
 * A profile as columns: a pre-order nested set. Row 0 is the root, the first child of `i` is `i + 1` (if `end[i] > i + 1`),
 * the next sibling of `i` is `end[i]` (if `end[i] < end[parent[i]]`).
 *
 *     row      0        1     2    3
 *     tree     total ─┬ main ─ read
 *                     └ gc
 *     level    0        1     2    1
 *     end      4        3     3    4
 *
 * Values are in the sample type's unit (nanoseconds, bytes, a count). Above 2^53 they lose precision.
 */
export interface Profile {
  readonly length: number;
  /** Depth; the root is 0. */
  readonly level: Int32Array;
  /** Self plus the values of the children. */
  readonly value: Float64Array;
  readonly self: Float64Array;
  readonly symbol: Int32Array;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** First index after the subtree. */
  readonly end: Int32Array;
  /** Absolute offset in value units: the parent's start + the parent's self + the values of the earlier siblings. */
  readonly start: Float64Array;
  /** Names, each once. */
  readonly symbols: readonly string[];
}

/** What can be wrong with an input; each has one sentence (see `ProfileInputError.message`). */
export type ProfileInputCode =
  | 'column-lengths'
  | 'too-many-nodes'
  | 'bad-level'
  | 'bad-value'
  | 'bad-self'
  | 'bad-label'
  | 'overfull'
  | 'bad-pprof'
  | 'pprof-limit'
  | 'unknown-sample-type'
  | 'missing-column';

/** An input that cannot be drawn. The message is one clear sentence; `row` is the offending row, counted from 0. */
export class ProfileInputError extends Error {
  constructor(
    readonly code: ProfileInputCode,
    message: string,
    readonly row?: number
  ) {
    super(message);
    this.name = 'ProfileInputError';
  }
}

/** True where there is nothing to draw: zero rows, or a root of value 0 (what Pyroscope answers for "nothing in this range"). */
export function isNoData(profile: Profile): boolean {
  return profile.length === 0 || profile.value[0] === 0;
}
