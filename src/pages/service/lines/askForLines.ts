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

/** The lines of what a graph shows: of the same round, or divided alike. The graph itself knows none. */
export function linesOfGraph(asked: Asked, typeId: string, { snapshot, profile }: ShownGraph): LineSource {
  const { dataSource, shown } = asked;
  const range = snapshot?.kind === 'round' ? rangeOf(snapshot.round) : shown;
  const labelSelector = selectorOf(asked);
  return {
    about: JSON.stringify([dataSource.uid, typeId, labelSelector]),
    range,
    load: (listener) => fetchDecoded(dataSource, { profileTypeId: typeId, labelSelector, range }, 'lines', listener),
    factorOf: ({ total }) => (snapshot?.kind === 'average' && total > 0 ? profile.total[0] / total : 1),
  };
}
