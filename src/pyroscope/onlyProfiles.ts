import { getBackendSrv } from '@grafana/runtime';
import { isNoData } from '../profile/model';
import { parseProfileType } from '../query/profileTypes';
import { canSelect } from '../query/serverVersion';
import { unitOf } from '../query/units';
import { type Only } from '../subject/subject';
import { firstValue } from './abort';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { DataSourceError } from './errors';
import { fetchFlameGraph, type FlameGraphAnswer, type FlameGraphRequest } from './flameGraph';

/** What became of the wish for a span, a trace or a profile. Unless it is found, the service around that time is shown. */
export interface OnlyNote {
  only: Only;
  outcome:
    | { kind: 'found' }
    /** there is no profile of it then: too short, not sampled, or its client tags no spans */
    | { kind: 'nothing' }
    /** nobody can say: the server is too old, or does not tell its version */
    | { kind: 'cannot'; version: string };
}

/** A profile is stamped at its end, and covers 10 to 60 seconds. */
const AROUND_MS = 60_000;

/**
 * The profiles of one span or trace, or one profile; where there are none, or the server cannot look for them, what
 * `around` gives for the same time. The range is widened by what a profile covers.
 * @throws as `fetchFlameGraph`
 */
export async function fetchOnly(
  dataSource: PyroscopeDataSource,
  request: FlameGraphRequest,
  { only, around }: { only: Only; around(request: FlameGraphRequest): Promise<FlameGraphAnswer> },
  signal: AbortSignal
): Promise<FlameGraphAnswer & { only: OnlyNote }> {
  const range = { from: request.range.from - AROUND_MS, to: request.range.to + AROUND_MS };
  const widened = { ...request, range };
  const found = await select(dataSource, widened, only, signal);
  if (!('version' in found) && !isNoData(found.profile)) {
    return { ...found, only: { only, outcome: { kind: 'found' } } };
  }
  const outcome = 'version' in found ? ({ kind: 'cannot', ...found } as const) : ({ kind: 'nothing' } as const);
  return { ...(await around(widened)), only: { only, outcome } };
}

/** The answer, or the version of a server that cannot give it; '' where that is not known. */
async function select(
  dataSource: PyroscopeDataSource,
  request: FlameGraphRequest,
  { kind, id }: Only,
  signal: AbortSignal
): Promise<FlameGraphAnswer | { version: string }> {
  let version = '';
  try {
    if (kind === 'span') {
      return await fetchFlameGraph(dataSource, { ...request, span: id }, signal);
    }
    version = await versionOf(dataSource.uid, signal);
    const { profileTypeId, labelSelector, range } = request;
    const selected = { profileTypeId, labelSelector, range, [`${kind}Id`]: id };
    if (!canSelect(version, kind)) {
      return { version };
    }
    const profile = await fetchDecoded(dataSource, selected, 'profile', { signal });
    return { profile, unit: unitOf(parseProfileType(profileTypeId)!.sampleUnit), frame: undefined };
  } catch (error) {
    if (error instanceof DataSourceError && (error.notAllowed || error.code === 'unimplemented')) {
      return { version };
    }
    throw error;
  }
}

async function versionOf(uid: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await firstValue(
      getBackendSrv().fetch<{ data?: { version?: unknown } } | undefined>({
        url: `/api/datasources/proxy/uid/${encodeURIComponent(uid)}/api/v1/status/buildinfo`,
        showErrorAlert: false,
        hideFromInspector: true,
      }),
      signal
    );
    const version = answer.data?.data?.version;
    return typeof version === 'string' ? version : '';
  } catch (error) {
    throw DataSourceError.fromFetch(error);
  }
}
