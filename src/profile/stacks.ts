import type { Profile } from './model';

/** Frames from the root's child to the leaf. */
export interface Stack {
  readonly frames: readonly string[];
  readonly value: number;
}

/** Merges stacks into a profile: root `total`, children in byte order of their names. Stacks of value 0 are left out. */
export function profileFromStacks(stacks: Iterable<Stack>): Profile {
  throw new Error(`not yet ${typeof stacks}`);
}
