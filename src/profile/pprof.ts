import type { Profile } from './model';

/**
 * Reads a pprof (uncompressed protobuf). Inlined lines are frames of their own.
 * @throws {ProfileInputError} not a pprof, or no such sample type
 */
export function profileFromPprof(bytes: Uint8Array, sampleType: string): Profile {
  throw new Error(`not yet ${bytes.length} ${sampleType}`);
}
