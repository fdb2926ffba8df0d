import { Profile as Pprof } from 'pprof-format';
import { ProfileInputError, type Profile } from './model';
import { StackBuilder } from './stacks';

/** What `go tool pprof` calls a function without a name. */
const UNKNOWN = '<unknown>';

/** pprof's numbers are bigints where they may not fit. */
type Numeric = number | bigint;

/**
 * Reads a pprof (uncompressed protobuf). A location's inlined lines are frames of their own; a location without lines
 * is named by its mapping and address. Frames of one name are one symbol, whatever file they are in. Reads locations
 * in the order they have in the file; samples of value 0 are left out.
 * @throws {ProfileInputError} not a pprof, no such sample type, a negative value
 */
export function profileFromPprof(bytes: Uint8Array, sampleType: string): Profile {
  const pprof = decode(bytes);
  const types = pprof.sampleType.map((type) => stringAt(pprof, type.type));
  const column = types.indexOf(sampleType);
  if (column < 0) {
    const message = `The pprof has no sample type ${sampleType}; it has ${types.join(', ') || 'none'}.`;
    throw new ProfileInputError('unknown-sample-type', message);
  }
  const builder = new StackBuilder();
  const frames = framesByLocation(pprof, builder);
  for (const sample of pprof.sample) {
    // pprof lists the leaf first.
    for (let i = sample.locationId.length - 1; i >= 0; i--) {
      const location = frames.get(key(sample.locationId[i]));
      if (!location) {
        throw new ProfileInputError('bad-pprof', `The pprof has no location ${sample.locationId[i]}.`);
      }
      for (const symbol of location) {
        builder.push(symbol);
      }
    }
    builder.endStack(signed(sample.value[column] ?? 0));
  }
  return builder.build();
}

/** The names of a pprof's sample types, in the file's order. */
export function sampleTypesOfPprof(bytes: Uint8Array): string[] {
  const pprof = decode(bytes);
  return pprof.sampleType.map((type) => stringAt(pprof, type.type));
}

function decode(bytes: Uint8Array): Pprof {
  try {
    checkFraming(bytes);
    return Pprof.decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProfileInputError('bad-pprof', `This is not a pprof: ${reason}.`);
  }
}

/** The decoder reads what is there: a file cut off in transit would pass as a smaller profile. */
function checkFraming(bytes: Uint8Array): void {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) {
        throw new Error('it is cut off');
      }
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  while (at < bytes.length) {
    const wireType = varint() & 7;
    if (wireType === 2) {
      const length = varint();
      at += length;
    } else if (wireType === 0) {
      varint();
    } else {
      throw new Error('it is another format');
    }
  }
  if (at !== bytes.length || bytes.length === 0) {
    throw new Error(at === 0 ? 'it is empty' : 'it is cut off');
  }
}

function stringAt(pprof: Pprof, index: Numeric): string {
  const text = pprof.stringTable.strings[Number(index)];
  if (text === undefined) {
    throw new ProfileInputError('bad-pprof', `The pprof has no string ${index}.`);
  }
  return text;
}

/** Values are signed; the decoder reads negative ones as unsigned. */
function signed(value: Numeric): number {
  return Number(typeof value === 'bigint' ? BigInt.asIntN(64, value) : value);
}

/** Ids are small in practice; a bigint would hash differently from the number it equals. */
function key(id: Numeric): number | bigint {
  return typeof id === 'bigint' && id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : id;
}

/** Symbols by location, outermost line first. */
function framesByLocation(pprof: Pprof, builder: StackBuilder): Map<Numeric, number[]> {
  const names = new Map(pprof.function.map((fn) => [key(fn.id), stringAt(pprof, fn.name) || UNKNOWN]));
  const files = new Map(pprof.mapping.map((mapping) => [key(mapping.id), stringAt(pprof, mapping.filename)]));
  const frames = new Map<Numeric, number[]>();
  for (const location of pprof.location) {
    const symbols: number[] = [];
    // The first line is the innermost inlined function, the last the function that holds the code.
    for (let i = location.line.length - 1; i >= 0; i--) {
      symbols.push(builder.intern(names.get(key(location.line[i].functionId)) ?? UNKNOWN));
    }
    if (symbols.length === 0) {
      symbols.push(builder.intern(unnamed(files.get(key(location.mappingId)), location.address)));
    }
    frames.set(key(location.id), symbols);
  }
  return frames;
}

function unnamed(file: string | undefined, address: Numeric): string {
  const base = file?.split('/').pop();
  return `${base ? `${base} ` : ''}0x${address.toString(16)}`;
}
