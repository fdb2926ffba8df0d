import { isNoData } from '../profile/model';
import { profileFromStacks } from '../profile/stacks';
import { buildSelector } from '../query/buildSelector';
import { describeType } from '../query/catalogue';
import { parseProfileType } from '../query/profileTypes';
import { readSelector } from '../query/readSelector';
import { canSelect } from '../query/serverVersion';
import { unitOf } from '../query/units';
import { readBrush, type Brush } from '../subject/brush';
import { type Only } from '../subject/subject';
import { fetchVersion } from './buildInfo';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { DataSourceError, isNotAllowed } from './errors';
import { fetchFlameGraph, type FlameGraphAnswer, type FlameGraphRequest } from './flameGraph';
import { type SnapshotNote } from './snapshotGraph';
import { brushed, fetchSingleProfiles } from './singleProfiles';
import { type WholeProfileRequest } from './wholeProfile';

/** What became of the wish for a span, a trace or a profile. Unless it is found, the service around that time is shown. */
export interface OnlyNote {
  only: Only;
  outcome:
    | { kind: 'found' }
    /** there is no profile of it then: too short, not sampled, or its client tags no spans */
    | { kind: 'nothing' }
    /** nobody can say: the server is too old, or does not tell its version */
    | { kind: 'cannot'; version: string };
  /** what asks for the whole profile of what is shown; undefined where no server answers that, as for a span */
  pprof: Omit<WholeProfileRequest, 'maxNodes'> | undefined;
}

/** `snapshot`: what is shown, of a type that is a snapshot. */
type Noted = FlameGraphAnswer & { snapshot?: SnapshotNote };

/** A profile is stamped at its end, and covers 10 to 60 seconds. */
const AROUND_MS = 60_000;

/**
 * The profiles of one span or trace, or one profile; where there are none, or the server cannot look for them, what
 * `around` gives for the same time. The range is widened by what a profile covers.
 * @throws as `fetchFlameGraph`
 */
export async function fetchOnly<Request extends FlameGraphRequest>(
  dataSource: PyroscopeDataSource,
  request: Request,
  { only, around }: { only: Only; around(request: Request): Promise<Noted> },
  signal: AbortSignal
): Promise<Noted & { only: OnlyNote }> {
  const range = { from: request.range.from - AROUND_MS, to: request.range.to + AROUND_MS };
  const widened = { ...request, range };
  const found = await select(dataSource, widened, only, signal);
  if (!('version' in found) && !isNoData(found.profile)) {
    const { pprof, ...answer } = found;
    const note = { only, outcome: { kind: 'found' as const }, pprof };
    return isSum(request, note)
      ? { ...answer, snapshot: { kind: 'sum', found: true }, only: note }
      : { ...answer, only: note };
  }
  const outcome = 'version' in found ? ({ kind: 'cannot', ...found } as const) : ({ kind: 'nothing' } as const);
  const { profileTypeId, labelSelector } = request;
  return { ...(await around(widened)), only: { only, outcome, pprof: { profileTypeId, labelSelector, range } } };
}

/** Several snapshots of one memory are added up: by how many to divide is not known of all. */
function isSum({ profileTypeId }: FlameGraphRequest, { pprof }: Pick<OnlyNote, 'pprof'>): boolean {
  return describeType(profileTypeId)?.aggregation === 'snapshot' && pprof?.profileIds?.length !== 1;
}

/** The profiles of a rectangle, found anew by what their dots say; undefined where there are none. */
async function selectedBy(
  brush: Brush,
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector }: FlameGraphRequest,
  signal: AbortSignal
) {
  const { from, to, filters } = brush;
  const whole = readSelector(labelSelector);
  const narrowed = buildSelector([...(whole.ok ? whole.matchers : []), ...filters]);
  const request = { profileTypeId, labelSelector: narrowed, range: { from, to } };
  const found = brushed(await fetchSingleProfiles(dataSource, request, signal), brush);
  const range = { from: from - AROUND_MS, to: to + AROUND_MS };
  return found.length === 0 ? undefined : { labelSelector: narrowed, range, profileIds: found.map(({ id }) => id) };
}

/** The answer, or the version of a server that cannot give it; '' where that is not known. */
async function select(
  dataSource: PyroscopeDataSource,
  request: FlameGraphRequest,
  { kind, id }: Only,
  signal: AbortSignal
): Promise<(FlameGraphAnswer & Pick<OnlyNote, 'pprof'>) | { version: string }> {
  let version = '';
  try {
    if (kind === 'span') {
      return { ...(await fetchFlameGraph(dataSource, { ...request, span: id }, signal)), pprof: undefined };
    }
    version = await fetchVersion(dataSource.uid, signal);
    if (!canSelect(version, kind === 'trace' ? 'trace' : 'profile')) {
      return { version };
    }
    const { profileTypeId, labelSelector, range } = request;
    const unit = unitOf(parseProfileType(profileTypeId)!.sampleUnit);
    const selected =
      kind === 'brush'
        ? await selectedBy(readBrush(id)!, dataSource, request, signal)
        : { range, ...(kind === 'trace' ? { traceId: id } : { profileIds: [id] }) };
    const pprof = selected && { profileTypeId, labelSelector, ...selected };
    const profile = pprof ? await fetchDecoded(dataSource, pprof, 'profile', { signal }) : profileFromStacks([]);
    return { profile, unit, frame: undefined, pprof };
  } catch (error) {
    if (isNotAllowed(error) || (error instanceof DataSourceError && error.code === 'unimplemented')) {
      return { version };
    }
    throw error;
  }
}
