import fc from 'fast-check';
import type { Groups } from '../groups';
import type { NodeIndex, Profile } from '../model';
import { profileFromStacks, type Stack } from '../stacks';

// Slow, obvious references for the property tests: a profile is a list of stacks, a tree is walked by recursion.

/** Few names, so that recursion and merging happen all the time. */
const frame = fc.constantFrom('a', 'b', 'c', 'd', 'total', 'other', 'é', '\u{1f600}', '\uffee');

export const anyStacks: fc.Arbitrary<Stack[]> = fc.array(
  fc.record({ frames: fc.array(frame, { maxLength: 8 }), value: fc.integer({ min: 0, max: 1000 }) }),
  { maxLength: 25 }
);

export const anyProfile: fc.Arbitrary<Profile> = anyStacks.map(profileFromStacks);

/** Mostly long only-child chains, as groups are made of. */
export const anyChains: fc.Arbitrary<Profile> = fc
  .array(
    fc.record({
      frames: fc.array(fc.constantFrom('a', 'a', 'a', 'b'), { maxLength: 12 }),
      value: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 500, max: 2000 })),
    }),
    { maxLength: 7 }
  )
  .map(profileFromStacks);

/** One chain that loses up to 0.8 % a step, so that many small steps add up to more than a group may hide. */
export const anyNarrowing: fc.Arbitrary<Profile> = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 }), fc.nat(20))
  .map(([selfs, beside]) =>
    profileFromStacks([
      ...selfs.map((value, depth) => ({ frames: Array<string>(depth + 1).fill('a'), value })),
      { frames: Array<string>(selfs.length + 1).fill('a'), value: 1000 },
      {
        frames: Array<string>(1 + (beside % selfs.length))
          .fill('a')
          .concat('b'),
        value: beside % 3,
      },
    ])
  );

/** Many siblings, most of them narrow and a few wide among them, some with children of the same kind. */
export const anyWide: fc.Arbitrary<Profile> = fc
  .array(
    fc.record({
      parent: fc.constantFrom('p', 'p', 'q'),
      value: fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, fc.integer({ min: 5, max: 60 })),
      child: fc.boolean(),
    }),
    { maxLength: 50 }
  )
  .map((siblings) =>
    profileFromStacks(
      siblings.map(({ parent, value, child }, i) => {
        const name = `s${String(i).padStart(2, '0')}`;
        return { frames: child ? [parent, name, 'x'] : [parent, name], value };
      })
    )
  );

export function childrenOf(profile: Profile, node: NodeIndex): NodeIndex[] {
  const children: NodeIndex[] = [];
  for (let i = 0; i < profile.length; i++) {
    if (profile.parent[i] === node) {
      children.push(i);
    }
  }
  return children;
}

export function nameOf(profile: Profile, node: NodeIndex): string {
  return profile.frames.names[profile.symbol[node]];
}

/** Every node's self as a stack of its own; frames from below the root. */
export function stacksOf(profile: Profile): Stack[] {
  const stacks: Stack[] = [];
  for (let i = 0; i < profile.length; i++) {
    const frames: string[] = [];
    for (let j = i; j > 0; j = profile.parent[j]) {
      frames.unshift(nameOf(profile, j));
    }
    if (profile.self[i] > 0) {
      stacks.push({ frames, value: profile.self[i] });
    }
  }
  return stacks;
}

/** Every path of a profile with its value and self, in pre-order; the root is ''. */
export function pathsOf(profile: Profile): Array<{ path: string; value: number; self: number }> {
  return Array.from({ length: profile.length }, (_, i) => {
    const names: string[] = [];
    for (let j: NodeIndex = i; j > 0; j = profile.parent[j]) {
      names.unshift(nameOf(profile, j));
    }
    return { path: names.join(';'), value: profile.total[i], self: profile.self[i] };
  });
}

/** The profile of stacks, computed by adding each stack to all its prefixes; sorted by the bytes of the names. */
export function pathsOfStacks(stacks: readonly Stack[]): Array<{ path: string; value: number; self: number }> {
  const byPath = new Map([['', { path: '', names: [] as string[], value: 0, self: 0 }]]);
  for (const { frames, value } of stacks.filter((stack) => stack.value > 0)) {
    for (let depth = 0; depth <= frames.length; depth++) {
      const names = frames.slice(0, depth);
      const path = names.join(';');
      const entry = byPath.get(path) ?? { path, names, value: 0, self: 0 };
      entry.value += value;
      entry.self += depth === frames.length ? value : 0;
      byPath.set(path, entry);
    }
  }
  return [...byPath.values()]
    .sort((a, b) => compareLists(a.names, b.names))
    .map(({ path, value, self }) => ({ path, value, self }));
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((name, i) => name !== b[i]);
  return differing < 0 || differing >= b.length
    ? a.length - b.length
    : Buffer.compare(Buffer.from(a[differing]), Buffer.from(b[differing]));
}

export function refGroups(profile: Profile): Groups {
  const head = Int32Array.from({ length: profile.length }, (_, i) => i);
  const hidden = new Int32Array(profile.length);
  for (let i = 1; i < profile.length; i++) {
    const p = profile.parent[i];
    const value = profile.total[i];
    const nearlyEqual = value > 0.99 * profile.total[p] && value > 0.99 * profile.total[head[p]];
    const isRootsChild = p === 0;
    if (!isRootsChild && childrenOf(profile, p).length === 1 && nearlyEqual) {
      head[i] = head[p];
      hidden[head[i]]++;
    }
  }
  return { head, hidden };
}

export interface RefNode {
  node: NodeIndex;
  row: number;
  x0: number;
  x1: number;
  /** Displayed children. */
  children: RefNode[];
}

/** What is displayed from `root` down: a tree of objects. */
export function refDisplayed(
  profile: Profile,
  root: NodeIndex,
  row: number,
  isHidden: (node: NodeIndex) => boolean
): RefNode {
  const displayedChildren = (node: NodeIndex): NodeIndex[] =>
    childrenOf(profile, node).flatMap((child) => (isHidden(child) ? displayedChildren(child) : [child]));
  const place = (node: NodeIndex, depth: number): RefNode => ({
    node,
    row: depth,
    x0: offsetOf(profile, node),
    x1: offsetOf(profile, node) + profile.total[node],
    children: displayedChildren(node).map((child) => place(child, depth + 1)),
  });
  return place(root, row);
}

/** Self first, then the children in order. */
function offsetOf(profile: Profile, node: NodeIndex): number {
  const parent = profile.parent[node];
  return parent < 0
    ? 0
    : childrenOf(profile, parent)
        .filter((sibling) => sibling < node)
        .reduce((x, sibling) => x + profile.total[sibling], offsetOf(profile, parent) + profile.self[parent]);
}
