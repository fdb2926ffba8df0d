/**
 * Finds entries of a table by their identifiers, which are usually the positions from 1 but need not be. Of entries
 * with one identifier the last one counts.
 */
export class Positions {
  readonly #dense: Int32Array;
  readonly #sparse = new Map<number, number>();
  /** An entry whose identifier another one has. */
  readonly duplicate: number | undefined;

  /** @param ids - as `Wire.id` gives them */
  constructor(ids: Int32Array) {
    this.#dense = new Int32Array(ids.length * 2 + 2).fill(-1);
    for (let position = 0; position < ids.length; position++) {
      const id = ids[position];
      if (this.find(id) >= 0) {
        this.duplicate ??= position;
      }
      if (id >= 0 && id < this.#dense.length) {
        this.#dense[id] = position;
      } else {
        this.#sparse.set(id, position);
      }
    }
  }

  /** -1 where no entry has it. */
  find(id: number): number {
    return id >= 0 && id < this.#dense.length ? this.#dense[id] : (this.#sparse.get(id) ?? -1);
  }
}
