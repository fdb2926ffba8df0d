import type { Profile } from '../model';
import { linesInSteps, type LinedStacks } from './lines';
import { profileInSteps } from './profile';

/** What a pprof can be turned into. */
export interface Decoded {
  profile: Profile;
  lines: LinedStacks;
}

export interface DecodeRequest {
  parts: readonly Uint8Array[];
  sampleType: string;
  wanted: keyof Decoded;
}

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
