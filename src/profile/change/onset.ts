import { lengthOf, sumOver, type Selves, type Span } from './selves';

/** When something changed: most likely at `at`, almost surely between `from` and `to`; milliseconds. */
export interface Onset {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A segment of fewer columns is an outlier, no level. */
const SHORTEST = 3;
/** χ² with one degree of freedom, 95 % */
const NEAR = 3.84;

/**
 * The moment that best divides the columns of a span into a lower and a higher share (least squares, columns
 * weighted by their whole).
 * @param whole by column; contains the row
 * @param upward the direction of the change
 * @param starts by column
 */
export function onsetOf(
  { self, columns }: Selves,
  row: number,
  whole: ArrayLike<number>,
  span: Span,
  upward: boolean,
  starts: ArrayLike<number>
): Onset | undefined {
  const { from, to } = span;
  if (lengthOf(span) < 2 * SHORTEST) {
    return undefined;
  }
  const gains = new Map<number, number>();
  const all = sumOver(whole, span);
  const values = self.subarray(row * columns, (row + 1) * columns);
  const sum = sumOver(values, span);
  let [left, leftWhole, squares] = [0, 0, 0];
  for (let column = from; column < to; column++) {
    squares += whole[column] > 0 ? values[column] ** 2 / whole[column] : 0;
    if (column - from >= SHORTEST && to - column >= SHORTEST && leftWhole > 0 && all > leftWhole) {
      const step = (sum - left) / (all - leftWhole) - left / leftWhole;
      if (step > 0 === upward) {
        gains.set(column, (step ** 2 * leftWhole * (all - leftWhole)) / all);
      }
    }
    left += values[column];
    leftWhole += whole[column];
  }
  const [at, gain] = [...gains].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
  if (at < 0) {
    return undefined;
  }
  const noise = (squares - sum ** 2 / all - gain) / Math.max(1, to - from - 2);
  const near = [...gains].filter(([, one]) => gain - one <= NEAR * noise).map(([column]) => column);
  return { at: starts[at], from: starts[Math.min(...near)], to: starts[Math.max(...near)] };
}
