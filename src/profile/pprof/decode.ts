import { keepDerived, type Derived } from '../derived';
import { ProfileInputError, type ProfileInputCode } from '../model';
import { takenInSlices } from '../steps';
import type { Decoded, DecodeRequest } from './decodeInSteps';

type Wanted = keyof Decoded;

export type DecodeAnswer =
  | { kind: 'ready' }
  | { kind: 'decoded'; decoded: Decoded[Wanted]; derived: Derived | undefined }
  | { kind: 'failed'; code: ProfileInputCode | undefined; message: string };

/** A worker that has not said that it is ready by then will not (in ms); its code is a few kilobytes. */
const WORKER_PATIENCE_MS = 5000;

/**
 * Turns pprofs into profiles beside the main thread: in a worker, or in slices where workers are not allowed (a content
 * security policy, a plugin that is served from another origin). Made before the bytes are there, the worker is ready
 * when they are.
 */
export class ProfileDecoder {
  readonly #worker: Promise<Worker | undefined>;

  constructor(start: () => Worker = startWorker) {
    this.#worker = readyWorker(start);
  }

  /**
   * @param parts - of an uncompressed pprof; not to be used any more afterwards
   * @throws {ProfileInputError} as `profileFromPprof` and `linesInSteps`; AbortError
   */
  async decode<K extends Wanted>(request: DecodeRequest & { wanted: K }, signal: AbortSignal): Promise<Decoded[K]> {
    const worker = await this.#worker;
    if (worker) {
      return answerOf(worker, request, signal);
    }
    // Where there are workers, as nearly everywhere, the page need not load the reader.
    const { decodeInSteps } = await import('./decodeInSteps');
    return (await takenInSlices(decodeInSteps(request), signal)).decoded;
  }

  /** Ends the worker, and what it does. */
  close(): void {
    void this.#worker.then((worker) => worker?.terminate());
  }
}

function startWorker(): Worker {
  return new Worker(
    // The bundle is an AMD module; a worker must not be one, since nothing there could load it. What it loads itself
    // lies beside it: the page's own path would be taken from there.
    /* webpackEntryOptions: { publicPath: 'auto', library: { type: 'var', name: 'decoder' } } */
    new URL('./decode.worker.ts', import.meta.url)
  );
}

/** One that has said that it is ready; undefined where workers are not allowed: that may be an exception, an event, or silence. */
export function readyWorker(start: () => Worker): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = start();
      const giveUp = () => {
        clearTimeout(patience);
        worker.terminate();
        resolve(undefined);
      };
      const patience = setTimeout(giveUp, WORKER_PATIENCE_MS);
      worker.onmessage = () => {
        clearTimeout(patience);
        resolve(worker);
      };
      worker.onerror = giveUp;
    } catch {
      resolve(undefined);
    }
  });
}

function answerOf<K extends Wanted>(
  worker: Worker,
  request: DecodeRequest & { wanted: K },
  signal: AbortSignal
): Promise<Decoded[K]> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      if (data.kind === 'decoded') {
        if (data.derived && 'level' in data.decoded) {
          keepDerived(data.decoded, data.derived);
        }
        // The worker answers what it was asked for.
        resolve(data.decoded as Decoded[K]);
      } else if (data.kind === 'failed') {
        reject(data.code ? new ProfileInputError(data.code, data.message) : new Error(data.message));
      }
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    const buffers = new Set(request.parts.map(({ buffer }) => buffer as ArrayBuffer));
    worker.postMessage(request, [...buffers]);
  });
}
