import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Profile } from 'pprof-format';

import { IngestError } from './ingestError';
import { checkProfileWire } from './wire';

interface ValueType {
  type: string;
  unit: string;
}

/** A pprof with its references checked and followed: ids and string indices are positions in these arrays. */
export interface DecodedProfile {
  sampleTypes: ValueType[];
  periodType: ValueType;
  /** Milliseconds since the epoch, fractions cut off. */
  time: number;
  functions: Array<{ name: string; systemName: string; filename: string; startLine: number }>;
  mappings: Array<{ filename: string; buildId: string }>;
  locations: DecodedLocation[];
  /** `locations` leaf first, `values` one a sample type. */
  samples: Array<{ locations: number[]; values: number[] }>;
}

interface DecodedLocation {
  mapping: number | undefined;
  /** Hexadecimal. */
  address: string;
  lines: Array<{ function: number; line: number }>;
}

type Integer = number | bigint;

const unzip = promisify(gunzip);

/**
 * Reads a pprof, gzipped or not, of at most `maxBytes` unzipped.
 * @throws {IngestError} malformed or too_large
 */
export async function decodePprof(input: Uint8Array, maxBytes: number): Promise<DecodedProfile> {
  const bytes = await inflate(input, maxBytes);
  if (bytes.length === 0) {
    throw malformed('it is empty');
  }
  checkProfileWire(bytes);
  // The decoder takes many small views, which are several times dearer of a Buffer than of a plain array.
  return new Reader(Profile.decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))).read();
}

async function inflate(input: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const gzipped = input[0] === 0x1f && input[1] === 0x8b;
  if (!gzipped) {
    if (input.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    return input;
  }
  try {
    return await unzip(input, { maxOutputLength: maxBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : malformed(`gzip: ${message}`);
  }
}

function tooLarge(maxBytes: number): IngestError {
  return new IngestError('too_large', `the profile exceeds the size limit of ${maxBytes} bytes`);
}

function malformed(what: string): IngestError {
  return new IngestError('malformed', `not a pprof profile: ${what}`);
}

class Reader {
  private readonly strings: string[];

  constructor(private readonly profile: Profile) {
    this.strings = profile.stringTable.strings;
  }

  read(): DecodedProfile {
    const { profile } = this;
    if (this.strings[0] !== '') {
      throw malformed('its string table does not begin with the empty string');
    }
    if (profile.sampleType.length === 0) {
      throw malformed('it has no sample types');
    }
    const functions = positions('function', profile.function);
    const mappings = positions('mapping', profile.mapping);
    const locations = positions('location', profile.location);
    return {
      sampleTypes: profile.sampleType.map((type) => this.valueType(type)),
      periodType: profile.periodType ? this.valueType(profile.periodType) : { type: '', unit: '' },
      time: toMilliseconds(profile.timeNanos),
      functions: profile.function.map((f) => ({
        name: this.text(f.name),
        systemName: this.text(f.systemName),
        filename: this.text(f.filename),
        startLine: toNumber(f.startLine),
      })),
      mappings: profile.mapping.map((m) => ({ filename: this.text(m.filename), buildId: this.text(m.buildId) })),
      locations: profile.location.map((location) => ({
        mapping: toNumber(location.mappingId) === 0 ? undefined : mappings(location.mappingId),
        address: BigInt.asUintN(64, BigInt(location.address)).toString(16),
        lines: location.line.map((line) => ({ function: functions(line.functionId), line: toNumber(line.line) })),
      })),
      samples: profile.sample.map((sample) => this.sample(sample, locations)),
    };
  }

  private sample(sample: Profile['sample'][number], locations: (id: Integer) => number) {
    const types = this.profile.sampleType.length;
    if (sample.value.length !== types) {
      throw malformed(`a sample has ${sample.value.length} values for ${types} sample types`);
    }
    return { locations: sample.locationId.map(locations), values: sample.value.map(toNumber) };
  }

  private valueType({ type, unit }: { type: Integer; unit: Integer }): ValueType {
    return { type: this.text(type), unit: this.text(unit) };
  }

  private text(index: Integer): string {
    const text = this.strings[toNumber(index)];
    if (text === undefined) {
      throw malformed(`there is no string ${index}`);
    }
    return text;
  }
}

/** Finds entries by id: a function that gives the position, and throws for an id that nothing has. */
function positions(kind: string, entries: ReadonlyArray<{ id: Integer }>): (id: Integer) => number {
  const byId = new Map<Integer, number>();
  entries.forEach(({ id }, position) => {
    if (toNumber(id) === 0) {
      // Pyroscope's words.
      throw malformed(`${kind} id is 0`);
    }
    byId.set(mapKey(id), position);
  });
  return (id) => {
    const position = byId.get(mapKey(id));
    if (position === undefined) {
      throw malformed(`there is no ${kind} ${id}`);
    }
    return position;
  };
}

/** The decoder gives a number or a bigint depending on how many bytes the integer took. */
function mapKey(id: Integer): Integer {
  return typeof id === 'bigint' && id <= Number.MAX_SAFE_INTEGER ? Number(id) : id;
}

/** An int64 as a double; beyond 2^53 the nearest one. */
function toNumber(value: Integer): number {
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : value;
}

/** Divided before it becomes a double, which has no room for nanoseconds. */
function toMilliseconds(nanoseconds: Integer): number {
  return Number(BigInt.asIntN(64, BigInt(nanoseconds)) / BigInt(1_000_000));
}
