import { changeTableInSteps, type ChangeTable } from '../../../profile/comparison/changeTable';
import { compareProfilesInSteps } from '../../../profile/comparison/compare';
import { deriveInSteps } from '../../../profile/derived';
import type { Profile, Side } from '../../../profile/model';
import { drained } from '../../../profile/steps';
import { describeType } from '../../../query/catalogue';
import {
  instancesOf,
  scaleOfSide,
  usualNormalization,
  type Difference,
  type Normalization,
  type Scale,
  type SideFacts,
} from '../../../query/normalization';
import type { RangeSeries } from '../../../pyroscope/rangeSeries';
import type { Versus } from '../../../viewstate/state';
import type { ShownGraph } from '../questions';

/** One side as it was answered. */
export interface AnsweredSide {
  readonly graph: Pick<ShownGraph, 'profile' | 'snapshot'>;
  /** undefined while, or where, nobody knows */
  readonly series: Pick<RangeSeries, 'average' | 'total' | 'covered' | 'instanceSeconds'> | undefined;
  /** of how many samples it is made, as the profiler counted them; undefined where it does not */
  readonly counted: number | undefined;
  /** of files that are snapshots: how many it is the sum of */
  readonly files?: number;
}

/** Both sides as one profile, and what its values are. */
export interface Compared {
  readonly profile: Profile;
  readonly changes: ChangeTable;
  /** of the values; `share`: parts of each side's total */
  readonly unit: string;
  readonly norm: Normalization;
  /** what can be chosen */
  readonly norms: readonly Normalization[];
  readonly facts: Readonly<Record<Side, SideFacts>>;
}

/** Nothing was cut of either side. */
export const isComplete = ({ profile: { sides } }: Pick<Compared, 'profile'>) =>
  sides !== undefined && sides.cut.before + sides.cut.after === 0;

/** In the order in which they are offered. */
const NORMS: readonly Normalization[] = ['instance', 'second', 'profile', 'share', 'none'];

/**
 * Brings both sides to one measure and unites them. What cannot be divided as wanted, because that is not known, is
 * divided as is usual, else by its total.
 * @param differ what tells the sides apart
 */
export function compareSides(...what: Parameters<typeof compareSidesInSteps>): Compared {
  return drained(compareSidesInSteps(...what));
}

/** `compareSides` in steps, with what is derived of a large profile. */
export function* compareSidesInSteps(
  typeId: string,
  unit: string,
  sides: Readonly<Record<Side, AnsweredSide>>,
  { width, norm, differ }: Pick<Versus, 'width' | 'norm'> & { differ: Difference }
): Generator<void, Compared> {
  const type = describeType(typeId);
  const facts = { before: factsOf(sides.before), after: factsOf(sides.after) };
  const onCpu = type?.clock === 'cpu';
  const scalesOf = (some: Normalization) => scaleBoth(some, facts, { unit, onCpu });
  const fits = (some: Normalization) =>
    (some !== 'second' && some !== 'instance') || type?.aggregation !== 'snapshot'
      ? scalesOf(some) !== undefined
      : false;
  const norms = NORMS.filter(fits);
  const summed = Object.values(sides).some(({ graph }) => graph.snapshot?.kind === 'sum');
  const usual = summed
    ? 'share'
    : usualNormalization(type?.aggregation ?? 'cumulative', [facts.before, facts.after], differ);
  const chosen = ([norm, usual, 'share'] as const).find((some) => some && norms.includes(some)) ?? 'none';
  const scales = scalesOf(chosen)!;
  // Goroutines are counted one by one.
  const isCount = ({ snapshot }: AnsweredSide['graph']) =>
    type?.sampleType === 'goroutine' && snapshot?.kind === 'round';
  const side = ({ graph, counted }: AnsweredSide, { factor }: Scale) => ({
    profile: graph.profile,
    factor,
    samples: counted ?? (isCount(graph) ? graph.profile.total[0] : undefined),
  });
  // Side by side, table and sandwich are still of both.
  const mode = width === 'side' ? 'larger' : width;
  const profile = yield* compareProfilesInSteps(
    side(sides.before, scales.before),
    side(sides.after, scales.after),
    mode
  );
  const changes = yield* changeTableInSteps(profile, profile.sides);
  yield* deriveInSteps(profile);
  return { profile, changes, unit: scales.after.unit, norm: chosen, norms, facts };
}

function scaleBoth(
  norm: Normalization,
  facts: Compared['facts'],
  of: Parameters<typeof scaleOfSide>[2]
): Record<Side, Scale> | undefined {
  const before = scaleOfSide(norm, facts.before, of);
  const after = scaleOfSide(norm, facts.after, of);
  return before && after && { before, after };
}

function factsOf({ graph: { profile, snapshot }, series, files }: AnsweredSide): SideFacts {
  // The average of the summary line, so that both never disagree: an instance that is missing for a while counts in it.
  const coveredSeconds = series?.average ? series.total / series.average : series?.covered;
  const facts = { coveredSeconds, instanceSeconds: series?.instanceSeconds };
  const ofRound = snapshot?.kind === 'round' && snapshot.round.instances > 0 ? snapshot.round.instances : undefined;
  const profiles = snapshot?.kind === 'average' ? instancesOf(facts) : (ofRound ?? files);
  return { ...facts, total: profile.total[0], profiles };
}
