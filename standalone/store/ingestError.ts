/** malformed: not a profile; invalid: a profile that Pyroscope would not take; too_large: over the size limit. */
export type IngestErrorKind = 'malformed' | 'invalid' | 'too_large';

/** The profile is at fault, not the store: sending it again gives the same error. Nothing of it was stored. */
export class IngestError extends Error {
  constructor(
    readonly kind: IngestErrorKind,
    message: string
  ) {
    super(message);
    this.name = 'IngestError';
  }
}
