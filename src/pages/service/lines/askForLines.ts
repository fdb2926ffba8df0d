import type { LinedStacks } from '../../../profile/pprof/lines';
import { fetchDecoded } from '../../../pyroscope/decodedProfile';
import { rangeOf } from '../../../pyroscope/snapshotGraph';
import { type Listener } from '../../../pyroscope/wholeProfile';
import { selectorOf } from '../../../subject/subject';
import { type Asked, type ShownGraph } from '../questions';

/** Where source lines come from. */
export interface LineSource {
  /** what they are of, but for the time */
  about: string;
  /** sources of one `about` and one `range` have the same lines */
  range: unknown;
  load(listener: Listener): Promise<LinedStacks>;
  /** What is shown for a value of the lines: an average is the sum divided. */
  factorOf(stacks: LinedStacks): number;
}

/**
 * The lines of what a graph shows: of the same round, the same single profiles, or divided alike. The graph itself knows
 * none. Undefined where no server tells them, as of a span.
 */
export function linesOfGraph(
  asked: Asked,
  typeId: string,
  { snapshot, profile, only }: ShownGraph
): LineSource | undefined {
  const { dataSource, shown } = asked;
  if (only !== undefined && only.pprof === undefined) {
    return undefined;
  }
  const request = {
    ...(only?.pprof ?? { profileTypeId: typeId, labelSelector: selectorOf(asked), range: shown }),
    ...(snapshot?.kind === 'round' && { range: rangeOf(snapshot.round) }),
  };
  const { range, ...about } = request;
  return {
    ...{ about: JSON.stringify([dataSource.uid, about]), range },
    load: (listener) => fetchDecoded(dataSource, request, 'lines', listener),
    factorOf: ({ total }) => (snapshot?.kind === 'average' && total > 0 ? profile.total[0] / total : 1),
  };
}
