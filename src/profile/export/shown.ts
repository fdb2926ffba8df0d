import type { NodeIndex, Profile, Weights } from '../model';
import { mergedProfile } from '../treeMerge';
import { transformTree } from '../transforms/transforms';
import { completeTree, weightsOfSelf } from '../tree';

/** What a person looks at: everything, what runs through one frame, or all stacks that hold a symbol. */
export type Shown =
  | { readonly kind: 'whole' }
  | { readonly kind: 'focus'; readonly node: NodeIndex }
  | { readonly kind: 'sandwich'; readonly symbol: string };

/** The stacks that are on screen, in full from the root down. O(n) */
export function shownProfile(profile: Profile, shown: Shown): Profile {
  switch (shown.kind) {
    case 'whole':
      return profile;
    case 'focus':
      return shown.node === 0 ? profile : throughNode(profile, shown.node);
    case 'sandwich': {
      const sides = profile.sides ? [profile.sides.before, profile.sides.after] : [profile];
      return mergedProfile(transformTree(profile, sides, [{ kind: 'keep', about: shown.symbol }]), profile);
    }
  }
}

/** A node with all below it, hung below its callers. */
function throughNode(profile: Profile, node: NodeIndex): Profile {
  const { parent, end, sides } = profile;
  const above: NodeIndex[] = [];
  for (let i = parent[node]; i >= 0; i = parent[i]) {
    above.unshift(i);
  }
  const kept = Int32Array.from({ length: above.length + end[node] - node }, (_, i) =>
    i < above.length ? above[i] : node + i - above.length
  );
  const pick = (column: Int32Array) => kept.map((from) => column[from]);
  const tree = completeTree({ level: pick(profile.level), symbol: pick(profile.symbol), frames: profile.frames });
  const weigh = ({ self }: Weights) =>
    weightsOfSelf(
      tree,
      Float64Array.from(kept, (from, i) => (i < above.length ? 0 : self[from]))
    );
  return {
    ...tree,
    ...weigh(profile),
    ...(sides && {
      sides: { ...sides, before: weigh(sides.before), after: weigh(sides.after), open: undefined },
    }),
  };
}
