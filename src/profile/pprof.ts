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
  const { strings } = pprof.stringTable;
  const types = pprof.sampleType.map((type) => strings[Number(type.type)]);
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
    builder.endStack(Number(sample.value[column] ?? 0));
  }
  return builder.build();
}

/** The names of a pprof's sample types, in the file's order. */
export function sampleTypesOfPprof(bytes: Uint8Array): string[] {
  const pprof = decode(bytes);
  return pprof.sampleType.map((type) => pprof.stringTable.strings[Number(type.type)]);
}

function decode(bytes: Uint8Array): Pprof {
  try {
    return Pprof.decode(bytes);
  } catch (error) {
    throw new ProfileInputError('bad-pprof', `This is not a pprof: ${error instanceof Error ? error.message : error}.`);
  }
}

/** Ids are small in practice; a bigint would hash differently from the number it equals. */
function key(id: Numeric): number | bigint {
  return typeof id === 'bigint' && id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : id;
}

/** Symbols by location, outermost line first. */
function framesByLocation(pprof: Pprof, builder: StackBuilder): Map<Numeric, number[]> {
  const { strings } = pprof.stringTable;
  const names = new Map(pprof.function.map((fn) => [key(fn.id), strings[Number(fn.name)] || UNKNOWN]));
  const files = new Map(pprof.mapping.map((mapping) => [key(mapping.id), strings[Number(mapping.filename)]]));
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
