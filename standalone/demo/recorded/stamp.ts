import { gzipSync } from 'node:zlib';

/** Keys (field number and wire type) of pprof's `time_nanos` and `duration_nanos`, both varints. */
const TIME_NANOS = (9 << 3) | 0;
const DURATION_NANOS = (10 << 3) | 0;

/**
 * Makes gzipped pprofs of one recorded message at any time.
 *
 * A concatenation of protobuf messages is the merged message (https://protobuf.dev/programming-guides/encoding/#last-one-wins),
 * and a concatenation of gzip members inflates to the concatenated contents (RFC 1952, 2.2). So the message, which
 * carries no time, is compressed once, and a stamp of some twenty bytes follows it: thousands of stamped copies of a
 * large profile cost no more than copying bytes.
 */
export class Stamper {
  private readonly compressed: Uint8Array;

  /** @param message - an inflated pprof without `time_nanos` and `duration_nanos` */
  constructor(message: Uint8Array) {
    this.compressed = gzipSync(message);
  }

  /** The gzipped pprof, dated `time` (milliseconds since the epoch) and lasting `duration` nanoseconds. */
  at(time: number, duration: bigint): Uint8Array {
    const stamp = [TIME_NANOS, ...varint(BigInt(time) * BigInt(1e6)), DURATION_NANOS, ...varint(duration)];
    return Buffer.concat([this.compressed, gzipSync(Uint8Array.from(stamp))]);
  }
}

function varint(value: bigint): number[] {
  const low = Number(BigInt.asUintN(7, value));
  const rest = value >> BigInt(7);
  return rest === BigInt(0) ? [low] : [low | 0x80, ...varint(rest)];
}
