/** A column of 32-bit integers that grows. */
export class Integers {
  length = 0;
  #array: Int32Array<ArrayBuffer>;

  /** @param room - for how many there is room without growing; what is not used of it costs next to nothing */
  constructor(room = 256) {
    this.#array = new Int32Array(Math.max(1, room));
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  last(): number {
    return this.#array[this.length - 1];
  }

  /** Forgets what came last. */
  truncate(length: number): void {
    this.length = length;
  }

  /** A view of what was pushed. */
  view(): Int32Array {
    return this.#array.subarray(0, this.length);
  }
}

/** A column of doubles that grows. */
export class Doubles {
  length = 0;
  #array = new Float64Array(256);

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  /** A view of what was pushed. */
  view(): Float64Array {
    return this.#array.subarray(0, this.length);
  }
}
