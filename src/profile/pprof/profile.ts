import { ProfileInputError, type Profile } from '../model';
import { StackBuilder } from '../stacks';
import type { PprofColumns } from './columns';
import { readPprof } from './read';

/** What `go tool pprof` calls a function without a name. */
const UNKNOWN = '<unknown>';

/**
 * Reads a pprof (uncompressed protobuf). A location's inlined lines are frames of their own; a location without lines
 * is named by its mapping and address. Frames of one name are one symbol, whatever file they are in; samples of value
 * 0 are left out.
 * @throws {ProfileInputError} not a pprof, no such sample type, a negative value
 */
export function profileFromPprof(bytes: Uint8Array, sampleType: string): Profile {
  const pprof = readPprof(bytes);
  const types = pprof.sampleTypes.map(({ type }) => pprof.strings.text(type));
  const column = types.indexOf(sampleType);
  if (column < 0) {
    const message = `The pprof has no sample type ${sampleType}; it has ${types.join(', ') || 'none'}.`;
    throw new ProfileInputError('unknown-sample-type', message);
  }
  const builder = new StackBuilder();
  const symbols = symbolsByLocation(pprof, builder);
  const { length, locationStart, location, values } = pprof.samples;
  for (let sample = 0; sample < length; sample++) {
    // The leaf comes first.
    for (let i = locationStart[sample + 1] - 1; i >= locationStart[sample]; i--) {
      for (let s = symbols.start[location[i]]; s < symbols.start[location[i] + 1]; s++) {
        builder.push(symbols.symbol[s]);
      }
    }
    builder.endStack(values[column][sample]);
  }
  return builder.build();
}

/** The names of a pprof's sample types, in the file's order. */
export function sampleTypesOfPprof(bytes: Uint8Array): string[] {
  const { sampleTypes, strings } = readPprof(bytes);
  return sampleTypes.map(({ type }) => strings.text(type));
}

/** The frames of location l are `symbol[start[l]] .. symbol[start[l + 1] - 1]`, the outermost line first. */
function symbolsByLocation(pprof: PprofColumns, builder: StackBuilder): { start: Int32Array; symbol: Int32Array } {
  const { functions, locations, mappings, strings } = pprof;
  const start = new Int32Array(locations.length + 1);
  const symbol = new Int32Array(locations.lineFunction.length + locations.length);
  let count = 0;
  for (let l = 0; l < locations.length; l++) {
    const first = locations.lineStart[l];
    for (let line = locations.lineStart[l + 1] - 1; line >= first; line--) {
      symbol[count++] = builder.intern(strings.text(functions.name[locations.lineFunction[line]]) || UNKNOWN);
    }
    if (count === start[l]) {
      const mapping = locations.mapping[l];
      const file = mapping < 0 ? '' : strings.text(mappings.filename[mapping]);
      symbol[count++] = builder.intern(unnamed(file, locations.address[l]));
    }
    start[l + 1] = count;
  }
  return { start, symbol };
}

function unnamed(file: string, address: bigint): string {
  const base = file.split('/').pop();
  return `${base ? `${base} ` : ''}0x${address.toString(16)}`;
}
