import { VarintReader, VarintWriter } from './varint';

/**
 * A stored profile: for each stack, ascending, the distance of its id from the one before and its value, as varints.
 * `[[3, 10], [7, 500]]` becomes the bytes `3 10 4 244 3`.
 */
export function encodeSamples(samples: ReadonlyMap<number, number>): Uint8Array {
  const writer = new VarintWriter();
  let previous = 0;
  for (const stack of [...samples.keys()].sort((a, b) => a - b)) {
    writer.write(stack - previous);
    writer.write(samples.get(stack) ?? 0);
    previous = stack;
  }
  return writer.finish();
}

/** Sums of stored profiles by stack id, whatever the number of stacks that none of them has. */
export class StackSums {
  /** Of a new one the system gives no memory to what is never touched. */
  readonly values: Float64Array;
  private readonly met: number[] = [];

  /** @param most - the largest stack id */
  constructor(most: number) {
    this.values = new Float64Array(most + 1);
  }

  /** Adds a stored profile so many times. */
  add(encoded: Uint8Array, times: number): void {
    const { values, met } = this;
    const reader = new VarintReader(encoded);
    let stack = 0;
    while (!reader.done) {
      stack += reader.read();
      const value = reader.read() * times;
      if (value > 0) {
        if (values[stack] === 0) {
          met.push(stack);
        }
        values[stack] += value;
      }
    }
  }

  /** Those with a value, ascending. */
  get stacks(): Int32Array {
    return Int32Array.from(this.met).sort();
  }
}
