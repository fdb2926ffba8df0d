import { layoutWeightsInSteps } from './comparison/layoutWeights';
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

/**
 * `mergedProfile` in steps. What a comparison is drawn by is worked out anew: rows that changed may be one that did not.
 * @param keepWidths the merged rows are as wide as the source's that went into them together: callers have no self that
 *   tells what changed below
 */
export function* mergedProfileInSteps(
  merge: TreeMerge,
  { self, total, sides }: Weights & Pick<Profile, 'sides'>,
  { keepWidths = false } = {}
): Generator<void, Profile> {
  const merged = sides && (yield* mergedSides(merge, sides));
  const widths =
    keepWidths || merged === undefined
      ? yield* merge.weighInSteps({ self, total })
      : yield* layoutWeightsInSteps(merge.tree, merged.before, merged.after, merged.width);
  return { ...merge.tree, ...widths, ...(merged && { sides: merged }) };
}

/** What was cut may belong into any merged row, so that `open` has no place here. */
function* mergedSides(merge: TreeMerge, { before, after, open: _, ...rest }: Sides): Generator<void, Sides> {
  return {
    before: yield* merge.weighInSteps(before),
    after: yield* merge.weighInSteps(after),
    ...rest,
  };
}
