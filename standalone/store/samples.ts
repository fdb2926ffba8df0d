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

/** Adds a stored profile to the sums by stack id, so many times. */
export function addSamples(encoded: Uint8Array, times: number, sums: Float64Array): void {
  const reader = new VarintReader(encoded);
  let stack = 0;
  while (!reader.done) {
    stack += reader.read();
    sums[stack] += reader.read() * times;
  }
}
