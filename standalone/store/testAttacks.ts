import { gzipSync } from 'node:zlib';

/** A protobuf message, field by field: a number is a varint, bytes stand behind their length. */
export function message(...fields: Array<[field: number, value: number | Uint8Array | string]>): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([field, value]) =>
      typeof value === 'number'
        ? [varint(field * 8), varint(value)]
        : [varint(field * 8 + 2), varint(Buffer.byteLength(value)), Buffer.from(value)]
    )
  );
}

export function varint(value: number): Uint8Array {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) {
    bytes.push((value % 0x80) | 0x80);
  }
  return Uint8Array.from([...bytes, value]);
}

const packed = (numbers: readonly number[]) => Buffer.concat(numbers.map(varint));
const repeated = (part: Uint8Array, times: number) => Buffer.concat(Array<Uint8Array>(times).fill(part));

/** `cpu/nanoseconds`, one function `f`; texts from 5 are the caller's. */
const HEAD = Buffer.concat([
  ...['', 'cpu', 'nanoseconds', 'f', 'label'].map((text) => message([6, text])),
  message([1, message([1, 1], [2, 2])], [11, message([1, 1], [2, 2])]),
  message([5, message([1, 1], [2, 3])]),
]);

const locationOf = (id: number, lines: number) =>
  message([4, Buffer.concat([message([1, id]), repeated(message([4, message([1, 1])]), lines)])]);
const sampleOf = (locations: readonly number[], value: number, label = 0) =>
  message([
    2,
    Buffer.concat([
      message([1, packed(locations)], [2, packed([value])]),
      ...(label ? [message([3, message([1, 4], [2, label])])] : []),
    ]),
  ]);

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** Small pushes that ask for a lot: what each should come to is for the test to say. Gzipped, where that is smaller. */
export const attacks = {
  /** 100 locations of 10,000 inlined lines each, in one stack: a million frames. */
  'many inlined lines': () =>
    gzipSync(Buffer.concat([HEAD, ...range(100).map((id) => locationOf(id, 10_000)), sampleOf(range(100), 7)])),
  /** Two million samples. */
  'many samples': () => gzipSync(Buffer.concat([HEAD, locationOf(1, 1), repeated(sampleOf([1], 1), 2_000_000)])),
  /** One more than is taken, within the size. */
  'a sample too many': () => gzipSync(Buffer.concat([HEAD, locationOf(1, 1), repeated(sampleOf([1], 1), 16_001)])),
  /** Each of 16,000 stacks has 1,000 frames of its own. */
  'a tree of millions': () =>
    gzipSync(
      Buffer.concat([
        HEAD,
        ...range(1000).map((id) => locationOf(id, 100)),
        ...range(16_000).map((i) =>
          sampleOf(
            range(10).map((k) => 1 + ((Math.imul(i * 10 + k, 0x9e3779b1) >>> 8) % 1000)),
            1
          )
        ),
      ])
    ),
  /** A gzip of nothing but zeros. */
  'a bomb': () => gzipSync(Buffer.alloc(200 * 1024 * 1024)),
  /** A function's name of a megabyte. */
  'a long name': () =>
    Buffer.concat([
      HEAD,
      message([6, 'x'.repeat(1_000_000)]),
      message([5, message([1, 2], [2, 5])]),
      message([4, message([1, 1], [4, message([1, 2])])]),
      sampleOf([1], 7),
    ]),
  /** Each sample has a label of its own, so each is a series. */
  'a series a sample': () =>
    gzipSync(
      Buffer.concat([
        HEAD,
        locationOf(1, 1),
        ...range(6000).map((i) => message([6, `v${i}`])),
        ...range(6000).map((i) => sampleOf([1], 1, 4 + i)),
      ])
    ),
  /** A sample with 200 labels. */
  'many labels': () =>
    Buffer.concat([
      HEAD,
      locationOf(1, 1),
      message([
        2,
        Buffer.concat([
          message([1, packed([1])], [2, packed([1])]),
          repeated(message([3, message([1, 4], [2, 3])]), 200),
        ]),
      ]),
    ]),
  /** A thousand sample types. */
  'many sample types': () => Buffer.concat([HEAD, repeated(message([1, message([1, 1], [2, 2])]), 1000)]),
  /** Messages within messages, in a field that nobody has. */
  'deep nesting': () => {
    let nested = message([15, 1]);
    for (let depth = 0; depth < 10_000; depth++) {
      nested = message([15, nested]);
    }
    return Buffer.concat([HEAD, locationOf(1, 1), sampleOf([1], 7), nested]);
  },
  /** A length beyond the end. */
  'a length of petabytes': () =>
    Buffer.concat([HEAD, Uint8Array.from([0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])]),
  /** Values at the end of what an int64 holds, thousands in one stack. */
  'large values': () => Buffer.concat([HEAD, locationOf(1, 1), repeated(sampleOf([1], 2 ** 63 - 1024), 10_000)]),
} satisfies Record<string, () => Uint8Array>;
