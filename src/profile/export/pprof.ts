import { FrameKind, type Profile, type SymbolIndex } from '../model';
import { boundsText, rangeText, typeText, type Origin } from './origin';
import { leaves } from './stacks';

/** What a frame is in a pprof: a line of a function. Unknown ones are '' and 0. */
export interface FrameLine {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** The line that the function begins in. */
  readonly start: number;
}

/**
 * An uncompressed pprof (https://github.com/google/pprof/blob/main/proto/profile.proto): a sample a stack, a function and
 * a location a frame. Values are rounded to whole units. What was cut is what Pyroscope makes of it: a function `other`
 * without a file; a comment says so.
 * @param lineOf by symbol; else the first place that it is written at, for of several one name can say only one
 * @throws {ExportLimitError}
 */
export function writePprof(
  profile: Profile,
  origin: Origin,
  lineOf: (symbol: SymbolIndex) => FrameLine = (symbol) => firstPlace(profile, symbol)
): Uint8Array<ArrayBuffer> {
  const out = new Message();
  const strings = new Strings();
  const { parent, symbol, frames } = profile;
  const type = new Message().number(1, strings.of(origin.sampleType)).number(2, strings.of(origin.sampleUnit));
  out.message(1, type);
  const used = new Uint8Array(frames.names.length);
  for (const { node, value } of leaves(profile)) {
    const stack = new Message();
    for (let i = node; i > 0; i = parent[i]) {
      used[symbol[i]] = 1;
      stack.varint(symbol[i] + 1);
    }
    out.message(2, new Message().message(1, stack).message(2, new Message().varint(value)));
  }
  const functions = new Map<string, number>();
  used.forEach((isUsed, s) => {
    if (isUsed === 1) {
      const { name, file, line, start } = lineOf(s);
      const [nameAt, fileAt] = [strings.of(name), strings.of(file)];
      const key = `${nameAt} ${fileAt}`;
      const known = functions.get(key);
      const id = known ?? functions.size + 1;
      out.message(4, new Message().number(1, s + 1).message(4, new Message().number(1, id).number(2, line)));
      if (known === undefined) {
        functions.set(key, id);
        out.message(
          5,
          new Message().number(1, id).number(2, nameAt).number(3, nameAt).number(4, fileAt).number(5, start)
        );
      }
    }
  });
  if (origin.range) {
    const { from, to } = origin.range;
    out.nanoseconds(9, from).nanoseconds(10, to - from);
  }
  out.message(11, type);
  const said = [`${origin.service}, ${typeText(origin)}, ${rangeText(origin)}`, boundsText(origin.cut)];
  said.forEach((text) => text && out.number(13, strings.of(text)));
  strings.all.forEach((text) => out.text(6, text));
  return out.bytes();
}

function firstPlace({ frames: { names, kinds, places } }: Profile, symbol: SymbolIndex): FrameLine {
  const at = places?.offset[symbol] ?? 0;
  const isKnown = places !== undefined && kinds[symbol] === FrameKind.function && at < places.offset[symbol + 1];
  const [file, line] = isKnown ? [places.files[places.file[at]], places.line[at]] : ['', 0];
  return { name: names[symbol], file, line, start: line };
}

/** A string table: the first is the empty one. */
class Strings {
  readonly all: string[] = [''];
  readonly #known = new Map([['', 0]]);

  of(text: string): number {
    let index = this.#known.get(text);
    if (index === undefined) {
      index = this.all.push(text) - 1;
      this.#known.set(text, index);
    }
    return index;
  }
}

const VARINT = 0;
const BLOCK = 2;

/** A message of protobuf's wire format, growing. */
class Message {
  #bytes = new Uint8Array(64);
  #length = 0;

  /** @param value whole, from 0 to 2^53 */
  varint(value: number): this {
    this.#reserve(8);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
    }
    this.#bytes[this.#length++] = rest;
    return this;
  }

  number(field: number, value: number): this {
    return this.varint(field * 8 + VARINT).varint(value);
  }

  /** Milliseconds as nanoseconds, which have more digits than a double. */
  nanoseconds(field: number, ms: number): this {
    this.varint(field * 8 + VARINT);
    this.#reserve(10);
    const seven = BigInt(7);
    let rest = BigInt(Math.round(ms)) * BigInt(1e6);
    for (; rest >> seven > 0; rest >>= seven) {
      this.#bytes[this.#length++] = Number(rest & BigInt(0x7f)) | 0x80;
    }
    this.#bytes[this.#length++] = Number(rest);
    return this;
  }

  text(field: number, text: string): this {
    return this.#block(field, new TextEncoder().encode(text));
  }

  message(field: number, message: Message): this {
    return this.#block(field, message.#bytes.subarray(0, message.#length));
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #block(field: number, bytes: Uint8Array): this {
    this.varint(field * 8 + BLOCK).varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length + more, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
  }
}
