import { changesOf, type Changes } from '../changes';
import { comparisonOf, cutRun, slowed, type Run, type Values } from './runs';

/** How many of the comparisons of a run in which nothing was changed call anything clear, or likely. */
export interface Alarms {
  readonly pairs: number;
  readonly clear: number;
  readonly likely: number;
}

/** Compares adjacent blocks along a run: sides of `side` columns after `history` ones, a side further each time. */
export function unchangedPairs(run: Run, side: number, history: number, values?: Values): Changes[] {
  const results: Changes[] = [];
  for (let from = 0; from + history + 2 * side <= run.columns; from += side) {
    results.push(changesOf(comparisonOf(cutRun(run, from, from + history + 2 * side), side, values)));
  }
  return results;
}

export function alarmsOf(results: readonly Changes[]): Alarms {
  const count = (verdict: string) => results.filter(({ rows }) => rows.some((row) => row.verdict === verdict)).length;
  return { pairs: results.length, clear: count('clear'), likely: count('likely') };
}

/** The upper 95 % bound of a rate of which so many of so many were seen (Clopper and Pearson, one-sided). */
export function upperBound(seen: number, of: number): number {
  let [low, high] = [seen / of, 1];
  for (let i = 0; i < 50; i++) {
    const p = (low + high) / 2;
    let [term, sum] = [(1 - p) ** of, (1 - p) ** of];
    for (let k = 1; k <= seen; k++) {
      term *= (((of - k + 1) / k) * p) / (1 - p);
      sum += term;
    }
    [low, high] = sum > 0.05 ? [p, high] : [low, p];
  }
  return high;
}

/** What comes of making a row slower from the middle on: its verdict, its rank, and what else is called clear. */
export function injected(
  run: Run,
  row: number,
  { side, times, random }: { side: number; times: number; random: () => number }
): { verdict: string | undefined; rank: number; others: number } {
  const { rows } = changesOf(comparisonOf(slowed(run, row, run.columns - side, times, random), side));
  return {
    verdict: rows.find((one) => one.row === row)?.verdict,
    rank: rows.findIndex((one) => one.row === row),
    others: rows.filter((one) => one.row !== row && one.verdict === 'clear').length,
  };
}
