const LOOK_EVERY_MS = 1_000;

/**
 * Ends this process when its parent goes away: a demo must not outlive the server that it feeds. The parent may have
 * been killed without a chance to say so, hence the look at the parent's id beside the channel's end.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  process.once('disconnect', () => process.exit(0));
  setInterval(() => {
    if (process.ppid !== parent) {
      process.exit(0);
    }
  }, LOOK_EVERY_MS).unref();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(0));
  }
}
