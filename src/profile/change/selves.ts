/**
 * Self values by function and column, in the type's unit; disjoint, so that they add up to the whole. A column is a
 * window of time or an instance.
 */
export interface Selves {
  /** `[row * columns + column]` */
  readonly self: Float64Array;
  readonly columns: number;
}

/** Columns `from` to `to - 1`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is compared: two spans of columns that do not overlap. */
export interface Spans {
  readonly before: Span;
  readonly after: Span;
}

export function rowsOf({ self, columns }: Selves): number {
  return columns > 0 ? self.length / columns : 0;
}

/** By column, the sum of all rows but those that are `out`. */
export function wholeOf({ self, columns }: Selves, out: ReadonlySet<number>): Float64Array {
  const whole = new Float64Array(columns);
  for (let row = 0, i = 0; i < self.length; row++) {
    if (out.has(row)) {
      i += columns;
      continue;
    }
    for (let column = 0; column < columns; column++) {
      whole[column] += self[i++];
    }
  }
  return whole;
}

/** By column, `whole` and one row more. */
export function withRow(whole: Float64Array, { self, columns }: Selves, row: number): Float64Array {
  return whole.map((value, column) => value + self[row * columns + column]);
}

/** The sum of a row over a span. */
export function sumOfRow({ self, columns }: Selves, row: number, span: Span): number {
  let sum = 0;
  for (let i = row * columns + span.from; i < row * columns + span.to; i++) {
    sum += self[i];
  }
  return sum;
}

export function sumOver(values: ArrayLike<number>, { from, to }: Span): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += values[i];
  }
  return sum;
}

export function lengthOf({ from, to }: Span): number {
  return to - from;
}
