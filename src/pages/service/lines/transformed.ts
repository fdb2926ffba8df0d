import type { OwnKnowledge } from '../../../flamegraph/types';
import { cutOf } from '../../../profile/export/origin';
import type { Profile } from '../../../profile/model';
import type { OwnWord } from '../../../profile/own/ownership';
import type { LinedStacks } from '../../../profile/pprof/lines';
import { linesLeftInSteps } from '../../../profile/pprof/linesLeft';
import { takenInSlices } from '../../../profile/steps';
import type { Transform } from '../../../profile/transforms/transforms';

/** A picture that transforms change: what is in it, and by whose words its own code is told. */
export interface Transforming {
  readonly profile: Profile;
  readonly transforms: readonly Transform[];
  readonly own: OwnKnowledge | undefined;
  readonly said: readonly OwnWord[] | undefined;
}

/**
 * What transforms leave of the lines; undefined where that is not known, as of a profile that was cut.
 * @throws (rejects) the signal's reason, once it is aborted, and what keeps the code from being loaded
 */
export async function linesLeft(
  { profile, transforms, own, said }: Transforming,
  stacks: LinedStacks,
  factor: number,
  signal: AbortSignal
): Promise<LinedStacks | undefined> {
  if (cutOf(profile) !== undefined) {
    return undefined;
  }
  const { prepare, pictureInSteps } = await import(/* webpackChunkName: "own" */ '../../../flamegraph/transforms/lazy');
  await prepare(transforms);
  signal.throwIfAborted();
  const picture = await takenInSlices(pictureInSteps(profile, transforms, own, said), signal);
  return takenInSlices(linesLeftInSteps(picture.profile, stacks, factor), signal);
}
