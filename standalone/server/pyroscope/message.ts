/** What a field holds; a list of names is an enum, by number. */
export type Kind = 'int64' | 'uint64' | 'double' | 'string' | 'bool' | 'bytes' | readonly string[] | Message;

export interface Field<K extends Kind = Kind, Repeated extends boolean = boolean> {
  /** the field's number on the wire */
  readonly no: number;
  readonly kind: K;
  readonly repeated: Repeated;
}

/** A protobuf message by the names that its fields have in JSON: one description for both encodings. */
export interface Message {
  readonly [field: string]: Field;
}

/** What a message of this shape is in memory: integers as numbers (those beyond 2^53 rounded), absent fields as their zero values. */
export type Decoded<M extends Message> = {
  -readonly [Name in keyof M]: M[Name]['repeated'] extends true
    ? Array<Value<M[Name]['kind']>>
    : Value<M[Name]['kind']>;
};

type Value<K extends Kind> = K extends 'int64' | 'uint64' | 'double'
  ? number
  : K extends 'string'
    ? string
    : K extends 'bool'
      ? boolean
      : K extends 'bytes'
        ? Uint8Array
        : K extends ReadonlyArray<infer Name>
          ? Name
          : K extends Message
            ? Decoded<K>
            : never;

export function one<const K extends Kind>(no: number, kind: K): Field<K, false> {
  return { no, kind, repeated: false };
}

export function many<const K extends Kind>(no: number, kind: K): Field<K, true> {
  return { no, kind, repeated: true };
}

/** Input that is no such message. */
export class MessageError extends Error {}

export function isEnum(kind: Kind): kind is readonly string[] {
  return Array.isArray(kind);
}

export function isMessage(kind: Kind): kind is Message {
  return typeof kind === 'object' && !isEnum(kind);
}

/** The message with all fields absent. */
export function emptyOf<M extends Message>(message: M): Decoded<M> {
  const fields = Object.entries(message).map(([name, { kind, repeated }]) => [name, repeated ? [] : zeroOf(kind)]);
  // Made field by field from the message that the type is made of.
  return Object.fromEntries(fields) as Decoded<M>;
}

function zeroOf(kind: Kind): unknown {
  if (isEnum(kind)) {
    return kind[0];
  }
  if (isMessage(kind)) {
    return emptyOf(kind);
  }
  return { int64: 0, uint64: 0, double: 0, string: '', bool: false, bytes: new Uint8Array() }[kind];
}
