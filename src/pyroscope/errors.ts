import { type DataQueryError } from '@grafana/data';
import { isFetchError } from '@grafana/runtime';
import { classifyError, type ClassifiedError, type ErrorKind } from '../query/errors';

/** A failed request to a data source: what kind of failure, and the server's own words where Grafana lets them through. */
export class DataSourceError extends Error {
  readonly kind: ErrorKind;
  readonly words: string;
  /** Pyroscope's own, such as `unimplemented` */
  readonly code: string | undefined;
  /** the server's limit, where it is one that was exceeded */
  readonly limit: string | undefined;
  readonly limitMs: number | undefined;

  private constructor(classified: ClassifiedError) {
    super(classified.words || classified.kind);
    this.name = 'DataSourceError';
    this.kind = classified.kind;
    this.words = classified.words;
    this.code = classified.code;
    this.limit = classified.limit;
    this.limitMs = classified.limitMs;
  }

  /** An error of a query: Grafana gives each the status 500, only its text says what happened. */
  static fromQuery(error: DataQueryError): DataSourceError {
    const message = error.message || error.data?.message || error.data?.error || error.statusText || '';
    // 400 and 500 are all that a failed query has; other statuses are Grafana's own answer to the whole request.
    const status = error.status === 500 || error.status === 400 ? undefined : error.status;
    return new DataSourceError(classifyError(message, { status }));
  }

  /** An answer that came without an error and without what was asked for. */
  static brokenOff(): DataSourceError {
    return new DataSourceError({ kind: 'broken-off', words: '' });
  }

  /** An answer of something else: a page of a proxy in between. */
  static notPyroscope(): DataSourceError {
    return new DataSourceError({ kind: 'not-pyroscope', words: '' });
  }

  /** A failed resource or proxy request; anything else (an abort, a bug) is given back as it is. */
  static fromFetch(error: unknown): unknown {
    if (!isFetchError<{ message?: string; code?: string } | string>(error)) {
      const offline = error instanceof Error ? classifyError(error.message) : undefined;
      return offline?.kind === 'offline' ? new DataSourceError(offline) : error;
    }
    const data = typeof error.data === 'string' ? { message: error.data, code: undefined } : error.data;
    const message = data?.message ?? error.statusText ?? '';
    return new DataSourceError(classifyError(message, { status: error.status, code: data?.code }));
  }

  /** The same failure of a part of a range that is longer than the server allows. */
  withLimit(limitMs: number): DataSourceError {
    return new DataSourceError({ ...this, limitMs });
  }

  /** There was no connection to Grafana: worth asking again without being told to. */
  get offline(): boolean {
    return this.kind === 'offline';
  }
}

/**
 * Whether the person, or everybody, may not do this: then what does without it takes its place in silence. Anything
 * else (a limit, a time-out, an overload) is for the person to know, and gone the next time perhaps.
 */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof DataSourceError && error.kind === 'forbidden';
}

/** Whatever else is asked of the server fails likewise, and makes it worse. */
export function isOfAll(failure: unknown): boolean {
  return failure instanceof DataSourceError && ['overloaded', 'unreachable', 'offline'].includes(failure.kind);
}
