/** What is known of a question's answer; one of these at any time. */
export type Answer<T> =
  /** nothing is there yet, and it is being asked or will be */
  | { kind: 'loading' }
  | { kind: 'shown'; value: T }
  /** older than what is asked for now, because the newer one is being asked, was stopped by hand, or failed */
  | { kind: 'old'; value: T; why: 'asking'; quiet: boolean }
  | { kind: 'old'; value: T; why: 'cancelled' }
  | { kind: 'old'; value: T; why: 'failed'; error: unknown }
  /** answered, and there is nothing in it */
  | { kind: 'empty' }
  | { kind: 'failed'; error: unknown }
  /** stopped by hand before anything was there */
  | { kind: 'cancelled' };

/** What the query cache says of a question. */
export interface Seen<T> {
  data: T | undefined;
  error: unknown;
  fetching: boolean;
  /** data is there, but was to be asked for anew */
  outdated: boolean;
}

interface Circumstances<T> {
  /** an automatic refresh of what was shown before: what stands on the page stays until it is over, or it would jump */
  quiet: boolean;
  isEmpty(value: T): boolean;
}

/**
 * The next state of an answer.
 * @param before the state so far, of an answer about the same thing; undefined where there is none
 */
export function nextAnswer<T>(
  before: Answer<T> | undefined,
  { data, error, fetching, outdated }: Seen<T>,
  { quiet, isEmpty }: Circumstances<T>
): Answer<T> {
  const value = data !== undefined && !isEmpty(data) ? data : valueOf(before);
  if (fetching) {
    if (quiet && before !== undefined && before.kind !== 'loading') {
      return before.kind === 'shown' ? { kind: 'old', value: before.value, why: 'asking', quiet } : before;
    }
    return value === undefined ? { kind: 'loading' } : { kind: 'old', value, why: 'asking', quiet: false };
  }
  if (error) {
    return value === undefined ? { kind: 'failed', error } : { kind: 'old', value, why: 'failed', error };
  }
  if (data === undefined || outdated) {
    return value === undefined ? { kind: 'cancelled' } : { kind: 'old', value, why: 'cancelled' };
  }
  return isEmpty(data) ? { kind: 'empty' } : { kind: 'shown', value: data };
}

/** What there is to show, new or old. */
export function valueOf<T>(answer: Answer<T> | undefined): T | undefined {
  return answer?.kind === 'shown' || answer?.kind === 'old' ? answer.value : undefined;
}

/** What there is to show, unless asking for something newer failed or was stopped. */
export function currentOf<T>(answer: Answer<T>): T | undefined {
  return answer.kind === 'shown' || (answer.kind === 'old' && answer.why === 'asking') ? answer.value : undefined;
}

/** Why there is no answer, or no newer one; null: nothing failed. */
export function errorOf(answer: Answer<unknown>): unknown {
  return 'error' in answer ? answer.error : null;
}

/** Whether what is there is what can be had for now; a quiet refresh does not count. */
export function isAnswered<T>(answer: Answer<T>): boolean {
  return answer.kind === 'old'
    ? answer.why !== 'asking' || answer.quiet
    : answer.kind === 'shown' || answer.kind === 'empty' || answer.kind === 'failed';
}
