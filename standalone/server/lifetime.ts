import { whenParentGone } from '../parent.mjs';

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
