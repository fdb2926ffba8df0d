import { parseDuration } from './duration';

/** What went wrong, as far as it changes what a person can do about it. */
export type ErrorKind =
  /** the range is longer than `limitMs` */
  | 'range-too-long'
  | 'bad-selector'
  /** more flame graph nodes than `limit` were asked for */
  | 'too-many-nodes'
  /** something else about the question */
  | 'bad-request'
  /** Grafana does not answer: no network, or a connection that slept */
  | 'offline'
  /** Pyroscope does not answer */
  | 'unreachable'
  /** something answers that is not Pyroscope */
  | 'not-pyroscope'
  | 'timeout'
  /** too many requests, or too much for the server */
  | 'overloaded'
  /** the data source's own login is refused by Pyroscope */
  | 'data-source-login'
  /** this person may not use the data source */
  | 'forbidden'
  | 'signed-out'
  | 'no-such-data-source'
  | 'canceled'
  /** it ended before everything was there */
  | 'broken-off'
  | 'other';

export interface ClassifiedError {
  kind: ErrorKind;
  /** Connect's code as Pyroscope sent it, where it did */
  code?: string;
  /** the server's own words, without Grafana's wrapping; empty when Grafana hides them */
  words: string;
  /** the server's limit in its own words ("1d", "1048576") */
  limit?: string;
  limitMs?: number;
}

/** The codes of the Connect protocol. */
const CODES = [
  'canceled',
  'unknown',
  'invalid_argument',
  'deadline_exceeded',
  'not_found',
  'already_exists',
  'permission_denied',
  'resource_exhausted',
  'failed_precondition',
  'aborted',
  'out_of_range',
  'unimplemented',
  'internal',
  'unavailable',
  'data_loss',
  'unauthenticated',
];

const WRAPPED = new RegExp(`^received error from client[^:]*: (${CODES.join('|')}): (.*)$`, 's');

/** All that Grafana says when a resource call fails, whatever the reason. */
const HIDDEN = 'An error occurred within the plugin';

/** What browsers say of a request that came to no server: Chrome, Firefox, Safari. */
const BROWSER_WORDS = /^(TypeError: )?(failed to fetch|networkerror when attempting|load failed|network ?error$)/i;

const KIND_OF_CODE: Readonly<Record<string, ErrorKind>> = {
  canceled: 'canceled',
  deadline_exceeded: 'timeout',
  permission_denied: 'data-source-login',
  unauthenticated: 'data-source-login',
  resource_exhausted: 'overloaded',
  unavailable: 'unreachable',
  invalid_argument: 'bad-request',
  out_of_range: 'bad-request',
};

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'no-such-data-source',
  429: 'overloaded',
  499: 'canceled',
  502: 'unreachable',
  503: 'unreachable',
  504: 'timeout',
};

/**
 * Sorts an error of a query, a resource or the data source proxy by what its text says.
 * @param message the text as Grafana or Pyroscope gave it
 * @param status the HTTP status of the whole answer; a query's own status is never right and not wanted here
 * @param code Connect's code, where the answer had one of its own (the proxy passes it through)
 */
export function classifyError(
  message: string,
  { status, code }: { status?: number; code?: string } = {}
): ClassifiedError {
  const wrapped = WRAPPED.exec(message);
  if (wrapped) {
    return byCode(wrapped[1], wrapped[2]);
  }
  if (code !== undefined && CODES.includes(code)) {
    return byCode(code, message);
  }
  const words = message === HIDDEN ? '' : message;
  if (!status && BROWSER_WORDS.test(message)) {
    return { kind: 'offline', words };
  }
  if (/authentication to data source failed/i.test(message)) {
    return { kind: 'data-source-login', words };
  }
  if (/context deadline exceeded|client\.timeout exceeded/i.test(message)) {
    return { kind: 'timeout', words };
  }
  return { kind: (status !== undefined && KIND_OF_STATUS[status]) || 'other', words };
}

function byCode(code: string, words: string): ClassifiedError {
  if (code === 'invalid_argument') {
    return { ...ofBadRequest(words), code, words };
  }
  // A server that does not speak Connect is told by the bare HTTP status that its client found instead.
  const foreign = (code === 'unknown' || code === 'unimplemented') && /^\d{3} /.test(words);
  return { kind: foreign ? 'not-pyroscope' : (KIND_OF_CODE[code] ?? 'other'), code, words };
}

function ofBadRequest(words: string): Pick<ClassifiedError, 'kind' | 'limit' | 'limitMs'> {
  const range = /query time range exceeds the limit \(max_query_length, .*limit: ([^)]+)\)/.exec(words);
  if (range) {
    return { kind: 'range-too-long', limit: range[1], limitMs: parseDuration(range[1]) };
  }
  const nodes = /max flamegraph nodes limit .* is greater than allowed (\d+)/.exec(words);
  if (nodes) {
    return { kind: 'too-many-nodes', limit: nodes[1] };
  }
  return { kind: words.startsWith('parsing label selector') ? 'bad-selector' : 'bad-request' };
}
