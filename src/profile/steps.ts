/*
 * What takes long does it in steps, a generator that pauses every millisecond or so: a worker takes all steps at once, a
 * thread that has other things to do takes a few at a time.
 */

/** How many nodes are handled between two pauses where each costs little: about a millisecond's work. */
export const NODES_A_SLICE = 1 << 16;

/** The same of names that are read. */
export const NAMES_A_SLICE = 1 << 9;

/**
 * Handles a range in slices, with a pause after each but the last. What is done over and over stands in a function of its
 * own for it: browsers run the loop of a generator slowly (several times, measured), since they do not compile it while it runs.
 */
export function* inSlices(
  from: number,
  to: number,
  handle: (from: number, to: number) => void,
  size = NODES_A_SLICE
): Generator<void, void> {
  for (let at = from; at < to; at += size) {
    if (at > from) {
      yield;
    }
    handle(at, Math.min(to, at + size));
  }
}

/** Takes all steps at once. */
export function drained<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) {
    step = steps.next();
  }
  return step.value;
}

/** How long other work waits at most: well below what a person notices. */
const SLICE_MS = 12;

/**
 * To be asked between steps: undefined while there is time, then a pause for what else the thread has to do. What is
 * awaited may be there at once, and is then no pause.
 */
export function pauses(sliceMs = SLICE_MS): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () =>
    performance.now() < until
      ? undefined
      : new Promise((resolve) =>
          setTimeout(() => {
            until = performance.now() + sliceMs;
            resolve();
          })
        );
}

/** For what is not stopped. */
export const UNSTOPPED = new AbortController().signal;

/**
 * Takes the steps a few at a time, with pauses for what else the thread has to do.
 * @throws (rejects) the signal's reason, once it is aborted: an AbortError
 */
export async function takenInSlices<T>(steps: Generator<void, T>, signal: AbortSignal, sliceMs = SLICE_MS): Promise<T> {
  const pauseIfDue = pauses(sliceMs);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
    const pause = pauseIfDue();
    if (pause) {
      await pause;
      signal.throwIfAborted();
    }
  }
}
