/** A field of protobuf's wire format: a number or bigint as a varint, bytes or text as a block, fields as a message. */
export type Value = number | bigint | string | Uint8Array | readonly Field[];
export type Field = readonly [field: number, value: Value];

/** `fields({ 1: 7, 2: 'x' })`: each field once. */
export const fields = (byNumber: Readonly<Record<number, Value>>): Field[] =>
  Object.entries(byNumber).map(([field, value]) => [Number(field), value]);

/** An encoder of its own, for what no library writes: unpacked numbers, unknown fields, groups, any order. */
export function encode(fields: readonly Field[]): Uint8Array {
  return Uint8Array.from(fields.flatMap(([field, value]) => encodeField(field, value)));
}

function encodeField(field: number, value: Value): number[] {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return [...varint(field * 8), ...varint(value)];
  }
  const bytes =
    typeof value === 'string' ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : encode(value);
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** Numbers of a packed field. */
export function packed(values: ReadonlyArray<number | bigint>): Uint8Array {
  return Uint8Array.from(values.flatMap(varint));
}

/** A group around fields, which nothing has written for twenty years, and all must skip. */
export function group(field: number, fields: readonly Field[]): Uint8Array {
  return Uint8Array.from([...varint(field * 8 + 3), ...encode(fields), ...varint(field * 8 + 4)]);
}

export function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > BigInt(0x7f); rest >>= BigInt(7)) {
    bytes.push(Number(rest & BigInt(0x7f)) | 0x80);
  }
  return [...bytes, Number(rest)];
}

export function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
