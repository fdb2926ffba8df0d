const VARINT = 0;
const BYTES = 2;
/** Of an unsigned 64-bit integer. */
const MOST_VARINT_BYTES = 10;
const encoder = new TextEncoder();

/** Appends the fields of a protobuf message (https://protobuf.dev/programming-guides/encoding/) as they come. */
export class WireWriter {
  private bytes = new Uint8Array(256);
  private length = 0;

  /** A whole number; negative ones as 64-bit integers have them. */
  varint(value: number | bigint): this {
    this.reserve(MOST_VARINT_BYTES);
    if (typeof value === 'bigint' || value < 0) {
      let rest = BigInt.asUintN(64, BigInt(value));
      for (; rest >= 0x80; rest >>= BigInt(7)) {
        this.bytes[this.length++] = Number(rest & BigInt(0x7f)) | 0x80;
      }
      this.bytes[this.length++] = Number(rest);
      return this;
    }
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  /** A field that holds a number; 0 is what is there without it. */
  number(field: number, value: number | bigint): this {
    return Number(value) === 0 ? this : this.varint(field * 8 + VARINT).varint(value);
  }

  /** A field that holds bytes, a message or packed numbers. */
  block(field: number, content: Uint8Array): this {
    this.varint(field * 8 + BYTES).varint(content.length);
    return this.append(content);
  }

  text(field: number, text: string): this {
    this.varint(field * 8 + BYTES);
    const start = this.length;
    this.varint(text.length).reserve(text.length);
    // Names are ASCII but for few, and a letter at a time costs less than a call of the encoder.
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        this.length = start;
        const encoded = encoder.encode(text);
        return this.varint(encoded.length).append(encoded);
      }
      this.bytes[this.length++] = code;
    }
    return this;
  }

  append(content: Uint8Array): this {
    this.reserve(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
    return this;
  }

  /** What was written since the last time; good until something else is. */
  taken(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.length + more > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
      grown.set(this.bytes);
      this.bytes = grown;
    }
  }
}
