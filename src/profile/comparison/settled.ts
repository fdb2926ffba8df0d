import { isNotLoaded } from '../notLoaded';
import type { Profile } from '../model';
import { changeOfNode } from './changes';

export interface SettledPart {
  /** frames whose change is known in its direction, or that did not change */
  readonly certain: number;
  readonly unclear: number;
  /** of the larger side's selves, what stands in unclear frames; 0 to 1 */
  readonly unclearShare: number;
}

/** How much of a comparison is certain; undefined where neither side was cut, so that all is. O(n) */
export function settledPart(profile: Profile): SettledPart | undefined {
  const { sides, length } = profile;
  if (sides?.open === undefined) {
    return undefined;
  }
  let [certain, unclear, unclearSelf, self] = [0, 0, 0, 0];
  for (let node = 1; node < length; node++) {
    if (isNotLoaded(profile, node)) {
      continue;
    }
    const own = Math.max(sides.before.self[node], sides.after.self[node]);
    self += own;
    const { kind } = changeOfNode(sides, node);
    if (kind === 'unclear') {
      unclear++;
      unclearSelf += own;
    } else {
      certain++;
    }
  }
  return { certain, unclear, unclearShare: self > 0 ? unclearSelf / self : 0 };
}
