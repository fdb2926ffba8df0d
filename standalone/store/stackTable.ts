import { VarintReader, VarintWriter } from './varint';

const INITIAL_CAPACITY = 1024;

/**
 * All stacks ever seen, as one tree of locations. A stack's id is its leaf's node; 0 is the empty stack. Nodes are
 * only appended, so a parent's id is always smaller than its child's.
 */
export class StackTable {
  /** parents[id] and locations[id], for 1 ≤ id ≤ size. */
  parents = new Int32Array(INITIAL_CAPACITY);
  locations = new Int32Array(INITIAL_CAPACITY);
  size = 0;
  /** Open addressing, by parent and location; 0 marks a free slot. At most half full. */
  private slots = new Int32Array(INITIAL_CAPACITY * 2);

  /** The stack with this location called by the stack `parent`, added when it is new. */
  child(parent: number, location: number): number {
    let slot = this.slotOf(parent, location);
    if (this.slots[slot] !== 0) {
      return this.slots[slot];
    }
    if (this.size + 1 === this.parents.length) {
      this.grow();
      slot = this.slotOf(parent, location);
    }
    const id = ++this.size;
    this.parents[id] = parent;
    this.locations[id] = location;
    this.slots[slot] = id;
    return id;
  }

  /** The nodes after `from`, to be stored: for each, its distance from its parent and its location. */
  encodeFrom(from: number): Uint8Array {
    const writer = new VarintWriter();
    for (let id = from + 1; id <= this.size; id++) {
      writer.write(id - this.parents[id]);
      writer.write(this.locations[id]);
    }
    return writer.finish();
  }

  /** Appends nodes as {@link encodeFrom} gave them. */
  append(encoded: Uint8Array): void {
    const reader = new VarintReader(encoded);
    while (!reader.done) {
      const parent = this.size + 1 - reader.read();
      this.child(parent, reader.read());
    }
  }

  private slotOf(parent: number, location: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(location, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (let id = this.slots[slot]; id !== 0; id = this.slots[slot]) {
      if (this.parents[id] === parent && this.locations[id] === location) {
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { parents, locations } = this;
    this.parents = new Int32Array(parents.length * 2);
    this.parents.set(parents);
    this.locations = new Int32Array(locations.length * 2);
    this.locations.set(locations);
    this.slots = new Int32Array(parents.length * 4);
    for (let id = 1; id <= this.size; id++) {
      this.slots[this.slotOf(parents[id], locations[id])] = id;
    }
  }
}
