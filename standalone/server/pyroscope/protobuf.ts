import { isUtf8 } from 'node:buffer';

import { emptyOf, isEnum, isMessage, MessageError, type Decoded, type Field, type Kind, type Message } from './message';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
/** Elements are objects in memory but may be two bytes on the wire. */
const MAX_ELEMENTS = 4_000_000;

/**
 * Reads a message off the wire; unknown fields are ignored.
 * https://protobuf.dev/programming-guides/encoding/
 * @throws MessageError the bytes are no such message, or one of more elements
 */
export function fromBinary<M extends Message>(message: M, bytes: Uint8Array, maxElements = MAX_ELEMENTS): Decoded<M> {
  const budget = { elements: maxElements, left: maxElements };
  return readMessage(message, new Reader(bytes, budget)) as Decoded<M>;
}

const namesOf = new WeakMap<Message, ReadonlyMap<number, string>>();

/** By the number of the field. */
function fieldNames(message: Message): ReadonlyMap<number, string> {
  const names = namesOf.get(message) ?? new Map(Object.entries(message).map(([name, { no }]) => [no, name]));
  namesOf.set(message, names);
  return names;
}

function readMessage(message: Message, reader: Reader): Record<string, unknown> {
  const names = fieldNames(message);
  const read: Record<string, unknown> = emptyOf(message);
  while (!reader.done) {
    const tag = reader.varint();
    const name = names.get(Math.floor(tag / 8));
    if (name === undefined) {
      reader.skip(tag % 8);
      continue;
    }
    const { kind, repeated } = message[name];
    const list = repeated ? read[name] : undefined;
    const isPacked = tag % 8 === BYTES && wireTypeOf(kind) !== BYTES;
    if (!Array.isArray(list)) {
      read[name] = readValue(kind, tag % 8, reader);
    } else if (isPacked) {
      const packed = reader.block();
      while (!packed.done) {
        list.push(readValue(kind, wireTypeOf(kind), packed));
      }
    } else {
      list.push(readValue(kind, tag % 8, reader));
    }
  }
  return read;
}

function wireTypeOf(kind: Kind): number {
  if (kind === 'int64' || kind === 'uint64' || kind === 'bool' || isEnum(kind)) {
    return VARINT;
  }
  return kind === 'double' ? FIXED64 : BYTES;
}

function readValue(kind: Kind, wireType: number, reader: Reader): unknown {
  if (wireType !== wireTypeOf(kind)) {
    throw new MessageError(`unexpected wire type ${wireType} at byte ${reader.offset}`);
  }
  reader.count();
  if (isEnum(kind)) {
    return kind[reader.varint()] ?? kind[0];
  }
  if (isMessage(kind)) {
    return readMessage(kind, reader.block());
  }
  switch (kind) {
    case 'int64':
      return reader.int64();
    case 'uint64':
      return reader.varint();
    case 'bool':
      return reader.varint() !== 0;
    case 'double':
      return reader.double();
    case 'string':
      return reader.text();
    case 'bytes':
      return reader.block().rest();
  }
}

class Reader {
  offset = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly budget: { readonly elements: number; left: number }
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  count(): void {
    if (--this.budget.left < 0) {
      throw new MessageError(`more than ${this.budget.elements} elements`);
    }
  }

  /** Exact up to 2^53; a larger number is rounded, its place is not. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= 10; length++) {
      this.need(1);
      const byte = this.bytes[this.offset++];
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) {
        return value;
      }
    }
    throw new MessageError(`varint longer than 64 bits at byte ${this.offset}`);
  }

  int64(): number {
    const start = this.offset;
    const value = this.varint();
    // Negative numbers are those that fill all ten bytes.
    return this.offset - start < 10 ? value : Number(this.signedFrom(start));
  }

  double(): number {
    this.need(8);
    this.offset += 8;
    return this.view.getFloat64(this.offset - 8, true);
  }

  text(): string {
    const bytes = this.block().rest();
    if (!isUtf8(bytes)) {
      throw new MessageError(`text is not UTF-8 before byte ${this.offset}`);
    }
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  }

  block(): Reader {
    const length = this.varint();
    this.need(length);
    this.offset += length;
    return new Reader(this.bytes.subarray(this.offset - length, this.offset), this.budget);
  }

  rest(): Uint8Array {
    return this.bytes.subarray(this.offset);
  }

  skip(wireType: number): void {
    const lengths = new Map([
      [FIXED64, 8],
      [FIXED32, 4],
    ]);
    const length = wireType === BYTES ? this.varint() : lengths.get(wireType);
    if (wireType === VARINT) {
      this.varint();
    } else if (length === undefined) {
      throw new MessageError(`unexpected wire type ${wireType} at byte ${this.offset}`);
    } else {
      this.need(length);
      this.offset += length;
    }
  }

  private signedFrom(start: number): bigint {
    let value = BigInt(0);
    for (let at = start; at < this.offset; at++) {
      value |= BigInt(this.bytes[at] & 0x7f) << BigInt(7 * (at - start));
    }
    return BigInt.asIntN(64, value);
  }

  private need(length: number): void {
    if (length > this.bytes.length - this.offset) {
      throw new MessageError(`unexpected end at byte ${this.offset}`);
    }
  }
}

/** Writes a message, zero values left out. A message may be given as its bytes, which are passed on as they are. */
export function toBinary(message: Message, value: object): Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }
  const writer = new Writer();
  for (const [name, field] of Object.entries(message)) {
    writeField(writer, field, Reflect.get(value, name));
  }
  return writer.finish();
}

function writeField(writer: Writer, { no, kind, repeated }: Field, value: unknown): void {
  const wireType = wireTypeOf(kind);
  if (!repeated) {
    if (isMessage(kind) ? value !== undefined && value !== null : value || Number.isNaN(value)) {
      writer.tag(no, wireType);
      writeValue(writer, kind, value);
    }
  } else if (Array.isArray(value) && value.length > 0) {
    if (wireType === BYTES) {
      for (const item of value) {
        writer.tag(no, BYTES);
        writeValue(writer, kind, item);
      }
    } else {
      const packed = new Writer();
      value.forEach((item) => writeValue(packed, kind, item));
      writer.tag(no, BYTES);
      writer.block(packed.finish());
    }
  }
}

function writeValue(writer: Writer, kind: Kind, value: unknown): void {
  if (isMessage(kind)) {
    writer.block(toBinary(kind, value as object));
  } else if (isEnum(kind)) {
    writer.varint(kind.indexOf(String(value)));
  } else if (kind === 'double') {
    writer.double(Number(value));
  } else if (kind === 'string') {
    writer.block(Buffer.from(String(value), 'utf8'));
  } else if (kind === 'bytes') {
    writer.block(value as Uint8Array);
  } else {
    writer.varint(Number(value));
  }
}

class Writer {
  private bytes = Buffer.allocUnsafe(64);
  private length = 0;

  tag(no: number, wireType: number): void {
    this.varint(no * 8 + wireType);
  }

  varint(value: number): void {
    this.reserve(10);
    if (value < 0) {
      const twos = BigInt.asUintN(64, BigInt(value));
      for (let at = 0; at < 9; at++) {
        this.bytes[this.length++] = Number(BigInt.asUintN(7, twos >> BigInt(7 * at))) | 0x80;
      }
      this.bytes[this.length++] = 1;
      return;
    }
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
    }
    this.bytes[this.length++] = rest;
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.bytes.writeDoubleLE(value, this.length);
  }

  block(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
  }
}
