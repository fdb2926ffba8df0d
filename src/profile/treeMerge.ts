import type { CallTree, NodeIndex, Profile, Sides, Weights } from './model';
import { drained } from './steps';

/** A tree made of another, the source, and what became of the source's rows and weights. */
export interface TreeMerge {
  readonly tree: CallTree;
  /** The merged row that a row of the source went into; -1 for one that is left out. */
  rowOf(node: NodeIndex): NodeIndex;
  /** Weights of the source, any number of them one after the other, as weights of the merged tree. */
  weighInSteps(weights: Weights): Generator<void, Weights>;
}

/** The merged tree with the source's weights; of a comparison with those of both sides too. */
export function mergedProfile(merge: TreeMerge, weights: Weights & Pick<Profile, 'sides'>): Profile {
  return drained(mergedProfileInSteps(merge, weights));
}

/** `mergedProfile` in steps. */
export function* mergedProfileInSteps(
  merge: TreeMerge,
  { self, total, sides }: Weights & Pick<Profile, 'sides'>
): Generator<void, Profile> {
  const merged = { ...merge.tree, ...(yield* merge.weighInSteps({ self, total })) };
  return sides === undefined ? merged : { ...merged, sides: yield* mergedSides(merge, sides) };
}

/** What was cut may belong into any merged row, so that `open` has no place here. */
function* mergedSides(merge: TreeMerge, { before, after, cut, samples, joined }: Sides): Generator<void, Sides> {
  return {
    before: yield* merge.weighInSteps(before),
    after: yield* merge.weighInSteps(after),
    ...{ cut, samples, joined },
  };
}
