import { emptyOf, isEnum, isMessage, MessageError, type Decoded, type Field, type Kind, type Message } from './message';
import { fromBinary } from './protobuf';

/**
 * A message as protojson writes it: int64 as strings (inside arrays too), zero values left out, NaN and infinities as
 * words, bytes as base64. Fields that the message does not declare are left out; a message may be given as its bytes.
 * https://protobuf.dev/programming-guides/json/
 */
export function toProtoJson(message: Message, value: object): Record<string, unknown> {
  const fields = value instanceof Uint8Array ? fromBinary(message, value) : value;
  const written: Record<string, unknown> = {};
  for (const [name, { kind, repeated }] of Object.entries(message)) {
    const given: unknown = Reflect.get(fields, name);
    if (repeated) {
      if (Array.isArray(given) && given.length > 0) {
        written[name] = given.map((item) => encode(kind, item));
      }
    } else if (!isZero(kind, given)) {
      written[name] = encode(kind, given);
    }
  }
  return written;
}

function encode(kind: Kind, value: unknown): unknown {
  if (kind === 'int64' || kind === 'uint64') {
    return integerText(value);
  }
  if (kind === 'double') {
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
  if (value instanceof Uint8Array && kind === 'bytes') {
    return Buffer.from(value).toString('base64');
  }
  return isMessage(kind) && typeof value === 'object' && value !== null ? toProtoJson(kind, value) : value;
}

/** Never in the form 1e21. */
function integerText(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

function isZero(kind: Kind, value: unknown): boolean {
  if (isMessage(kind)) {
    return value === undefined || value === null;
  }
  return !value && !Number.isNaN(value) ? true : isEnum(kind) && value === kind[0];
}

/**
 * Reads protojson: int64 from strings or numbers, fields by either spelling (`profile_typeID` is `profileTypeID`), zero
 * values for what is absent, unknown fields and names of enums ignored.
 * @throws MessageError naming the field
 */
export function fromProtoJson<M extends Message>(message: M, json: unknown): Decoded<M> {
  return readMessage(message, json, []) as Decoded<M>;
}

function readMessage(message: Message, json: unknown, path: string[]): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw mismatch(path, 'an object', json);
  }
  const read: Record<string, unknown> = emptyOf(message);
  for (const [key, value] of Object.entries(json)) {
    const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (value !== null && Object.hasOwn(message, name)) {
      read[name] = readField(message[name], value, [...path, name]);
    }
  }
  return read;
}

function readField({ kind, repeated }: Field, json: unknown, path: string[]): unknown {
  if (!repeated) {
    return readValue(kind, json, path);
  }
  if (!Array.isArray(json)) {
    throw mismatch(path, 'a list', json);
  }
  return json.map((item, index) => readValue(kind, item, [...path, String(index)]));
}

function readValue(kind: Kind, json: unknown, path: string[]): unknown {
  if (isMessage(kind)) {
    return readMessage(kind, json, path);
  }
  if (isEnum(kind)) {
    return kind.find((name, number) => json === name || json === number) ?? kind[0];
  }
  const value = readScalar(kind, json);
  if (value === undefined) {
    throw mismatch(path, kind, json);
  }
  return value;
}

function readScalar(kind: Extract<Kind, string>, json: unknown): unknown {
  switch (kind) {
    case 'int64':
    case 'uint64': {
      const number = typeof json === 'string' && /^-?\d{1,20}$/.test(json) ? Number(json) : json;
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case 'double': {
      if (typeof json === 'string') {
        return json !== '' && json.trim() === json && (json === 'NaN' || !Number.isNaN(Number(json)))
          ? Number(json)
          : undefined;
      }
      return typeof json === 'number' ? json : undefined;
    }
    case 'bytes':
      return typeof json === 'string' ? Buffer.from(json, 'base64') : undefined;
    case 'string':
      return typeof json === 'string' ? json : undefined;
    case 'bool':
      return typeof json === 'boolean' ? json : undefined;
  }
}

function mismatch(path: string[], expected: string, json: unknown): MessageError {
  const got = json === null ? 'null' : Array.isArray(json) ? 'a list' : typeof json;
  return new MessageError(`${path.join('.') || 'body'}: expected ${expected}, got ${got}`);
}
