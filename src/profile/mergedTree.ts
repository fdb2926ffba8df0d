import { completeProfile } from './build';
import type { Profile, SymbolIndex } from './model';

/** A tree that is built breadth first: parents before children, siblings together. */
export class MergedTree {
  #parent = new Int32Array(256);
  #symbol = new Int32Array(256);
  self: Float64Array = new Float64Array(256);
  #count = 0;

  /** Adds a node below `parent` (-1 for the root) and returns its number. */
  add(parent: number, symbol: SymbolIndex): number {
    if (this.#count === this.#parent.length) {
      this.#grow();
    }
    this.#parent[this.#count] = parent;
    this.#symbol[this.#count] = symbol;
    return this.#count++;
  }

  #grow(): void {
    const length = this.#count * 2;
    const parent = new Int32Array(length);
    const symbol = new Int32Array(length);
    const self = new Float64Array(length);
    parent.set(this.#parent);
    symbol.set(this.#symbol);
    self.set(this.self);
    this.#parent = parent;
    this.#symbol = symbol;
    this.self = self;
  }

  /** The same tree in pre-order. O(n): a node's place is its parent's, plus one, plus the sizes of its earlier siblings. */
  toProfile(symbols: readonly string[]): Profile {
    const n = this.#count;
    const size = new Int32Array(n).fill(1);
    for (let k = n - 1; k > 0; k--) {
      size[this.#parent[k]] += size[k];
    }
    const level = new Int32Array(n);
    const symbol = new Int32Array(n);
    const self = new Float64Array(n);
    const place = new Int32Array(n);
    const nextChild = new Int32Array(n);
    for (let k = 0; k < n; k++) {
      const parent = this.#parent[k];
      if (parent >= 0) {
        place[k] = nextChild[parent];
        nextChild[parent] += size[k];
        level[place[k]] = level[place[parent]] + 1;
      }
      nextChild[k] = place[k] + 1;
      symbol[place[k]] = this.#symbol[k];
      self[place[k]] = this.self[k];
    }
    return completeProfile({ level, symbol, self, symbols });
  }
}
