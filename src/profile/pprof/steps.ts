/**
 * What takes long does it in steps, a generator that pauses every millisecond or so: a worker takes all steps at once, a
 * thread that has other things to do takes a few at a time.
 */
export function drained<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) {
    step = steps.next();
  }
  return step.value;
}
