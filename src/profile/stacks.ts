import { Integers } from './growing';
import { FrameKind, ProfileInputError, type Profile } from './model';
import { nameRank } from './naming/order';
import { drained, sortInSteps } from './steps';
import { profileInStepsOf } from './tree';

/** Frames from the root's child to the leaf. */
export interface Stack {
  readonly frames: readonly string[];
  readonly value: number;
}

/** How many stacks are handled between two pauses. */
const STACKS_A_SLICE = 1 << 12;
const FRAMES_A_SLICE = 1 << 17;

/** The name that Pyroscope gives the root. */
const ROOT_NAME = 'total';

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

/**
 * Collects stacks in flat columns and merges them by sorting: neighbors in the sorted order share their longest common
 * prefix, which gives the nested set in pre-order without a tree of objects. O(frames + stacks log stacks comparisons).
 */
export class StackBuilder {
  readonly #names: string[] = [ROOT_NAME];
  readonly #kinds: FrameKind[] = [FrameKind.root];
  /** Symbols by name, those of functions apart. */
  readonly #functions = new Map<string, number>();
  readonly #others = new Map<string, number>();
  readonly #frames = new Integers();
  /** Stack s is frames[#ends[s - 1]] .. frames[#ends[s] - 1]. */
  readonly #ends: number[] = [];
  readonly #values: number[] = [];

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

  /** Adds a frame to the open stack, from the root's child down. */
  push(symbol: number): void {
    this.#frames.push(symbol);
  }

  /** Before a pause, of millions of frames. */
  growAhead(): void {
    this.#frames.growAhead();
  }

  /**
   * Closes the open stack; drops it if its value is 0.
   * @throws {ProfileInputError} a negative or infinite value
   */
  endStack(value: number): void {
    if (!(value >= 0) || value === Infinity) {
      throw new ProfileInputError('bad-value', `A stack has the value ${value}.`);
    }
    if (value === 0) {
      this.#frames.truncate(this.#ends.length > 0 ? this.#ends[this.#ends.length - 1] : 0);
      return;
    }
    this.#ends.push(this.#frames.length);
    this.#values.push(value);
  }

  build(): Profile {
    return drained(this.buildInSteps());
  }

  /** `build` with pauses of about a millisecond's work. */
  *buildInSteps(): Generator<void, Profile> {
    const order = yield* this.#sortStacks();
    const shared = yield* this.#sharedPrefixes(order);
    let nodes = 1;
    for (let k = 0; k < order.length; k++) {
      nodes += this.#lengthOf(order[k]) - shared[k];
    }
    const level = new Int32Array(nodes);
    const symbol = new Int32Array(nodes);
    const self = new Float64Array(nodes);
    const frames = this.#frames.view();
    let last = 0;
    for (let k = 0; k < order.length; k++) {
      const begin = this.#beginOf(order[k]);
      const length = this.#lengthOf(order[k]);
      for (let depth = shared[k]; depth < length; depth++) {
        last++;
        level[last] = depth + 1;
        symbol[last] = frames[begin + depth];
      }
      // Sorted order puts a stack before its extensions, so its leaf is the newest node.
      self[last] += this.#values[order[k]];
      if (k % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
        yield;
      }
    }
    const names = { names: this.#names, kinds: Uint8Array.from(this.#kinds) };
    return yield* profileInStepsOf({ level, symbol, frames: names }, self);
  }

  #beginOf(stack: number): number {
    return stack === 0 ? 0 : this.#ends[stack - 1];
  }

  #lengthOf(stack: number): number {
    return this.#ends[stack] - this.#beginOf(stack);
  }

  /** Stacks in lexicographic order of their frames' names. */
  *#sortStacks(): Generator<void, Int32Array> {
    const rank = nameRank(this.#names);
    const frames = this.#frames.view();
    const ranked = new Int32Array(frames.length);
    for (let i = 0; i < ranked.length; i++) {
      ranked[i] = rank[frames[i]];
      if (i % FRAMES_A_SLICE === FRAMES_A_SLICE - 1) {
        yield;
      }
    }
    return yield* sortInSteps(this.#ends.length, (a, b) => {
      const endA = this.#ends[a];
      const endB = this.#ends[b];
      let i = this.#beginOf(a);
      for (let j = this.#beginOf(b); i < endA && j < endB; i++, j++) {
        if (ranked[i] !== ranked[j]) {
          return ranked[i] - ranked[j];
        }
      }
      return this.#lengthOf(a) - this.#lengthOf(b);
    });
  }

  /** How many frames each stack shares with the one before it in `order`. */
  *#sharedPrefixes(order: Int32Array): Generator<void, Int32Array> {
    const frames = this.#frames.view();
    const shared = new Int32Array(order.length);
    for (let k = 1; k < order.length; k++) {
      const a = this.#beginOf(order[k - 1]);
      const b = this.#beginOf(order[k]);
      const most = Math.min(this.#lengthOf(order[k - 1]), this.#lengthOf(order[k]));
      let same = 0;
      while (same < most && frames[a + same] === frames[b + same]) {
        same++;
      }
      shared[k] = same;
      if (k % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
        yield;
      }
    }
    return shared;
  }
}
