import { type Profile } from '../profile/model';
import { type Round } from '../query/rounds';
import { type PyroscopeDataSource } from './dataSources';
import { mapAnswer, type FlameGraphAnswer, type FlameGraphRequest } from './flameGraph';
import { type AbsoluteRange } from './query';
import { fetchRangeSeries, type RangeRequest } from './rangeSeries';
import { fetchLatestRound, peakOf } from './rounds';

export type SnapshotChoice = 'latest' | 'peak' | 'average';

/** What a flame graph of snapshots shows. */
export type SnapshotNote =
  | {
      kind: 'round';
      choice: 'latest' | 'peak';
      round: Round;
      /** the peak was asked for, but single snapshots cannot be seen, or are too many to look at */
      insteadOfPeak: false | 'unknown' | 'many';
    }
  | { kind: 'average' }
  /** the sum of all snapshots in the range, since their number is not known; or of those that were looked for */
  | { kind: 'sum'; found?: true };

export interface SnapshotGraphAnswer extends FlameGraphAnswer {
  snapshot: SnapshotNote;
}

export interface SnapshotGraphRequest extends FlameGraphRequest, RangeRequest {
  choice: SnapshotChoice;
  /** asks for the flame graph of a range */
  fetchGraph(request: FlameGraphRequest): Promise<FlameGraphAnswer>;
}

/**
 * The flame graph of a type whose profiles are snapshots: of one round of them, or the average. The sum over a range
 * is shown only where nothing else can be had, and is named so.
 * @throws as `fetchFlameGraph`
 */
export async function fetchSnapshotGraph(
  dataSource: PyroscopeDataSource,
  request: SnapshotGraphRequest,
  signal?: AbortSignal
): Promise<SnapshotGraphAnswer> {
  const { choice, range } = request;
  if (choice === 'average') {
    return fetchAverage(dataSource, request, signal);
  }
  const peak = choice === 'peak' ? peakOf(await request.allSnapshots([], signal), range) : 'unknown';
  const instead = typeof peak === 'string' ? peak : false;
  const round = typeof peak === 'string' ? await fetchLatestRound(dataSource, request, signal) : peak;
  if (round === undefined) {
    return mapAnswer<SnapshotGraphAnswer>(await request.fetchGraph(request), (graph) => ({
      ...graph,
      snapshot: { kind: 'sum' },
    }));
  }
  const answer = await request.fetchGraph({ ...request, range: rangeOf(round) });
  const snapshot: SnapshotNote = {
    kind: 'round',
    choice: instead ? 'latest' : 'peak',
    round,
    insteadOfPeak: choice === 'peak' && instead,
  };
  return mapAnswer(answer, (graph) => ({ ...graph, snapshot }));
}

/** Profiles are stamped in nanoseconds and ranges end in milliseconds: one more, or the newest snapshot is left out. */
export function rangeOf({ from, to }: Round): AbsoluteRange {
  return { from: from + 1, to: to + 1 };
}

async function fetchAverage(
  dataSource: PyroscopeDataSource,
  request: SnapshotGraphRequest,
  signal?: AbortSignal
): Promise<SnapshotGraphAnswer> {
  const [answer, { average }] = await Promise.all([
    request.fetchGraph(request),
    fetchRangeSeries(dataSource, request, signal),
  ]);
  return mapAnswer<SnapshotGraphAnswer>(answer, (graph) => {
    const total = graph.profile.total[0];
    return average === undefined || !(total > 0)
      ? { ...graph, snapshot: { kind: 'sum' } }
      : { ...scaleAnswer(graph, average / total), snapshot: { kind: 'average' } };
  });
}

/** Every number of the answer times the factor: columns and frame, so that tables, exports and tooltips agree. */
export function scaleAnswer({ profile, frame, unit }: FlameGraphAnswer, factor: number): FlameGraphAnswer {
  const scaled: Profile = {
    ...profile,
    total: profile.total.map((v) => v * factor),
    self: profile.self.map((v) => v * factor),
  };
  const fields = frame?.fields.map((field) =>
    field.name === 'value' || field.name === 'self'
      ? { ...field, values: field.values.map((v: number) => v * factor) }
      : field
  );
  return { profile: scaled, frame: frame && fields && { ...frame, fields }, unit };
}
