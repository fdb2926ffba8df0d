import { isUtf8 } from 'node:buffer';

import { IngestError } from './ingestError';

/** What a field holds: one varint, varints (packed or not), UTF-8 text, or a message. */
type FieldShape = 'varint' | 'varints' | 'text' | MessageShape;
interface MessageShape {
  readonly [field: number]: FieldShape;
}

const VARINTS_1_TO = (last: number): MessageShape =>
  Object.fromEntries(Array.from({ length: last }, (_, index) => [index + 1, 'varint' as const]));

const VALUE_TYPE = VARINTS_1_TO(2);

/** https://github.com/google/pprof/blob/main/proto/profile.proto */
const PROFILE: MessageShape = {
  ...VARINTS_1_TO(15),
  1: VALUE_TYPE,
  2: { 1: 'varints', 2: 'varints', 3: VARINTS_1_TO(4) },
  3: VARINTS_1_TO(10),
  4: { ...VARINTS_1_TO(5), 4: VARINTS_1_TO(3) },
  5: VARINTS_1_TO(5),
  6: 'text',
  11: VALUE_TYPE,
  13: 'varints',
};

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;
const MAX_VARINT_BYTES = 10;

/**
 * Throws unless the bytes are one complete `perftools.profiles.Profile` on the wire. The decoder itself takes cut
 * input for complete: it clamps lengths to what is there.
 * @throws {IngestError} malformed
 */
export function checkProfileWire(bytes: Uint8Array): void {
  checkMessage(new Cursor(bytes, 0, bytes.length), PROFILE);
}

function checkMessage(cursor: Cursor, shape: MessageShape): void {
  while (cursor.offset < cursor.end) {
    const tag = cursor.varint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    // No profile has such fields, and the decoder reads tags of one byte only.
    if (field === 0 || field > 15) {
      throw cursor.malformed(`unknown field ${field}`);
    }
    checkField(cursor, wireType, shape[field]);
  }
}

function checkField(cursor: Cursor, wireType: number, shape: FieldShape | undefined): void {
  if (wireType === WIRE_VARINT && (shape === undefined || shape === 'varint' || shape === 'varints')) {
    cursor.varint();
    return;
  }
  if (wireType !== WIRE_LENGTH_DELIMITED || shape === 'varint') {
    throw cursor.malformed(`unexpected wire type ${wireType}`);
  }
  const content = cursor.block();
  if (shape === 'varints') {
    while (content.offset < content.end) {
      content.varint();
    }
  } else if (shape === 'text') {
    if (!isUtf8(content.bytes.subarray(content.offset, content.end))) {
      throw content.malformed('text is not UTF-8');
    }
  } else if (shape !== undefined) {
    checkMessage(content, shape);
  }
}

class Cursor {
  constructor(
    readonly bytes: Uint8Array,
    public offset: number,
    readonly end: number
  ) {}

  /** Good for tags and lengths; a value above 2^53 is rounded, its place is not. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= MAX_VARINT_BYTES && this.offset < this.end; length++) {
      const byte = this.bytes[this.offset++];
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) {
        return value;
      }
    }
    throw this.malformed(this.offset < this.end ? 'varint longer than 64 bits' : 'unexpected end');
  }

  block(): Cursor {
    const length = this.varint();
    const start = this.offset;
    if (length > this.end - start) {
      throw this.malformed('unexpected end');
    }
    this.offset = start + length;
    return new Cursor(this.bytes, start, this.offset);
  }

  malformed(what: string): IngestError {
    return new IngestError('malformed', `not a pprof profile: ${what} at byte ${this.offset}`);
  }
}
