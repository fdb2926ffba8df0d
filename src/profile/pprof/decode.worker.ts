import { ProfileInputError } from '../model';
import type { DecodeAnswer, DecodeRequest } from './decode';
import { profileInSteps } from './profile';
import { drained } from '../steps';

/** The worker's side of `ProfileDecoder`. */
function answer({ data }: MessageEvent<DecodeRequest>): void {
  const [decodedProfile, transfer] = decoded(data);
  postMessage(decodedProfile, { transfer });
}

function decoded({ parts, sampleType }: DecodeRequest): [DecodeAnswer, Transferable[]] {
  try {
    const profile = drained(profileInSteps(parts, sampleType));
    const columns = Object.values(profile).filter((column: unknown) => ArrayBuffer.isView(column));
    return [{ kind: 'profile', profile }, [...new Set(columns.map(({ buffer }) => buffer))]];
  } catch (error) {
    const code = error instanceof ProfileInputError ? error.code : undefined;
    return [{ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) }, []];
  }
}

addEventListener('message', answer);
const ready: DecodeAnswer = { kind: 'ready' };
postMessage(ready);
