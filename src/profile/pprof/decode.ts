import { ProfileInputError, type Profile, type ProfileInputCode } from '../model';

export interface DecodeRequest {
  parts: readonly Uint8Array[];
  sampleType: string;
}

export type DecodeAnswer =
  | { kind: 'ready' }
  | { kind: 'profile'; profile: Profile }
  | { kind: 'failed'; code: ProfileInputCode | undefined; message: string };

/** A worker that has not said that it is ready by then will not (in ms); its code is a few kilobytes. */
const WORKER_PATIENCE_MS = 5000;
/** How long other work waits at most where there is no worker: well below what a person notices. */
const SLICE_MS = 12;

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
   * @throws {ProfileInputError} as `profileFromPprof`; AbortError
   */
  async decode(request: DecodeRequest, signal: AbortSignal): Promise<Profile> {
    const worker = await this.#worker;
    return worker ? decodeIn(worker, request, signal) : decodeInSlices(request, signal);
  }

  /** Ends the worker, and what it does. */
  close(): void {
    void this.#worker.then((worker) => worker?.terminate());
  }
}

function startWorker(): Worker {
  return new Worker(
    // The bundle is an AMD module; a worker must not be one, since nothing there could load it.
    /* webpackEntryOptions: { library: { type: 'var', name: 'decoder' } } */
    new URL('./decode.worker.ts', import.meta.url)
  );
}

/** Undefined where workers are not allowed: that may be an exception, an event, or silence. */
function readyWorker(start: () => Worker): Promise<Worker | undefined> {
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

function decodeIn(worker: Worker, { parts, sampleType }: DecodeRequest, signal: AbortSignal): Promise<Profile> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(aborted()), { once: true });
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      if (data.kind === 'profile') {
        resolve(data.profile);
      } else if (data.kind === 'failed') {
        reject(data.code ? new ProfileInputError(data.code, data.message) : new Error(data.message));
      }
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    const buffers = new Set(parts.map(({ buffer }) => buffer as ArrayBuffer));
    worker.postMessage({ parts, sampleType }, [...buffers]);
  });
}

async function decodeInSlices({ parts, sampleType }: DecodeRequest, signal: AbortSignal): Promise<Profile> {
  // Where there are workers, as nearly everywhere, the page need not load the reader.
  const { profileInSteps } = await import('./profile');
  const steps = profileInSteps(parts, sampleType);
  for (let until = performance.now() + SLICE_MS; ;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() >= until) {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) {
        throw aborted();
      }
      until = performance.now() + SLICE_MS;
    }
  }
}

function aborted(): DOMException {
  return new DOMException('The profile is not wanted any more', 'AbortError');
}
