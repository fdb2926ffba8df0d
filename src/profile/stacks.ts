import { Doubles, Integers } from './growing';
import { FrameKind, ProfileInputError, type Frames, type Profile } from './model';
import { nameRank } from './naming/order';
import { drained } from './steps';
import { profileInStepsOf } from './tree';

/** Frames from the root's child to the leaf. */
export interface Stack {
  readonly frames: readonly string[];
  readonly value: number;
}

/** How many stacks are handled between two pauses. */
const STACKS_A_SLICE = 1 << 12;

/** The name that Pyroscope gives the root. */
const ROOT_NAME = 'total';

/** Stacks over frames of which the first is the root's. */
export interface StackColumns {
  /** Stack s is `symbols[start[s]] .. symbols[start[s + 1] - 1]`, the root's child first. */
  readonly symbols: Int32Array;
  /** One more than there are stacks. */
  readonly start: Int32Array;
  /** Of each stack, positive. */
  readonly values: Float64Array;
}

/**
 * Merges stacks into a profile: root `total`, children in byte order of their names. Stacks of value 0 are left out.
 * @throws {ProfileInputError} a negative or infinite value
 */
export function profileFromStacks(stacks: Iterable<Stack>): Profile {
  const builder = new StackBuilder();
  for (const stack of stacks) {
    for (const frame of stack.frames) {
      builder.push(builder.intern(frame));
    }
    builder.endStack(stack.value);
  }
  return builder.build();
}

/** @throws {ProfileInputError} a negative or infinite value */
export function checkStackValue(value: number): void {
  if (!(value >= 0) || value === Infinity) {
    throw new ProfileInputError('bad-value', `A stack has the value ${value}.`);
  }
}

/** Frames by name and kind, each once; the first is the root. */
export class FrameTable {
  readonly #names: string[] = [ROOT_NAME];
  readonly #kinds: FrameKind[] = [FrameKind.root];
  /** Symbols by name, those of functions apart. */
  readonly #functions = new Map<string, number>();
  readonly #others = new Map<string, number>();

  /** The symbol of a frame. */
  intern(name: string, kind: Exclude<FrameKind, FrameKind.root> = FrameKind.function): number {
    const isFunction = kind === FrameKind.function;
    const known = isFunction ? this.#functions : this.#others;
    const key = isFunction ? name : `${kind} ${name}`;
    let symbol = known.get(key);
    if (symbol === undefined) {
      symbol = this.#names.push(name) - 1;
      this.#kinds.push(kind);
      known.set(key, symbol);
    }
    return symbol;
  }

  frames(): Frames {
    return { names: this.#names, kinds: Uint8Array.from(this.#kinds) };
  }
}

/** Collects stacks whose number nobody knows beforehand. */
export class StackBuilder {
  readonly #table = new FrameTable();
  readonly #symbols = new Integers();
  readonly #start = new Integers();
  readonly #values = new Doubles();

  constructor() {
    this.#start.push(0);
  }

  /** The symbol of a frame. */
  intern(name: string, kind?: Exclude<FrameKind, FrameKind.root>): number {
    return this.#table.intern(name, kind);
  }

  /** Adds a frame to the open stack, from the root's child down. */
  push(symbol: number): void {
    this.#symbols.push(symbol);
  }

  /**
   * Closes the open stack; drops it if its value is 0.
   * @throws {ProfileInputError} a negative or infinite value
   */
  endStack(value: number): void {
    checkStackValue(value);
    if (value === 0) {
      this.#symbols.truncate(this.#start.last());
      return;
    }
    this.#start.push(this.#symbols.length);
    this.#values.push(value);
  }

  build(): Profile {
    return drained(this.buildInSteps());
  }

  /** `build` with pauses of about a millisecond's work. */
  buildInSteps(): Generator<void, Profile> {
    const stacks = { symbols: this.#symbols.view(), start: this.#start.view(), values: this.#values.view() };
    return mergedInSteps(this.#table.frames(), stacks);
  }
}

/**
 * Merges stacks by sorting: neighbors in the sorted order share their longest common prefix, which gives the nested set in
 * pre-order without a tree of objects. In steps of about a millisecond.
 */
export function* mergedInSteps(frames: Frames, stacks: StackColumns): Generator<void, Profile> {
  const { symbols, start, values } = stacks;
  const { order, shared } = yield* sortedInSteps(stacks, nameRank(frames.names));
  let nodes = 1;
  for (let k = 0; k < order.length; k++) {
    nodes += start[order[k] + 1] - start[order[k]] - shared[k];
  }
  const level = new Int32Array(nodes);
  const symbol = new Int32Array(nodes);
  const self = new Float64Array(nodes);
  let last = 0;
  for (let k = 0; k < order.length; k++) {
    const stack = order[k];
    let depth = shared[k];
    for (let i = start[stack] + depth; i < start[stack + 1]; i++) {
      last++;
      depth++;
      level[last] = depth;
      symbol[last] = symbols[i];
    }
    // Sorted order puts a stack before its extensions, so its leaf is the newest node.
    self[last] += values[stack];
    if (k % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      yield;
    }
  }
  return yield* profileInStepsOf({ level, symbol, frames }, self);
}

/** So many stacks are taken by a merge between two pauses. */
const TAKEN_A_SLICE = 1 << 12;

/**
 * The stacks in lexicographic order of their frames' names, and how many frames each shares with the one before it: a merge
 * sort that keeps what neighbors share, so that a stack is compared only beyond that (W. Ng, K. Kakehi, "Merging string sequences by
 * longest common prefixes", 2008).
 */
function* sortedInSteps(
  { symbols, start, values }: StackColumns,
  rank: Int32Array
): Generator<void, { order: Int32Array; shared: Int32Array }> {
  const count = values.length;
  let from = { order: new Int32Array(count), shared: new Int32Array(count) };
  let to = { order: new Int32Array(count), shared: new Int32Array(count) };
  for (let s = 0; s < count; s++) {
    from.order[s] = s;
  }
  for (let width = 1; width < count; width *= 2) {
    const { order, shared } = from;
    for (let begin = 0; begin < count; begin += 2 * width) {
      const middle = Math.min(begin + width, count);
      const end = Math.min(begin + 2 * width, count);
      let left = begin;
      let right = middle;
      // What the next of each half shares with the one taken last.
      let withLeft = 0;
      let withRight = 0;
      for (let k = begin; k < end; k++) {
        let takesLeft = right >= end || (left < middle && withLeft > withRight);
        let both = Math.min(withLeft, withRight);
        if (left < middle && right < end && withLeft === withRight) {
          let l = start[order[left]] + both;
          let r = start[order[right]] + both;
          const lastLeft = start[order[left] + 1];
          const lastRight = start[order[right] + 1];
          for (; l < lastLeft && r < lastRight && symbols[l] === symbols[r]; l++) {
            both++;
            r++;
          }
          takesLeft = l === lastLeft || (r < lastRight && rank[symbols[l]] < rank[symbols[r]]);
        }
        if (takesLeft) {
          to.order[k] = order[left];
          to.shared[k] = withLeft;
          withLeft = ++left < middle ? shared[left] : 0;
          withRight = both;
        } else {
          to.order[k] = order[right];
          to.shared[k] = withRight;
          withRight = ++right < end ? shared[right] : 0;
          withLeft = both;
        }
        if (k % TAKEN_A_SLICE === TAKEN_A_SLICE - 1) {
          yield;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
