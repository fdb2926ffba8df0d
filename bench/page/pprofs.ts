import { seededRandom } from './random';

const FRAMES = 30;
const LINES = 500;
/** Of its wire format, what is needed here: a varint, and a field that holds bytes. */
const WIRE_BYTES = 2;

/** Bytes that grow. */
class Writer {
  #bytes = new Uint8Array(1 << 20);
  length = 0;

  varint(value: number): this {
    if (this.length + 10 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
    }
    this.#bytes[this.length++] = rest;
    return this;
  }

  number(field: number, value: number): this {
    return this.varint(field * 8).varint(value);
  }

  block(field: number, content: ArrayLike<number>): this {
    this.varint(field * 8 + WIRE_BYTES).varint(content.length);
    for (let i = 0; i < content.length; i++) {
      this.varint(0);
      this.#bytes[this.length - 1] = content[i];
    }
    return this;
  }

  /** What was written since the last time. */
  taken(): Uint8Array {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/**
 * A pprof of so many stacks over so many functions, sample type `cpu`, always the same for the same numbers. Stacks have
 * about 30 frames and share most of them with the one before, as those of servers do.
 */
export function makePprof(stacks: number, functions: number): Uint8Array {
  const random = seededRandom(stacks + functions);
  const [pprof, part, numbers] = [new Writer(), new Writer(), new Writer()];
  pprof.block(1, part.number(1, 1).number(2, 2).taken());
  const stack: number[] = [];
  for (let i = 0; i < stacks; i++) {
    stack.length = Math.floor(stack.length * Math.sqrt(random()) * 0.98);
    const depth = Math.max(stack.length + 1, Math.floor(FRAMES * (0.5 + random())));
    while (stack.length < depth) {
      const choice = Math.floor(random() * random() * 12) * 7919;
      stack.push(1 + (((stack.at(-1) ?? 0) * 31 + choice + stack.length) % functions));
    }
    for (let at = stack.length - 1; at >= 0; at--) {
      numbers.varint(stack[at]);
    }
    part.block(1, numbers.taken());
    pprof.block(2, part.block(2, numbers.varint(1e7 * (1 + Math.floor(random() * 5))).taken()).taken());
  }
  for (let f = 1; f <= functions; f++) {
    const line = numbers
      .number(1, f)
      .number(2, 1 + (f % LINES))
      .taken();
    pprof.block(4, part.number(1, f).block(4, line).taken());
    pprof.block(
      5,
      part
        .number(1, f)
        .number(2, f + 2)
        .taken()
    );
  }
  const encoder = new TextEncoder();
  const names = Array.from(
    { length: functions },
    (_, f) => `example.com/shop/part${f % 97}.(*Type${f % 29}).method${f}`
  );
  ['', 'cpu', 'nanoseconds', ...names].forEach((text) => pprof.block(6, encoder.encode(text)));
  return pprof.taken();
}
