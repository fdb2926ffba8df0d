import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DataSourceError } from '../../pyroscope/errors';
import { type PartsDone } from '../../pyroscope/longRange';
import { nextAnswer, type Answer } from './answer';
import { type Question } from './questions';

export interface Occasion {
  /** what the person has chosen to see, whatever the time is */
  chosen: string;
  /** what is asked now was not asked by the person, but by a timer */
  automatic: boolean;
}

/** Of small questions beside the picture: what they answered last stays as it is, whoever asks anew. */
export const ANY_TIME: Occasion = { chosen: '', automatic: false };

interface AnswerOptions<T> {
  /** whether there is nothing in it */
  isEmpty?(value: T): boolean;
  /** false: it is known what to ask, but something else comes first. Given at all, the page's refresh waits as well. */
  ready?: boolean;
}

export interface Asking<T> {
  answer: Answer<T>;
  fetching: boolean;
  /** how much of it is there, where it comes in parts */
  parts: PartsDone | undefined;
  /** ends the request, down to the server */
  cancel(): void;
}

interface Held<T> {
  about: string;
  chosen: string;
  answer: Answer<T>;
}

/**
 * Asks a question, and says what is known of its answer. The last answer about the same thing stays while a newer one is
 * on its way, or where that one fails.
 * @param question undefined while it is not known what to ask, or while there is no need
 */
export function useAnswer<T>(
  question: Question<T> | undefined,
  { chosen, automatic }: Occasion,
  { isEmpty = () => false, ready }: AnswerOptions<T> = {}
): Asking<T> {
  const client = useQueryClient();
  const queryKey = question?.key ?? ['nothing'];
  // Not state of this component: the answer may have been asked for by a render that React gave up.
  const partsKey = ['parts', queryKey];
  const enabled = question !== undefined && ready !== false;
  const options = {
    queryKey,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      question!.ask({ client, signal, onParts: (done) => client.setQueryData<PartsDone>(partsKey, done) }),
    meta: { waits: ready !== undefined },
    staleTime: Infinity,
    // Columns of a large profile are not compared value by value with the last ones.
    structuralSharing: false,
  };
  // Asked with the first render already, while the rest of the page is still to be drawn. What fails is said below.
  useState(() => enabled && void client.query<T>(options).catch(() => {}));
  const query = useQuery<T>({ ...options, enabled });
  const { data: parts } = useQuery<PartsDone>({ queryKey: partsKey, queryFn: skipToken });
  const [held, setHeld] = useState<Held<T>>();
  if (question === undefined) {
    return { answer: { kind: 'loading' }, fetching: false, parts: undefined, cancel: () => {} };
  }
  const about = JSON.stringify(question.key.slice(0, 2));
  const before = held?.about === about ? held : undefined;
  const answer = nextAnswer(
    before?.answer,
    {
      data: query.data,
      error: query.error,
      // Without a network a question waits for it.
      fetching: query.fetchStatus !== 'idle' || ready === false,
      outdated: query.isStale,
    },
    { quiet: before?.chosen === chosen && (automatic || isOffline(before.answer)), isEmpty }
  );
  if (before === undefined || before.chosen !== chosen || !same(before.answer, answer)) {
    setHeld({ about, chosen, answer });
  }
  const cancel = () => void client.cancelQueries({ queryKey: question.key, exact: true });
  return { answer, fetching: query.isFetching, parts: query.isFetching ? parts : undefined, cancel };
}

/** What is asked again by itself until there is a connection stands as it is until then. */
function isOffline(answer: Answer<unknown>): boolean {
  return 'error' in answer && answer.error instanceof DataSourceError && answer.error.offline;
}

function same<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(b) as Array<keyof T>;
  return Object.keys(a).length === keys.length && keys.every((key) => Object.is(a[key], b[key]));
}
