import { sha256 } from './sha256';

/** The worker's side of `digestOf`. */
async function answer({ data }: MessageEvent<Blob>): Promise<void> {
  postMessage(await sha256(new Uint8Array(await data.arrayBuffer())));
}

addEventListener('message', (event: MessageEvent<Blob>) => void answer(event));
// It is ready.
postMessage('');
