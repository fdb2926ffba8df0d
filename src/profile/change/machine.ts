/**
 * Functions whose own time is what the machine does to a program, none of its code: where a goroutine stands while the
 * system has given its CPU to others. It comes and goes with what else runs there.
 */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['runtime.asyncPreempt', 'runtime.asyncPreempt2']);

/** Rows of such functions. */
export function rowsOfTheMachine(names: readonly string[]): ReadonlySet<number> {
  return new Set(Array.from(names.keys()).filter((row) => OF_THE_MACHINE.has(names[row])));
}
