const LOOK_EVERY_MS = 500;

/**
 * Calls `end` once: on SIGINT, SIGTERM or SIGHUP, or when the process that started us is gone. npm, when killed, leaves
 * what it started running; nobody would find it again.
 */
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
  const parent = process.ppid;
  // Process 1 never goes away, and a container's first process has parent 0.
  if (parent > 1) {
    setInterval(() => process.ppid !== parent && once(), LOOK_EVERY_MS).unref();
  }
}
