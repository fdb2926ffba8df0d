import { changeTable, type ChangeTable } from '../../../profile/comparison/changeTable';
import { compareProfiles } from '../../../profile/comparison/compare';
import type { Profile } from '../../../profile/model';
import { describeType } from '../../../query/catalogue';
import { scaleOfSide, usualNormalization, type SideFacts } from '../../../query/normalization';
import type { AbsoluteRange } from '../../../pyroscope/query';
import type { Versus } from '../../../viewstate/state';

/** The same time, so much earlier. */
export function shifted({ from, to }: AbsoluteRange, shiftMs: number): AbsoluteRange {
  return { from: from - shiftMs, to: to - shiftMs };
}

/** One side as it was answered. */
export interface AnsweredSide {
  readonly profile: Profile;
  /** seconds that profiles cover; undefined while, or where, nobody knows */
  readonly covered: number | undefined;
}

/** Both sides as one profile, and what its values are. */
export interface Compared {
  readonly profile: Profile;
  readonly changes: ChangeTable;
  /** of the values; `share`: parts of each side's total */
  readonly unit: string;
  readonly norm: NonNullable<Versus['norm']>;
}

/**
 * Brings both sides to one measure and unites them. What cannot be divided by the time that profiles cover, because that
 * is not known, is compared by shares; a snapshot is what it is.
 */
export function compareSides(
  typeId: string,
  unit: string,
  { before, after }: Readonly<Record<'before' | 'after', AnsweredSide>>,
  { width, norm }: Pick<Versus, 'width' | 'norm'>
): Compared {
  const type = describeType(typeId);
  const isSnapshot = type?.aggregation === 'snapshot';
  const facts = [factsOf(before), factsOf(after)] as const;
  const usual = isSnapshot ? 'none' : usualNormalization('cumulative', [facts[0], facts[1]], true);
  const wanted = norm === 'second' && isSnapshot ? undefined : norm;
  const chosen = wanted ?? (usual === 'second' || usual === 'none' ? usual : 'share');
  const onCpu = type?.group === 'cpu' && !type.wall;
  const scales = facts.map((side) => scaleOfSide(chosen, side, { unit, onCpu }));
  const [a, b] = scales;
  if (a === undefined || b === undefined) {
    return compareSides(typeId, unit, { before, after }, { width, norm: chosen === 'share' ? 'none' : 'share' });
  }
  const side = ({ profile }: AnsweredSide, factor: number) => ({ profile, factor, samples: undefined });
  const profile = compareProfiles(side(before, a.factor), side(after, b.factor), width);
  return { profile, changes: changeTable(profile, profile.sides), unit: b.unit, norm: chosen };
}

function factsOf({ profile, covered }: AnsweredSide): SideFacts {
  return { total: profile.total[0], coveredSeconds: covered, instanceSeconds: undefined, profiles: undefined };
}
