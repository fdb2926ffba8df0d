import { VarintReader, VarintWriter } from './varint';

const INITIAL_CAPACITY = 1024;

/**
 * A tree as columns: `parents[id]` and `keys[id]`, for 1 ≤ id ≤ size; keys are whole numbers from 0. Node 0 is the root
 * and has no key. Nodes are only appended, so a parent's id is always smaller than its child's.
 */
export class NodeTable {
  parents = new Int32Array(INITIAL_CAPACITY);
  keys = new Int32Array(INITIAL_CAPACITY);
  size = 0;

  /** Appends nodes as {@link NodeTable.encodeFrom} gave them. */
  append(encoded: Uint8Array): void {
    const reader = new VarintReader(encoded);
    while (!reader.done) {
      const parent = this.size + 1 - reader.read();
      this.add(parent, reader.read());
    }
  }

  /** The nodes after `from`, to be stored: for each, its distance from its parent and its key. */
  encodeFrom(from: number): Uint8Array {
    const writer = new VarintWriter();
    for (let id = from + 1; id <= this.size; id++) {
      writer.write(id - this.parents[id]);
      writer.write(this.keys[id]);
    }
    return writer.finish();
  }

  /** Appends one node, which must be none that is there. */
  add(parent: number, key: number): number {
    if (this.size + 1 === this.parents.length) {
      this.grow();
    }
    const id = ++this.size;
    this.parents[id] = parent;
    this.keys[id] = key;
    return id;
  }

  protected grow(): void {
    const { parents, keys } = this;
    this.parents = new Int32Array(parents.length * 2);
    this.parents.set(parents);
    this.keys = new Int32Array(keys.length * 2);
    this.keys.set(keys);
  }
}

/** A tree whose nodes are found by parent and key: siblings have different keys. */
export class KeyedTree extends NodeTable {
  /** Open addressing, by parent and key; 0 marks a free slot. At most half full. */
  private slots = new Int32Array(INITIAL_CAPACITY * 2);

  /** The child of `parent` with this key, added when it is new. */
  child(parent: number, key: number): number {
    return this.slots[this.slotOf(parent, key)] || this.add(parent, key);
  }

  override add(parent: number, key: number): number {
    const id = super.add(parent, key);
    this.slots[this.slotOf(parent, key)] = id;
    return id;
  }

  private slotOf(parent: number, key: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(key, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (let id = this.slots[slot]; id !== 0; id = this.slots[slot]) {
      if (this.parents[id] === parent && this.keys[id] === key) {
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  protected override grow(): void {
    super.grow();
    this.slots = new Int32Array(this.parents.length * 2);
    for (let id = 1; id <= this.size; id++) {
      this.slots[this.slotOf(this.parents[id], this.keys[id])] = id;
    }
  }
}
