/**
 * malformed: not a profile; invalid: a profile that Pyroscope would not take; too_large: more bytes than are taken;
 * limit: it would be taken at another time or of another store.
 */
export type IngestErrorKind = 'malformed' | 'invalid' | 'too_large' | 'limit';

/** The push is at fault, not the store: sending it again gives the same error. Nothing of it was stored. */
export class IngestError extends Error {
  constructor(
    readonly kind: IngestErrorKind,
    message: string
  ) {
    super(message);
    this.name = 'IngestError';
  }
}
