import type { Profile } from './model';
import { drained, inSlices } from './steps';

/**
 * Chains of nearly equal frames, shown as one. Node `i` belongs to the group of `head[i]` (itself if it heads a group or
 * stands alone); `hidden[i]` is how many nodes the group of head `i` hides, 0 for all others.
 */
export interface Groups {
  readonly head: Int32Array;
  readonly hidden: Int32Array;
}

/** A child joins its parent's group only above this share of both the parent and the group's head. */
const NEARLY_EQUAL = 0.99;

/**
 * Finds the groups, O(n). A node joins its parent's group if it is the only child, above 99 % of its parent and above
 * 99 % of the group's head (or 60 small steps would hide half a profile). The root heads none: it is the whole,
 * and in a sandwich it would hide the very callers and callees that were asked for.
 */
export function findGroups(profile: Profile): Groups {
  return drained(findGroupsInSteps(profile));
}

/** `findGroups` in steps. */
export function* findGroupsInSteps(profile: Profile): Generator<void, Groups> {
  const { length } = profile;
  const groups = { head: new Int32Array(length), hidden: new Int32Array(length) };
  yield* inSlices(1, length, (from, to) => joinNodes(profile, groups, from, to));
  return groups;
}

function joinNodes({ total, parent, end }: Profile, { head, hidden }: Groups, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const p = parent[i];
    const h = head[p];
    const only = p > 0 && i === p + 1 && end[i] === end[p];
    if (only && total[i] > NEARLY_EQUAL * total[p] && total[i] > NEARLY_EQUAL * total[h]) {
      head[i] = h;
      hidden[h]++;
    } else {
      head[i] = i;
    }
  }
}
