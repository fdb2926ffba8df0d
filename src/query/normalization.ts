import type { Aggregation } from './catalogue';
import { perSecond, type Unit } from './units';

/** What the values of a comparison's sides are divided by, so that they can be held against one another. */
export type Normalization = 'instance' | 'second' | 'profile' | 'share' | 'none';

/** What tells the sides of a comparison apart: their time alone, what is selected, or one of them at least is a file. */
export type Difference = 'time' | 'selector' | 'file';

/** What is known of one side of a comparison; undefined where it could not be found out. */
export interface SideFacts {
  /** the profile's total, in the type's unit */
  readonly total: number;
  /** seconds of the range that profiles of any instance cover */
  readonly coveredSeconds: number | undefined;
  /** seconds that profiles cover, added up over the instances */
  readonly instanceSeconds: number | undefined;
  /** of snapshots: how many the total is the sum of */
  readonly profiles: number | undefined;
}

/** A side's values times `factor` are in `unit`. */
export interface Scale {
  readonly factor: number;
  readonly unit: Unit;
}

/** Beyond this the sides' instances or coverage differ so much that totals mislead. */
const ALIKE = 0.05;

/** Do two numbers of one kind (instances, coverage) differ by more than 5 % of the larger? */
export function differMuch(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) > ALIKE * Math.max(a, b);
}

/** How many instances sent profiles on average, while any did. */
export function instancesOf({
  coveredSeconds,
  instanceSeconds,
}: Pick<SideFacts, 'coveredSeconds' | 'instanceSeconds'>): number | undefined {
  return coveredSeconds && instanceSeconds !== undefined ? instanceSeconds / coveredSeconds : undefined;
}

/**
 * The factor that brings a side's values to a common measure.
 *
 *     instance   value / seconds covered, added up over instances     cores of an instance
 *     second     value / seconds covered                              cores
 *     profile    value / number of profiles                           a snapshot's bytes
 *     share      value / the side's total                             parts of 1
 *     none       value
 *
 * @returns undefined where what it divides by is not known, or nothing
 */
export function scaleOfSide(
  normalization: Normalization,
  side: SideFacts,
  { unit, onCpu }: { unit: Unit; onCpu: boolean }
): Scale | undefined {
  const rate = (seconds: number | undefined): Scale | undefined => {
    if (!seconds) {
      return undefined;
    }
    const { value: factor, unit: rateUnit } = perSecond(1, unit, seconds, onCpu);
    return { factor, unit: rateUnit };
  };
  switch (normalization) {
    case 'instance':
      return rate(side.instanceSeconds);
    case 'second':
      return rate(side.coveredSeconds);
    case 'profile':
      return side.profiles ? { factor: 1 / side.profiles, unit } : undefined;
    case 'share':
      return side.total > 0 ? { factor: 1 / side.total, unit: 'share' } : undefined;
    case 'none':
      return { factor: 1, unit };
  }
}

/**
 * What a comparison divides by where nobody chose. Snapshots stand as they are while both sides are made of as many, else
 * by their number. Sides that differ in more than their time (a version against another, one pod against the rest) by
 * their totals. A type that adds up over time by the seconds covered, and by those of the instances where their number
 * changed. A file by the seconds where it says its own and the other side is of as many instances, else by the totals: of
 * how many processes it is, nobody knows. What cannot be known falls back to the next.
 */
export function usualNormalization(
  aggregation: Aggregation,
  sides: readonly [SideFacts, SideFacts],
  differ: Difference
): Normalization {
  const known = (read: (side: SideFacts) => number | undefined) => sides.every((side) => (read(side) ?? 0) > 0);
  if (aggregation === 'snapshot') {
    return differMuch(sides[0].profiles, sides[1].profiles) ? 'profile' : 'none';
  }
  if (differ === 'selector') {
    return 'share';
  }
  const instances = sides.map(instancesOf);
  const counted = known((side) => side.instanceSeconds);
  if (counted && differMuch(instances[0], instances[1])) {
    return differ === 'file' ? 'share' : 'instance';
  }
  if (differ === 'file' && !counted) {
    return 'share';
  }
  return known((side) => side.coveredSeconds) ? 'second' : 'share';
}
