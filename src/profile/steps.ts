/*
 * What takes long does it in steps, a generator that pauses every millisecond or so: a worker takes all steps at once, a
 * thread that has other things to do takes a few at a time.
 */

/** How many nodes are handled between two pauses where each costs little: about a millisecond's work. */
export const NODES_A_SLICE = 1 << 16;

/** Few enough comparisons for a millisecond. */
const A_SLICE = 1 << 11;

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

/**
 * Takes the steps a few at a time, with pauses for what else the thread has to do.
 * @throws AbortError
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
      if (signal.aborted) {
        throw new DOMException('The result is not wanted any more', 'AbortError');
      }
    }
  }
}

/** The numbers from 0 to `count` - 1 in the order of `compare`, equal ones by number: a merge sort in steps. */
export function* sortInSteps(count: number, compare: (a: number, b: number) => number): Generator<void, Int32Array> {
  let from = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    from[i] = i;
  }
  for (let begin = 0; begin < count; begin += A_SLICE) {
    from.subarray(begin, begin + A_SLICE).sort(compare);
    yield;
  }
  let to = new Int32Array(count);
  for (let width = A_SLICE; width < count; width *= 2) {
    for (let begin = 0; begin < count; begin += 2 * width) {
      const middle = Math.min(begin + width, count);
      const end = Math.min(begin + 2 * width, count);
      let left = begin;
      let right = middle;
      for (let k = begin; k < end; k++) {
        const takesLeft = right >= end || (left < middle && compare(from[left], from[right]) <= 0);
        to[k] = takesLeft ? from[left++] : from[right++];
        if (k % A_SLICE === A_SLICE - 1) {
          yield;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
