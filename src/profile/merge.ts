import type { NodeIndex, Profile, SymbolIndex } from './model';
import { MergedTree } from './mergedTree';
import { nameOrder, type NameOrder } from './naming/order';

/** What a source adds to its merged node: its part of the self value, and its children. */
export type Expand = (node: NodeIndex, weight: number, into: Expansion) => void;

export interface Expansion {
  addSelf(value: number): void;
  child(node: NodeIndex, symbol: SymbolIndex, weight: number): void;
}

/** Nodes with a weight each, growing. */
class Sources {
  nodes: Int32Array = new Int32Array(256);
  weights: Float64Array = new Float64Array(256);
  size = 0;

  resize(size: number): void {
    if (size > this.nodes.length) {
      this.nodes = grown(this.nodes, size);
      const weights = new Float64Array(this.nodes.length);
      weights.set(this.weights);
      this.weights = weights;
    }
    this.size = size;
  }
}

/**
 * Merges many nodes of a profile into one tree, level by level. A merged node stands for a list of sources (nodes of the
 * profile); its children are its sources' children, one merged child for each symbol. Symbols met are stamped with the
 * merged node being worked on, so nothing is hashed. The sources of a level stay grouped by merged node: were they not, a
 * symbol met again after another parent's turn would open a second merged node for the same path.
 *
 *     sources of a:  a ─┬ b      a ─┬ b ─ d      merged:  a ─┬ b ─ d
 *                       └ c         └ d                      ├ c
 *                                                            └ d
 *
 * O(sources + merged log siblings) time, symbol-sized stamps, frontier-sized lists.
 */
class LevelMerge implements Expansion {
  readonly tree = new MergedTree();
  #level = new Sources();
  #next = new Sources();
  /** Where each merged node's sources end in #level and in #next. */
  #levelEnds: Int32Array = new Int32Array(64);
  #nextEnds: Int32Array = new Int32Array(64);
  #nextGroups = 0;

  // The children of the merged node being worked on, in the order they are met; one slot a symbol.
  readonly #stamp: Int32Array;
  readonly #slotOfSymbol: Int32Array;
  readonly #children = new Sources();
  #slotOfChild: Int32Array = new Int32Array(256);
  #slotSymbol: Int32Array = new Int32Array(64);
  #slotSize: Int32Array = new Int32Array(64);
  #slotCount = 0;
  #current = 0;

  readonly #compare: NameOrder;

  constructor(
    private readonly symbols: readonly string[],
    private readonly inOrder: boolean
  ) {
    this.#compare = nameOrder(symbols);
    this.#stamp = new Int32Array(symbols.length).fill(-1);
    this.#slotOfSymbol = new Int32Array(symbols.length);
  }

  addSelf(value: number): void {
    this.tree.self[this.#current] += value;
  }

  child(node: NodeIndex, symbol: SymbolIndex, weight: number): void {
    if (this.#stamp[symbol] !== this.#current) {
      this.#stamp[symbol] = this.#current;
      this.#openSlot(symbol);
    }
    const slot = this.#slotOfSymbol[symbol];
    this.#slotSize[slot]++;
    const at = this.#children.size;
    this.#children.resize(at + 1);
    if (at >= this.#slotOfChild.length) {
      this.#slotOfChild = grown(this.#slotOfChild, at + 1);
    }
    this.#children.nodes[at] = node;
    this.#children.weights[at] = weight;
    this.#slotOfChild[at] = slot;
  }

  run(rootSymbol: SymbolIndex, roots: ArrayLike<NodeIndex>, weights: ArrayLike<number>, expand: Expand): void {
    this.tree.add(-1, rootSymbol);
    this.#level.resize(roots.length);
    this.#level.nodes.set(roots);
    this.#level.weights.set(weights);
    this.#levelEnds[0] = roots.length;
    for (let first = 0, groups = 1; groups > 0;) {
      this.#next.size = 0;
      this.#nextGroups = 0;
      this.#mergeLevel(first, groups, expand);
      [this.#level, this.#next] = [this.#next, this.#level];
      [this.#levelEnds, this.#nextEnds] = [this.#nextEnds, this.#levelEnds];
      first += groups;
      groups = this.#nextGroups;
    }
  }

  #mergeLevel(first: number, groups: number, expand: Expand): void {
    const { nodes, weights } = this.#level;
    let from = 0;
    for (let g = 0; g < groups; g++) {
      const to = this.#levelEnds[g];
      this.#current = first + g;
      this.#children.size = 0;
      this.#slotCount = 0;
      for (let i = from; i < to; i++) {
        expand(nodes[i], weights[i], this);
      }
      this.#closeNode(!this.inOrder || to - from > 1);
      from = to;
    }
  }

  #openSlot(symbol: SymbolIndex): void {
    if (this.#slotCount === this.#slotSymbol.length) {
      this.#slotSymbol = grown(this.#slotSymbol, this.#slotCount + 1);
      this.#slotSize = grown(this.#slotSize, this.#slotCount + 1);
    }
    this.#slotOfSymbol[symbol] = this.#slotCount;
    this.#slotSymbol[this.#slotCount] = symbol;
    this.#slotSize[this.#slotCount++] = 0;
  }

  /** Turns the slots into merged nodes and moves the children met to the next level, slot by slot. */
  #closeNode(sort: boolean): void {
    const slots = this.#slotCount;
    if (this.#nextGroups + slots > this.#nextEnds.length) {
      this.#nextEnds = grown(this.#nextEnds, this.#nextGroups + slots);
    }
    let at = this.#next.size;
    this.#next.resize(at + this.#children.size);
    const order = sort ? this.#slotsByName() : undefined;
    for (let i = 0; i < slots; i++) {
      const slot = order ? order[i] : i;
      this.tree.add(this.#current, this.#slotSymbol[slot]);
      const size = this.#slotSize[slot];
      // From now on the slot's size is where its next child goes.
      this.#slotSize[slot] = at;
      at += size;
      this.#nextEnds[this.#nextGroups++] = at;
    }
    const { nodes, weights, size } = this.#children;
    for (let i = 0; i < size; i++) {
      const place = this.#slotSize[this.#slotOfChild[i]]++;
      this.#next.nodes[place] = nodes[i];
      this.#next.weights[place] = weights[i];
    }
  }

  /** Undefined if the slots are in order already. */
  #slotsByName(): Int32Array | undefined {
    const name = (slot: number) => this.symbols[this.#slotSymbol[slot]];
    let sorted = true;
    for (let i = 1; i < this.#slotCount && sorted; i++) {
      sorted = this.#compare(name(i - 1), name(i)) <= 0;
    }
    if (sorted) {
      return undefined;
    }
    const order = new Int32Array(this.#slotCount);
    for (let i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return order.sort((a, b) => this.#compare(name(a), name(b)));
  }
}

function grown(array: Int32Array, atLeast: number): Int32Array {
  const larger = new Int32Array(Math.max(atLeast, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * Merges `roots` (each with its weight) into a profile whose row 0 has `rootSymbol`. `expand` says what a source's
 * children are, so the same walk serves callees (down), callers (up, the weight carried along) and transforms. With
 * `inOrder` the children of a single source come in the order that they shall have, which saves looking at their names.
 */
export function mergeNodes(
  symbols: readonly string[],
  rootSymbol: SymbolIndex,
  roots: ArrayLike<NodeIndex>,
  weights: ArrayLike<number>,
  inOrder: boolean,
  expand: Expand
): Profile {
  const merge = new LevelMerge(symbols, inOrder);
  merge.run(rootSymbol, roots, weights, expand);
  return merge.tree.toProfile(symbols);
}
