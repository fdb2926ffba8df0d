import type { Profile, Sides } from '../model';
import { notLoadedValue } from '../notLoaded';
import { openOfNodes } from './open';
import { layoutWeights, uniteTrees, weighSide, type WidthMode } from './unite';

/** One side of a comparison. */
export interface ComparedSide {
  readonly profile: Profile;
  /** how many samples it is made of, where that is known */
  readonly samples: number | undefined;
  /** its values times this are in the unit that both sides share */
  readonly factor: number;
}

/** Both sides as one profile that is laid out by `width`; see `Sides`. O(rows of both) */
export function compareProfiles(
  before: ComparedSide,
  after: ComparedSide,
  width: WidthMode
): Profile & { sides: Sides } {
  const united = uniteTrees(before.profile, after.profile);
  const { tree } = united;
  const weights = {
    before: weighSide(united, 'before', before.profile, before.factor),
    after: weighSide(united, 'after', after.profile, after.factor),
  };
  const cut = {
    before: notLoadedValue({ ...tree, ...weights.before }),
    after: notLoadedValue({ ...tree, ...weights.after }),
  };
  const open = { before: openOfNodes(tree, weights.before), after: openOfNodes(tree, weights.after) };
  const samples = { before: before.samples, after: after.samples };
  const { joined } = united;
  const sides = {
    ...weights,
    cut,
    samples,
    ...(joined.size > 0 && { joined }),
    ...(cut.before + cut.after > 0 && { open }),
  };
  return { ...tree, ...layoutWeights(tree, weights.before, weights.after, width), sides };
}
