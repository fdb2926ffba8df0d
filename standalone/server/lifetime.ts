import { whenParentGone } from '../parent.mjs';
import { codeOf } from './errors';

/** Who reads what is said may go, as `head` does: that ends no server. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (codeOf(error) !== 'EPIPE') {
        throw error;
      }
    });
  }
}

/** Calls `end` once: on SIGINT, SIGTERM or SIGHUP, or when the process that started us is gone. */
export function onEnd(end: () => void): void {
  let ended = false;
  const once = () => {
    if (!ended) {
      ended = true;
      end();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, once);
  }
  whenParentGone(once);
}
