import type { CallTree, Frames, NodeIndex, Profile, SymbolIndex, Weights } from './model';
import { nameOrder, type NameOrder } from './naming/order';
import { drained, inSlices } from './steps';
import { completeTreeInSteps, weightsInSteps } from './tree';

/** How much is handled between two pauses: about a millisecond's work. */
const SOURCES_A_SLICE = 1 << 13;

/** Selves added up by the row they go to; those that go to row -1 are left out. */
export function gather(tree: CallTree, rowOf: Int32Array, self: Float64Array): Weights {
  return drained(gatherInSteps(tree, rowOf, self));
}

/** `gather` in steps. */
export function* gatherInSteps(tree: CallTree, rowOf: Int32Array, self: Float64Array): Generator<void, Weights> {
  const gathered = new Float64Array(tree.length);
  yield* inSlices(0, rowOf.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const row = rowOf[i];
      if (row >= 0) {
        gathered[row] += self[i];
      }
    }
  });
  return yield* weightsInSteps(tree, gathered);
}

/**
 * Puts a source into the tree: its children below the merged node being worked on, and itself (or what else its caller
 * counts by) into that node.
 * @param from where it stopped before; 0 the first time
 * @returns where to go on after a pause, where there is so much below it that it stops; else nothing
 */
export type Expand = (node: NodeIndex, origin: number, into: Expansion, from: NodeIndex) => NodeIndex | void;

export interface Expansion {
  /** `key` went into the merged node being worked on. */
  put(key: number): void;
  child(node: NodeIndex, symbol: SymbolIndex, origin: number): void;
}

/** Nodes, each with the number it came from, growing. */
class Sources {
  nodes: Int32Array = new Int32Array(256);
  origins: Int32Array = new Int32Array(256);
  size = 0;

  resize(size: number): void {
    if (size > this.nodes.length) {
      this.nodes = grown(this.nodes, size);
      this.origins = grown(this.origins, size);
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
  // The merged tree, breadth first: parents before children, siblings together.
  #parent: Int32Array;
  #symbol: Int32Array;
  #count = 0;

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
    private readonly frames: Frames,
    private readonly inOrder: boolean,
    /** By key: its merged node, -1 where it has none; in the end its merged row. */
    private readonly rowOf: Int32Array
  ) {
    const { names } = frames;
    this.#compare = nameOrder(names);
    this.#stamp = new Int32Array(names.length).fill(-1);
    this.#slotOfSymbol = new Int32Array(names.length);
    // Where every node is a key there are at most as many: growing columns of millions takes long.
    const room = Math.max(256, rowOf.length + 1);
    this.#parent = new Int32Array(room);
    this.#symbol = new Int32Array(room);
  }

  put(key: number): void {
    this.rowOf[key] = this.#current;
  }

  child(node: NodeIndex, symbol: SymbolIndex, origin: number): void {
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
    this.#children.origins[at] = origin;
    this.#slotOfChild[at] = slot;
  }

  *run(rootSymbol: SymbolIndex, roots: ArrayLike<NodeIndex>, expand: Expand): Generator<void, CallTree> {
    yield* inSlices(0, this.rowOf.length, (from, to) => this.rowOf.fill(-1, from, to));
    this.#add(-1, rootSymbol);
    this.#level.resize(roots.length);
    this.#level.nodes.set(roots);
    for (let k = 0; k < roots.length; k++) {
      this.#level.origins[k] = k;
    }
    this.#levelEnds[0] = roots.length;
    let handled = 0;
    for (let first = 0, groups = 1; groups > 0;) {
      this.#next.size = 0;
      this.#nextGroups = 0;
      const { nodes, origins } = this.#level;
      for (let g = 0, from = 0; g < groups; g++) {
        const to = this.#levelEnds[g];
        this.#current = first + g;
        this.#children.size = 0;
        this.#slotCount = 0;
        for (let i = from; i < to; i++) {
          const before = this.#children.size;
          for (let at = expand(nodes[i], origins[i], this, 0); at; at = expand(nodes[i], origins[i], this, at)) {
            yield;
          }
          handled += 1 + this.#children.size - before;
          if (handled > SOURCES_A_SLICE) {
            handled = 0;
            yield;
          }
        }
        this.#closeNode(!this.inOrder || to - from > 1);
        from = to;
      }
      [this.#level, this.#next] = [this.#next, this.#level];
      [this.#levelEnds, this.#nextEnds] = [this.#nextEnds, this.#levelEnds];
      first += groups;
      groups = this.#nextGroups;
    }
    return yield* this.#inPreOrder();
  }

  #add(parent: number, symbol: SymbolIndex): void {
    if (this.#count === this.#parent.length) {
      this.#parent = grown(this.#parent, this.#count + 1);
      this.#symbol = grown(this.#symbol, this.#count + 1);
    }
    this.#parent[this.#count] = parent;
    this.#symbol[this.#count++] = symbol;
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
      this.#add(this.#current, this.#slotSymbol[slot]);
      const size = this.#slotSize[slot];
      // From now on the slot's size is where its next child goes.
      this.#slotSize[slot] = at;
      at += size;
      this.#nextEnds[this.#nextGroups++] = at;
    }
    const { nodes, origins, size } = this.#children;
    for (let i = 0; i < size; i++) {
      const place = this.#slotSize[this.#slotOfChild[i]]++;
      this.#next.nodes[place] = nodes[i];
      this.#next.origins[place] = origins[i];
    }
  }

  /** Undefined if the slots are in order already. */
  #slotsByName(): Int32Array | undefined {
    const name = (slot: number) => this.frames.names[this.#slotSymbol[slot]];
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

  /**
   * The same tree in pre-order, and `rowOf` as rows of it. O(n): a node's place is its parent's, plus one, plus the sizes
   * of its earlier siblings.
   */
  *#inPreOrder(): Generator<void, CallTree> {
    const n = this.#count;
    const parent = this.#parent;
    const symbols = this.#symbol;
    // Of what is below each.
    const size = new Int32Array(n);
    yield* inSlices(1, n, (from, to) => {
      for (let k = n - from; k > n - to; k--) {
        size[parent[k]] += size[k] + 1;
      }
    });
    const level = new Int32Array(n);
    const symbol = new Int32Array(n);
    const place = new Int32Array(n);
    const nextChild = new Int32Array(n);
    const putInPlace = (from: number, to: number) => {
      for (let k = from; k < to; k++) {
        const p = parent[k];
        let at = 0;
        if (p >= 0) {
          at = nextChild[p];
          nextChild[p] = at + size[k] + 1;
          level[at] = level[place[p]] + 1;
        }
        place[k] = at;
        nextChild[k] = at + 1;
        symbol[at] = symbols[k];
      }
    };
    // Places are all over the columns, and who comes to a page of memory first waits for it.
    yield* inSlices(0, n, putInPlace, SOURCES_A_SLICE);
    const { rowOf } = this;
    yield* inSlices(0, rowOf.length, (from, to) => {
      for (let i = from; i < to; i++) {
        if (rowOf[i] >= 0) {
          rowOf[i] = place[rowOf[i]];
        }
      }
    });
    return yield* completeTreeInSteps({ level, symbol, frames: this.frames });
  }
}

function grown(array: Int32Array, atLeast: number): Int32Array {
  const larger = new Int32Array(Math.max(atLeast, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * Merges `roots` into a tree whose row 0 has `rootSymbol`. `expand` says what a source's children are, so the same walk
 * serves callees (down), callers (up) and transforms; a root's origin is its place in `roots`. With `inOrder` the children
 * of a single source come in the order that they shall have, which saves looking at their names.
 * @param rowOf filled with the merged row of each key that `expand` puts somewhere, -1 for all others
 */
export function mergeNodes(...what: Parameters<typeof mergeNodesInSteps>): CallTree {
  return drained(mergeNodesInSteps(...what));
}

/** `mergeNodes` in steps. */
export function mergeNodesInSteps(
  frames: Frames,
  rootSymbol: SymbolIndex,
  roots: ArrayLike<NodeIndex>,
  inOrder: boolean,
  rowOf: Int32Array,
  expand: Expand
): Generator<void, CallTree> {
  return new LevelMerge(frames, inOrder, rowOf).run(rootSymbol, roots, expand);
}

/** Makes siblings of one frame one. */
export function mergeSiblings(profile: Profile): Profile {
  const { symbol, end } = profile;
  const rowOf = new Int32Array(profile.length);
  const tree = mergeNodes(profile.frames, symbol[0], [0], true, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, symbol[child], origin);
    }
  });
  return { ...tree, ...gather(tree, rowOf, profile.self) };
}
