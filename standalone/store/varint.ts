/** Of 2^112; more than a profile of the largest values can sum up to. */
const MAX_BYTES = 16;

/** Appends unsigned LEB128 integers: whole doubles from 0, beyond 2^53 as far as they are exact. */
export class VarintWriter {
  private bytes = new Uint8Array(256);
  private length = 0;

  write(value: number): void {
    if (this.length + MAX_BYTES > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads what {@link VarintWriter} wrote. */
export class VarintReader {
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  read(): number {
    let byte = this.bytes[this.offset++];
    let value = byte & 0x7f;
    let scale = 0x80;
    while (byte >= 0x80) {
      byte = this.bytes[this.offset++];
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    return value;
  }
}
