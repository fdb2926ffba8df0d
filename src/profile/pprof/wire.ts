import type { Integers } from '../growing';
import { ProfileInputError } from '../model';

/** Protobuf wire types (https://protobuf.dev/programming-guides/encoding/#structure). */
export const VARINT = 0;
const FIXED64 = 1;
export const BYTES = 2;
const GROUP_START = 3;
const GROUP_END = 4;
const FIXED32 = 5;

const TWO_TO_32 = 2 ** 32;
const LARGEST_FIELD = 2 ** 29 - 1;

/** @param what - goes on after "This is not a pprof:" */
export function notPprof(what: string): ProfileInputError {
  return new ProfileInputError('bad-pprof', `This is not a pprof: ${what}.`);
}

/**
 * Walks protobuf's wire format. Every read takes the end of the message that it stands in and throws where it would
 * cross it: a file cut off in transit is never taken for a smaller one.
 */
export class Wire {
  at = 0;
  /** The low and the high 32 bits of the last varint, both unsigned. */
  low = 0;
  high = 0;
  /** Of the last tag. */
  field = 0;
  type = VARINT;
  /** How many integers did not fit into a double and were rounded to the nearest one. */
  rounded = 0;

  readonly #bytes: Uint8Array;
  /** Identifiers of 2^31 and more, by their 64 bits. */
  readonly #wide = new Map<bigint, number>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads a varint of up to 64 bits into `low` and `high`. */
  varint(end: number): void {
    const bytes = this.#bytes;
    let at = this.at;
    let byte = bytes[at++];
    let low = byte & 0x7f;
    let high = 0;
    // 4 bytes fill 28 bits; the fifth is shared by both halves.
    for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
      byte = bytes[at++];
      low |= (byte & 0x7f) << shift;
    }
    if (byte > 0x7f) {
      byte = bytes[at++];
      low |= (byte & 0x7f) << 28;
      high = (byte & 0x7f) >>> 4;
      for (let shift = 3; byte > 0x7f; shift += 7) {
        byte = bytes[at++];
        high |= (byte & 0x7f) << shift;
        if (shift === 31 && byte > 1) {
          throw at > end ? notPprof('it is cut off') : notPprof(`the number at byte ${this.at} is longer than 64 bits`);
        }
      }
    }
    if (at > end) {
      throw notPprof('it is cut off');
    }
    this.at = at;
    this.low = low >>> 0;
    this.high = high >>> 0;
  }

  /** A signed 64-bit integer as a double, the nearest one beyond 2^53. */
  int64(end: number): number {
    this.varint(end);
    if (this.high === 0) {
      return this.low;
    }
    const value = (this.high | 0) * TWO_TO_32 + this.low;
    if (!Number.isSafeInteger(value)) {
      this.rounded++;
    }
    return value;
  }

  /** A signed 64-bit integer, whole. */
  bigint(end: number): bigint {
    this.varint(end);
    return BigInt.asIntN(64, this.#bits());
  }

  /** The index of an entry of a table; -1 where no table can be so large. */
  index(end: number): number {
    this.varint(end);
    return this.high === 0 && this.low <= 0x7fffffff ? this.low : -1;
  }

  /** A number below 2^31 that stands for a 64-bit identifier: itself, or a negative one where it is larger. */
  id(end: number): number {
    this.varint(end);
    if (this.high === 0 && this.low <= 0x7fffffff) {
      return this.low;
    }
    const bits = this.#bits();
    const known = this.#wide.get(bits) ?? -1 - this.#wide.size;
    this.#wide.set(bits, known);
    return known;
  }

  /** Reads identifiers up to the end, as `id` gives them. Most of a pprof is these, and most are small. */
  ids(end: number, into: Integers): void {
    const bytes = this.#bytes;
    while (this.at < end) {
      let at = this.at;
      let byte = bytes[at++];
      let id = byte & 0x7f;
      for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
        byte = bytes[at++];
        id |= (byte & 0x7f) << shift;
      }
      if (byte > 0x7f || at > end) {
        id = this.id(end);
      } else {
        this.at = at;
      }
      into.push(id);
    }
  }

  /** Reads a tag into `field` and `type`. */
  tag(end: number): void {
    const start = this.at;
    this.varint(end);
    this.field = this.low >>> 3;
    this.type = this.low & 7;
    if (this.high !== 0 || this.field === 0 || this.field > LARGEST_FIELD) {
      throw notPprof(`there is no field at byte ${start}`);
    }
  }

  /** Goes to the content of a field of type `BYTES` and returns its end. */
  content(end: number): number {
    this.varint(end);
    const length = this.high * TWO_TO_32 + this.low;
    if (length > end - this.at) {
      throw notPprof('it is cut off');
    }
    return this.at + length;
  }

  /** Where the varint that begins here ends. */
  varintEnd(end: number): number {
    let at = this.at;
    while (at < end && this.#bytes[at] > 0x7f) {
      at++;
    }
    if (at >= end) {
      throw notPprof('it is cut off');
    }
    return at + 1;
  }

  /** The 64-bit identifier that `id` gave this number for. */
  idText(id: number): string {
    const wide = [...this.#wide].find(([, number]) => number === id);
    return String(wide?.[0] ?? id);
  }

  /** Throws unless the field just met has the type that pprof gives it. */
  expect(type: number): void {
    if (this.type !== type) {
      throw notPprof(`field ${this.field} before byte ${this.at} has the wire type ${this.type} instead of ${type}`);
    }
  }

  /** Skips the value of the field just met, which may be a group that holds groups. */
  skip(end: number): void {
    const open: number[] = [];
    for (;;) {
      switch (this.type) {
        case VARINT:
          this.varint(end);
          break;
        case FIXED64:
          this.at += 8;
          break;
        case BYTES:
          this.at = this.content(end);
          break;
        case FIXED32:
          this.at += 4;
          break;
        case GROUP_START:
          open.push(this.field);
          break;
        case GROUP_END:
          if (open.pop() === this.field) {
            break;
          }
          throw notPprof(`the end of a group before byte ${this.at} has no beginning`);
        default:
          throw notPprof(`there is no wire type ${this.type} (before byte ${this.at})`);
      }
      if (this.at > end) {
        throw notPprof('it is cut off');
      }
      if (open.length === 0) {
        return;
      }
      this.tag(end);
    }
  }

  #bits(): bigint {
    return BigInt(this.high) * BigInt(TWO_TO_32) + BigInt(this.low);
  }
}
