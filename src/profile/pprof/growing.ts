/** A column of 32-bit integers that grows. */
export class Integers {
  length = 0;
  #array = new Int32Array(256);

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
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
