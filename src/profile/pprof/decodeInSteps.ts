import type { Decoded, DecodeRequest } from './decode';
import { linesInSteps } from './lines';
import { profileInSteps } from './profile';

/** What `ProfileDecoder` is asked for, in a worker or in slices. */
export function decodeInSteps<K extends keyof Decoded>({
  parts,
  sampleType,
  wanted,
}: DecodeRequest & { wanted: K }): Generator<void, Decoded[K]> {
  const steps: { [Kind in keyof Decoded]: () => Generator<void, Decoded[Kind]> } = {
    profile: () => profileInSteps(parts, sampleType),
    lines: () => linesInSteps(parts, sampleType),
  };
  return steps[wanted]();
}
