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
    const decoded = drained(decodeInSteps(request));
    const columns = Object.values(decoded).filter((column: unknown) => ArrayBuffer.isView(column));
    return [{ kind: 'decoded', decoded }, [...new Set(columns.map(({ buffer }) => buffer))]];
  } catch (error) {
    const code = error instanceof ProfileInputError ? error.code : undefined;
    return [{ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) }, []];
  }
}

addEventListener('message', answer);
const ready: DecodeAnswer = { kind: 'ready' };
postMessage(ready);
