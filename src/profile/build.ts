import { ProfileInputError, type Profile } from './model';

/** The columns of a flame graph data frame: `label` indexes `symbols`. */
export interface ProfileColumns {
  readonly level: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly self: ArrayLike<number>;
  readonly label: ArrayLike<number>;
  /** Names, each once (the enum text of the label field). */
  readonly symbols: readonly string[];
}

export interface BuildOptions {
  /** More rows than this are refused before anything is allocated. */
  readonly maxNodes?: number;
}

/** Four times the largest profile the engine is measured with. */
const DEFAULT_MAX_NODES = 4_000_000;

/** Sums beyond 2^53 are rounded; so much may children exceed their parent before it is an error. */
const ROUNDING = 1e-9;

/**
 * Builds the model from pre-order nested set columns in one pass, O(n). Zero rows are fine (see `isNoData`).
 * Children that leave a gap to their parent's value are drawn with the gap at the right.
 * @throws {ProfileInputError} columns of unequal length, too many rows, level jumps, a second root, NaN, infinite or
 * negative values, self above value, a label outside `symbols`, children larger than their parent
 */
export function buildProfile(columns: ProfileColumns, options: BuildOptions = {}): Profile {
  const { level, value, self, label, symbols } = columns;
  const n = level.length;
  if (value.length !== n || self.length !== n || label.length !== n) {
    const lengths = `level ${n}, value ${value.length}, self ${self.length}, label ${label.length}`;
    throw new ProfileInputError('column-lengths', `The flame graph's columns have different lengths: ${lengths}.`);
  }
  const max = options.maxNodes ?? DEFAULT_MAX_NODES;
  if (n > max) {
    throw new ProfileInputError('too-many-nodes', `The flame graph has ${n} nodes, more than the limit of ${max}.`);
  }
  const profile: Profile = {
    length: n,
    level: new Int32Array(n),
    value: new Float64Array(n),
    self: new Float64Array(n),
    symbol: new Int32Array(n),
    parent: new Int32Array(n),
    end: new Int32Array(n),
    start: new Float64Array(n),
    symbols,
  };
  copyColumns(profile, columns);
  linkTree(profile);
  placeStarts(profile);
  return profile;
}

/** One pass that checks each cell on its own. `!(x >= 0)` also catches NaN. */
function copyColumns(profile: Profile, columns: ProfileColumns): void {
  const symbolCount = columns.symbols.length;
  let deepest = -1;
  for (let i = 0; i < profile.length; i++) {
    const level = columns.level[i];
    const value = columns.value[i];
    const self = columns.self[i];
    const label = columns.label[i];
    if (!Number.isInteger(level) || level < 0 || level > deepest + 1 || (level === 0) !== (i === 0)) {
      throw badLevel(i, level, deepest);
    }
    if (!(value >= 0) || value === Infinity) {
      throw new ProfileInputError('bad-value', `Row ${i} of the flame graph has the value ${value}.`, i);
    }
    if (!(self >= 0) || self > value + value * ROUNDING) {
      throw new ProfileInputError('bad-self', `Row ${i} of the flame graph has self ${self} of value ${value}.`, i);
    }
    if (!Number.isInteger(label) || label < 0 || label >= symbolCount) {
      const message = `Row ${i} of the flame graph has the label ${label}, but there are ${symbolCount} names.`;
      throw new ProfileInputError('bad-label', message, i);
    }
    profile.level[i] = deepest = level;
    profile.value[i] = value;
    profile.self[i] = self;
    profile.symbol[i] = label;
  }
}

function badLevel(row: number, level: number, before: number): ProfileInputError {
  const problem =
    row > 0 && level === 0
      ? 'has a second root'
      : `is at level ${level}` + (row === 0 ? ', not 0' : ` right after level ${before}`);
  return new ProfileInputError('bad-level', `Row ${row} of the flame graph ${problem}.`, row);
}

/** Fills parent and end from level, which is right. */
export function linkTree(profile: Profile): void {
  const { length, level, parent, end } = profile;
  let open = -1;
  for (let i = 0; i < length; i++) {
    const depth = level[i];
    while (open >= 0 && level[open] >= depth) {
      end[open] = i;
      open = parent[open];
    }
    parent[i] = open;
    open = i;
  }
  for (; open >= 0; open = parent[open]) {
    end[open] = length;
  }
}

/**
 * Fills start from value, self and end.
 * @throws {ProfileInputError} overfull: self and children exceed their parent's value
 */
export function placeStarts(profile: Profile): void {
  const { length, value, self, end, start } = profile;
  for (let i = 0; i < length; i++) {
    let x = start[i] + self[i];
    for (let child = i + 1; child < end[i]; child = end[child]) {
      start[child] = x;
      x += value[child];
    }
    const limit = start[i] + value[i];
    if (x > limit + limit * ROUNDING) {
      const message = `The children of row ${i} of the flame graph are larger than its value ${value[i]}.`;
      throw new ProfileInputError('overfull', message, i);
    }
  }
}

/** Columns of a model that is computed rather than read: right by construction, values still to be summed. */
export interface ComputedColumns {
  readonly level: Int32Array;
  readonly symbol: Int32Array;
  readonly self: Float64Array;
  readonly symbols: readonly string[];
}

/** Completes computed columns: value is self plus the children's values. O(n). */
export function completeProfile(columns: ComputedColumns): Profile {
  const n = columns.level.length;
  const profile: Profile = {
    ...columns,
    length: n,
    value: columns.self.slice(),
    parent: new Int32Array(n),
    end: new Int32Array(n),
    start: new Float64Array(n),
  };
  linkTree(profile);
  const { value, parent } = profile;
  for (let i = n - 1; i > 0; i--) {
    value[parent[i]] += value[i];
  }
  placeStarts(profile);
  return profile;
}
