import { type EmptyReason } from '../../pyroscope/diagnose';
import { type FoundNamespaces } from '../../pyroscope/namespaces';
import { valueOf, type Answer } from './answer';
import { type ShownGraph } from './questions';

/** What stands in the flame graph's place. */
export type PictureState =
  | { kind: 'loading' }
  | Extract<Answer<ShownGraph>, { kind: 'shown' | 'old' | 'failed' | 'cancelled' }>
  | { kind: 'empty'; reason: EmptyReason };

interface Answers {
  /** undefined: need not be asked */
  namespace: Answer<FoundNamespaces> | undefined;
  /** undefined: the type is known without */
  types: Answer<string[]> | undefined;
  graph: Answer<ShownGraph>;
  /** undefined: there is nothing to explain */
  diagnosis: Answer<EmptyReason> | undefined;
}

/** Of all that a picture needs, the first that is not there decides what stands in its place. */
export function pictureOf({ namespace, types, graph, diagnosis }: Answers): PictureState {
  if (diagnosis) {
    const reason = valueOf(diagnosis);
    return reason ? { kind: 'empty', reason } : withoutValue(diagnosis);
  }
  if (graph.kind === 'shown' || graph.kind === 'old') {
    return graph;
  }
  const needed: ReadonlyArray<Answer<unknown> | undefined> = [namespace, types, graph];
  for (const answer of needed) {
    if (answer && valueOf(answer) === undefined && answer.kind !== 'empty') {
      return withoutValue(answer);
    }
  }
  return { kind: 'loading' };
}

function withoutValue(answer: Answer<unknown>): Extract<PictureState, { kind: 'loading' | 'failed' | 'cancelled' }> {
  return answer.kind === 'failed' || answer.kind === 'cancelled' ? answer : { kind: 'loading' };
}
