/** So many integers are copied between two pauses. */
const INTEGERS_A_SLICE = 1 << 18;

/** A column of 32-bit integers that grows. */
export class Integers {
  length = 0;
  #array = new Int32Array(256);
  /** What it grows into, with the first `#copied` of them. */
  #larger: Int32Array<ArrayBuffer> | undefined;
  #copied = 0;

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.#larger ?? new Int32Array(this.length * 2);
      larger.set(this.#array.subarray(this.#copied), this.#copied);
      this.#array = larger;
      this.#larger = undefined;
      this.#copied = 0;
    }
    this.#array[this.length++] = value;
  }

  /** Forgets what came last. */
  truncate(length: number): void {
    this.length = length;
    this.#copied = Math.min(this.#copied, length);
  }

  /** Before a pause: copies a part of what is there to where it grows, so that no push has to copy millions at once. */
  growAhead(): void {
    if (this.length > INTEGERS_A_SLICE && this.length > this.#array.length / 2) {
      this.#larger ??= new Int32Array(this.#array.length * 2);
      const to = Math.min(this.length, this.#copied + INTEGERS_A_SLICE);
      this.#larger.set(this.#array.subarray(this.#copied, to), this.#copied);
      this.#copied = to;
    }
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
