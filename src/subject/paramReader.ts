import * as v from 'valibot';

/** Something of a link that could not be used, or did not fit; the page tells people. */
export interface Dropped {
  /** the query parameter */
  param: string;
  reason: DropReason;
}

/** Why it could not be used. Not a text: texts are translated, and this room is pure. */
export type DropReason =
  | { kind: 'given-twice'; times: number }
  | { kind: 'not-one-of'; options: readonly string[] }
  | { kind: 'not-a-type' }
  /** in the words of the selector's grammar */
  | { kind: 'bad-selector'; words: string }
  | { kind: 'no-start' }
  | { kind: 'bad-time' }
  | { kind: 'ends-before-start' }
  | { kind: 'bad-window' }
  /** neither a span's, nor a trace's, nor a profile's, as the parameter wants it */
  | { kind: 'not-an-id' }
  | { kind: 'bad-brush' }
  | { kind: 'bad-file' }
  /** another parameter says otherwise, and counts */
  | { kind: 'contradicts'; param: string }
  | { kind: 'unreadable-path' }
  | { kind: 'unreadable-groups'; unreadable: number; of: number }
  /** of the service shown before; undefined: there was none */
  | { kind: 'other-service'; service: string | undefined }
  | { kind: 'other-type' }
  | { kind: 'link-too-long' }
  /** so many of the groups changed first are not in it */
  | { kind: 'link-too-long-for-groups'; gone: number };

/** Reads single parameters and keeps the account of what is wrong with them. */
export class ParamReader<Param extends string> {
  readonly dropped: Dropped[] = [];

  constructor(private readonly params: URLSearchParams) {}

  drop(param: Param, reason: DropReason): undefined {
    this.dropped.push({ param, reason });
    return undefined;
  }

  all(param: Param): string[] {
    return this.params.getAll(param);
  }

  /** The one value, which may be empty; of several the first counts. */
  one(param: Param): string | undefined {
    const values = this.all(param);
    if (values.length > 1) {
      this.drop(param, { kind: 'given-twice', times: values.length });
    }
    return values[0];
  }

  /** The one value that is not empty. */
  text(param: Param): string | undefined {
    return this.one(param) || undefined;
  }

  choice<T extends string>(param: Param, schema: v.PicklistSchema<readonly T[], undefined>): T | undefined {
    const text = this.text(param);
    if (text === undefined) {
      return undefined;
    }
    const parsed = v.safeParse(schema, text);
    return parsed.success ? parsed.output : this.drop(param, { kind: 'not-one-of', options: schema.options });
  }
}
