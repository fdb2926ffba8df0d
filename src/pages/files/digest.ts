import { readyWorker } from '../../profile/pprof/decode';
import { takenInSlices, UNSTOPPED } from '../../profile/steps';
import { sha256InSteps } from './sha256';

/** Of a megabyte it takes 10 ms: for less no worker is started, and the file is not read again. */
const LEAST_FOR_WORKER = 1 << 20;

/**
 * What names a file in links: its SHA-256 as 64 hex digits. Of tens of megabytes the browser's own copies and hashes on the main
 * thread, in one task: it is done in a worker, or in slices where workers are not allowed, or not worth it.
 */
export async function digestOf(file: Blob, bytes: Uint8Array): Promise<string> {
  const worker = bytes.length > LEAST_FOR_WORKER ? await readyWorker(startWorker) : undefined;
  if (worker === undefined) {
    return takenInSlices(sha256InSteps(bytes), UNSTOPPED);
  }
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(file);
    });
  } finally {
    worker.terminate();
  }
}

function startWorker(): Worker {
  return new Worker(
    // As that of the decoder.
    /* webpackEntryOptions: { publicPath: 'auto', library: { type: 'var', name: 'digest' } } */
    new URL('./digest.worker.ts', import.meta.url)
  );
}
