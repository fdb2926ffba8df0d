/** Takes UTF-8 only; a byte order mark belongs to the text. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A real � that an escaped byte could be mistaken for. */
const LOOKS_ESCAPED = /\uFFFD(?=[89A-F][0-9A-F])/g;

/**
 * The text of bytes that should be UTF-8. A byte that is not is written as � and its two hexadecimal digits: `a�FF`.
 * Different bytes never give the same text: a real � before two such digits is escaped as well.
 */
export function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const valid = validUntil(bytes, at);
    text += utf8.decode(bytes.subarray(at, valid)).replace(LOOKS_ESCAPED, '\uFFFDEF\uFFFDBF\uFFFDBD');
    at = valid;
    if (at < bytes.length) {
      text += `\uFFFD${bytes[at++].toString(16).toUpperCase()}`;
    }
  }
  return text;
}

/** Where the well-formed UTF-8 that begins at `at` ends. */
function validUntil(bytes: Uint8Array, at: number): number {
  for (let length = 1; length > 0; at += length) {
    length = characterLength(bytes, at);
  }
  return at;
}

/** How many bytes the character has, 0 where there is none (table 3-7 of the Unicode standard). */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) {
    return 1;
  }
  if (!(first >= 0xc2 && first <= 0xf4)) {
    return 0;
  }
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (!(bytes[at + 1] >= least && bytes[at + 1] <= most)) {
    return 0;
  }
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 2; i < length; i++) {
    if ((bytes[at + i] & 0xc0) !== 0x80) {
      return 0;
    }
  }
  return length;
}

/** The names of a profile, as the bytes that they are and as text. */
export class StringTable {
  readonly #bytes: Uint8Array;
  /** String i is the bytes from #ends[i - 1] to #ends[i]. */
  readonly #ends: Int32Array;
  readonly #texts: Array<string | undefined>;

  constructor(bytes: Uint8Array, ends: Int32Array) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.#texts = new Array<string | undefined>(ends.length);
  }

  get length(): number {
    return this.#ends.length;
  }

  /** As it was sent; a view. */
  bytes(index: number): Uint8Array {
    return this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  /** See `textOf`. Decoded once. */
  text(index: number): string {
    return (this.#texts[index] ??= textOf(this.bytes(index)));
  }
}
