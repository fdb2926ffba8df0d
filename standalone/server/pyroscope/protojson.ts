/** How a protobuf field reads in JSON; `[kind]` is a repeated field. */
type Kind = 'int64' | 'double' | 'string' | 'bool' | readonly [Kind] | Message;
export interface Message {
  readonly [field: string]: Kind;
}

/** What a message of this shape is in memory: int64 as numbers, absent fields as their zero values. */
type Decoded<K> = K extends 'int64' | 'double'
  ? number
  : K extends 'string'
    ? string
    : K extends 'bool'
      ? boolean
      : K extends readonly [infer Item]
        ? Array<Decoded<Item>>
        : { -readonly [Field in keyof K]: Decoded<K[Field]> };

/**
 * A message as protojson writes it: int64 as strings (inside arrays too), zero values left out, NaN and infinities as
 * words. Fields that the message does not declare are left out.
 * https://protobuf.dev/programming-guides/json/
 */
export function toProtoJson(message: Message, value: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(message)) {
    const encoded = encode(kind, Reflect.get(value, field));
    if (!isZero(encoded)) {
      written[field] = encoded;
    }
  }
  return written;
}

function encode(kind: Kind, value: unknown): unknown {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (kind === 'int64') {
    return String(value);
  }
  if (kind === 'double') {
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
  if (typeof kind === 'string') {
    return value;
  }
  if (isRepeated(kind)) {
    return Array.isArray(value) ? value.map((item) => encode(kind[0], item)) : undefined;
  }
  return typeof value === 'object' ? toProtoJson(kind, value) : undefined;
}

function isZero(encoded: unknown): boolean {
  return (
    encoded === undefined ||
    encoded === '' ||
    encoded === '0' ||
    encoded === 0 ||
    encoded === false ||
    (Array.isArray(encoded) && encoded.length === 0)
  );
}

/** Reads protojson: int64 from strings or numbers, zero values for what is absent, unknown fields ignored. */
export function fromProtoJson<M extends Message>(message: M, json: unknown): Decoded<M> {
  const read = Object.entries(message).map(([field, kind]) => [
    field,
    decode(kind, isObject(json) ? Reflect.get(json, field) : undefined),
  ]);
  // The entries were made field by field from the message that the type is made of.
  return Object.fromEntries(read) as Decoded<M>;
}

function decode(kind: Kind, json: unknown): unknown {
  if (kind === 'int64' || kind === 'double') {
    return Number(json ?? 0);
  }
  if (kind === 'string') {
    return typeof json === 'string' ? json : '';
  }
  if (kind === 'bool') {
    return json === true;
  }
  if (isRepeated(kind)) {
    return Array.isArray(json) ? json.map((item) => decode(kind[0], item)) : [];
  }
  return fromProtoJson(kind, json);
}

function isRepeated(kind: readonly [Kind] | Message): kind is readonly [Kind] {
  return Array.isArray(kind);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
