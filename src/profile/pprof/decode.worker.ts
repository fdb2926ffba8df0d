import { ProfileInputError } from '../model';
import { drained } from '../steps';
import type { DecodeAnswer } from './decode';
import { decodeInSteps, type DecodeRequest } from './decodeInSteps';

/** The worker's side of `ProfileDecoder`. */
function answer({ data }: MessageEvent<DecodeRequest>): void {
  const [answered, transfer] = answerTo(data);
  postMessage(answered, { transfer });
}

function answerTo(request: DecodeRequest): [DecodeAnswer, Transferable[]] {
  try {
    const { decoded, derived } = drained(decodeInSteps(request));
    // A message keeps what is the same object the same: what is derived is of this profile afterwards too.
    const columns = [decoded, ...Object.values(derived ?? {})].flatMap((owner): unknown[] => Object.values(owner));
    const buffers = columns.filter((column) => ArrayBuffer.isView(column)).map(({ buffer }) => buffer as ArrayBuffer);
    return [{ kind: 'decoded', decoded, derived }, [...new Set(buffers)]];
  } catch (error) {
    const code = error instanceof ProfileInputError ? error.code : undefined;
    return [{ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) }, []];
  }
}

addEventListener('message', answer);
const ready: DecodeAnswer = { kind: 'ready' };
postMessage(ready);
