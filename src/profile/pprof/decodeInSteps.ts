import { deriveInSteps, type Derived } from '../derived';
import { type CountedProfile } from '../counted';
import { linesInSteps, type LinedStacks } from './lines';
import { profileInSteps, type SampleType } from './profile';

/** What a pprof can be turned into. */
export interface Decoded {
  profile: CountedProfile;
  lines: LinedStacks;
}

export interface DecodeRequest {
  parts: readonly Uint8Array[];
  sampleType: SampleType;
  /** Leaves out what a file says is of no interest, as `go tool pprof` does. */
  dropped?: boolean;
  wanted: keyof Decoded;
}

export interface Decoding<K extends keyof Decoded> {
  decoded: Decoded[K];
  /** Of a large profile. */
  derived: Derived | undefined;
}

/** What `ProfileDecoder` is asked for, in a worker or in slices. */
export function* decodeInSteps<K extends keyof Decoded>({
  parts,
  sampleType,
  wanted,
  ...options
}: DecodeRequest & { wanted: K }): Generator<void, Decoding<K>> {
  const steps: { [Kind in keyof Decoded]: () => Generator<void, Decoding<Kind>> } = {
    *profile() {
      const decoded = yield* profileInSteps(parts, sampleType, options);
      return { decoded, derived: yield* deriveInSteps(decoded) };
    },
    *lines() {
      return { decoded: yield* linesInSteps(parts, sampleType, options), derived: undefined };
    },
  };
  return yield* steps[wanted]();
}
