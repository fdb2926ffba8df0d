/** How sure it is that the self of a function changed by itself, in the words of who judged it. */
export interface RowVerdict {
  /** "clear", "cannot tell" */
  readonly word: string;
  /** "since 14:03:00", "±0.02 cores", or nothing */
  readonly detail: string;
  /** All that is known, for the tooltip. */
  readonly title: string;
  /** 0 to 5; the surest and largest first. */
  readonly order: number;
  /** What changed by itself, and its 95 % interval, in the unit of its `RowVerdicts`. */
  readonly mix: number;
  readonly interval: readonly [low: number, high: number];
}

/** The verdicts of a table's rows. */
export interface RowVerdicts {
  readonly unit: string;
  /** By symbol's name. What is not here is too small, or was seen too rarely, to say anything. */
  readonly byName: ReadonlyMap<string, RowVerdict>;
  readonly none: { readonly word: string; readonly title: string };
}
