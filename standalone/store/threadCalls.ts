import { IngestError, type IngestErrorKind } from './ingestError';
import { ConnectError, type ConnectCode } from './querier';
import type { StoreOptions } from './store';

/** What the store's threads are started with. */
export interface ThreadData {
  role: 'writer' | 'reader';
  dir: string;
  options: ThreadOptions;
  /** What the program wants beside it. */
  given: unknown;
}

/** {@link StoreOptions} as far as they can be sent to a thread. */
export type ThreadOptions = Omit<StoreOptions, 'onNotice'>;

/** To a thread: a call, the end of the caller's interest in one, or the end. */
export type ToThread = { id: number; method: string; argument: unknown } | { abort: number } | { close: true };

/** From a thread: the answer to a call; before the first, that it is open or why not. */
export type FromThread =
  | { id: number; value: unknown }
  | { id: number; error: SentError }
  | { isOpen: true }
  | { notice: string }
  | { failure: string };

/** An error as it can be sent: classes do not survive. */
export type SentError =
  | { type: 'connect'; code: ConnectCode; message: string }
  | { type: 'ingest'; kind: IngestErrorKind; message: string }
  | { type: 'other'; message: string };

export function toSentError(error: unknown): SentError {
  if (error instanceof ConnectError) {
    return { type: 'connect', code: error.code, message: error.message };
  }
  if (error instanceof IngestError) {
    return { type: 'ingest', kind: error.kind, message: error.message };
  }
  return { type: 'other', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function fromSentError(error: SentError): Error {
  switch (error.type) {
    case 'connect':
      return new ConnectError(error.code, error.message);
    case 'ingest':
      return new IngestError(error.kind, error.message);
    default:
      return new Error(error.message);
  }
}

/** What of a message is given away, not copied: bytes, or a field `body` of bytes, with memory of their own. */
export function transferable(value: unknown): ArrayBuffer[] {
  const bytes = typeof value === 'object' && value !== null && 'body' in value ? value.body : value;
  return bytes instanceof Uint8Array &&
    bytes.buffer instanceof ArrayBuffer &&
    bytes.buffer.byteLength === bytes.byteLength
    ? [bytes.buffer]
    : [];
}
