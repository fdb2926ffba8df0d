import { mergeSiblings } from './merge';
import { FrameKind, ProfileInputError, type CallTree, type Frames, type Profile, type Weights } from './model';
import { linkTree } from './tree';

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

/** Sums beyond 2^53 are rounded; so much of its value may a node's children exceed it before it is an error. */
const ROUNDING = 1e-9;

/** What Pyroscope names the leaf that it sums the children into that it cuts. */
const NOT_LOADED_NAME = 'other';

/**
 * Builds the model from pre-order nested set columns, O(n). Zero rows are fine (see `isNoData`). Where self and children
 * leave a part of a node's value to nobody, that part is the node's own: so the selves always add up to the whole.
 * Siblings of one name become one. The first row is the root, whatever its name; leaves named `other` are what the
 * server cut (a function of that name that calls nothing cannot be told from it).
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
  const copied = copyColumns(columns);
  const { parent, end } = linkTree(copied.level);
  const frames = readKinds(copied, end, symbols);
  const profile = { length: n, frames, ...copied, parent, end };
  return fillGaps(profile) ? mergeSiblings(profile) : profile;
}

type Columns = Pick<CallTree, 'level' | 'symbol'> & Weights;

/** One pass that checks each cell on its own. `!(x >= 0)` also catches NaN. */
function copyColumns(columns: ProfileColumns): Columns {
  const n = columns.level.length;
  const copied: Columns = {
    level: new Int32Array(n),
    symbol: new Int32Array(n),
    self: new Float64Array(n),
    total: new Float64Array(n),
  };
  const symbolCount = columns.symbols.length;
  let deepest = -1;
  for (let i = 0; i < n; i++) {
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
    copied.level[i] = deepest = level;
    copied.total[i] = value;
    copied.self[i] = self;
    copied.symbol[i] = label;
  }
  return copied;
}

function badLevel(row: number, level: number, before: number): ProfileInputError {
  const problem =
    row > 0 && level === 0
      ? 'has a second root'
      : `is at level ${level}` + (row === 0 ? ', not 0' : ` right after level ${before}`);
  return new ProfileInputError('bad-level', `Row ${row} of the flame graph ${problem}.`, row);
}

/**
 * The frames, told apart by kind: the root and the leaves that were cut get frames of their own where functions share
 * their names (`symbol` is changed to them).
 */
function readKinds({ symbol, self, total }: Columns, end: Int32Array, symbols: readonly string[]): Frames {
  if (symbol.length === 0) {
    return { names: symbols, kinds: new Uint8Array(symbols.length) };
  }
  const root = symbol[0];
  const cut = symbols.indexOf(NOT_LOADED_NAME);
  const isCut = (i: number) => symbol[i] === cut && end[i] === i + 1 && self[i] === total[i];
  let rootShared = false;
  let cutLeaves = 0;
  let cutShared = cut === root;
  for (let i = 1; i < symbol.length; i++) {
    rootShared ||= symbol[i] === root;
    if (symbol[i] === cut) {
      if (isCut(i)) {
        cutLeaves++;
      } else {
        cutShared = true;
      }
    }
  }
  const names = [...(rootShared ? [symbols[root]] : []), ...(cutLeaves > 0 && cutShared ? [symbols[cut]] : [])];
  const frames = { names: names.length > 0 ? symbols.concat(names) : symbols, kinds: new Uint8Array(0) };
  const kinds = new Uint8Array(frames.names.length);
  if (cutLeaves > 0) {
    const own = cutShared ? frames.names.length - 1 : cut;
    kinds[own] = FrameKind.notLoaded;
    for (let i = 1; cutShared && i < symbol.length; i++) {
      if (isCut(i)) {
        symbol[i] = own;
      }
    }
  }
  symbol[0] = rootShared ? symbols.length : root;
  kinds[symbol[0]] = FrameKind.root;
  return { ...frames, kinds };
}

/**
 * Makes total what self and children are, adding to self what is missing; true if siblings share a frame.
 * @throws {ProfileInputError} overfull: self and children exceed their parent's value
 */
function fillGaps({ length, frames, symbol, self, total, end }: Profile): boolean {
  // The parent whose child had the symbol last.
  const lastParent = new Int32Array(frames.names.length).fill(-1);
  let repeated = false;
  for (let i = 0; i < length; i++) {
    let children = 0;
    for (let child = i + 1; child < end[i]; child = end[child]) {
      children += total[child];
      repeated ||= lastParent[symbol[child]] === i;
      lastParent[symbol[child]] = i;
    }
    const missing = total[i] - self[i] - children;
    if (missing < -ROUNDING * total[i]) {
      const message = `The children of row ${i} of the flame graph are larger than its value ${total[i]}.`;
      throw new ProfileInputError('overfull', message, i);
    }
    if (missing > ROUNDING * total[i]) {
      self[i] += missing;
    }
  }
  return repeated;
}
