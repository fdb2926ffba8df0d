import type { Profile, Sides, WidthMode } from '../model';
import { notLoadedValue } from '../notLoaded';
import { drained } from '../steps';
import { changeOfNode } from './changes';
import { layoutWeightsInSteps } from './layoutWeights';
import { openOfNodesInSteps } from './open';
import { uniteTreesInSteps, weighSideInSteps } from './unite';

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
  return drained(compareProfilesInSteps(before, after, width));
}

/** `compareProfiles` in steps. */
export function* compareProfilesInSteps(
  before: ComparedSide,
  after: ComparedSide,
  width: WidthMode
): Generator<void, Profile & { sides: Sides }> {
  const united = yield* uniteTreesInSteps(before.profile, after.profile);
  const { tree } = united;
  const weights = {
    before: yield* weighSideInSteps(united, 'before', before.profile, before.factor),
    after: yield* weighSideInSteps(united, 'after', after.profile, after.factor),
  };
  const cut = {
    before: notLoadedValue({ ...tree, ...weights.before }),
    after: notLoadedValue({ ...tree, ...weights.after }),
  };
  yield;
  const open = {
    before: yield* openOfNodesInSteps(tree, weights.before),
    after: yield* openOfNodesInSteps(tree, weights.after),
  };
  const samples = { before: before.samples, after: after.samples };
  const { joined } = united;
  const sides = {
    ...weights,
    width,
    cut,
    samples,
    changeOf: changeOfNode,
    ...(joined.size > 0 && { joined }),
    ...(cut.before + cut.after > 0 && { open }),
  };
  return { ...tree, ...(yield* layoutWeightsInSteps(tree, weights.before, weights.after, width)), sides };
}
