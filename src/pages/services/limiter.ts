/** Runs a task when it is its turn. A task that is given up while it waits is never run. */
export type Limiter = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Lets at most so many tasks run at a time; others wait in the order in which they came. */
export function createLimiter(most: number): Limiter {
  const waiting = new Set<() => void>();
  let running = 0;
  const next = () => {
    const [first] = waiting;
    if (first && running < most) {
      waiting.delete(first);
      running += 1;
      first();
    }
  };
  const turn = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        // One that has had its turn already ends by itself.
        if (waiting.delete(resolve)) {
          reject(new DOMException('The task was given up', 'AbortError'));
        }
      };
      waiting.add(resolve);
      signal?.addEventListener('abort', giveUp, { once: true });
      if (signal?.aborted) {
        giveUp();
      }
      next();
    });
  return async (task, signal) => {
    await turn(signal);
    try {
      return await task();
    } finally {
      running -= 1;
      next();
    }
  };
}
