/** Bytes of an id. */
export const ID_BYTES = { span: 8, trace: 16 };

/** The bytes of an id in hexadecimal digits, in either case; nothing for what is no id, and for the one of zeros. */
export function idBytes(kind: keyof typeof ID_BYTES, id: string): Uint8Array | undefined {
  return id.length === ID_BYTES[kind] * 2 && /^[0-9a-f]*$/i.test(id) && /[^0]/.test(id)
    ? Uint8Array.from(Buffer.from(id, 'hex'))
    : undefined;
}

/** What samples say of the span that they were taken in: its id, its trace's, or both. */
export interface Span {
  span: Uint8Array | undefined;
  trace: Uint8Array | undefined;
}

/**
 * The span of a sample by its labels (pkg/model/pprofsplit): old agents named a span's id `profile_id`.
 * @returns nothing for a sample of no span
 */
export function spanOf(labels: ReadonlyMap<string, string>): Span | undefined {
  const span = idBytes('span', labels.get('span_id') ?? labels.get('profile_id') ?? '');
  const trace = idBytes('trace', labels.get('trace_id') ?? '');
  return span || trace ? { span, trace } : undefined;
}
