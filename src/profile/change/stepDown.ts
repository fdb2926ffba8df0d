import type { ShareTest } from './shareTest';
import { sumOfRow, sumOver, wholeOf, type Selves, type Spans } from './selves';

/** Benjamini and Hochberg's q (or max-T's chance) that a change is found at. */
const FOUND = 0.1;
/** What nobody minds: a quarter of a percent of the whole, and a twentieth of the function. */
const FLOOR = { whole: 0.0025, own: 0.05 };

/** How much a value may change before anyone minds; all three in one unit. */
export function floorOf(whole: number, expected: number): number {
  return Math.max(FLOOR.whole * whole, FLOOR.own * expected);
}

/**
 * The rows that changed by themselves, and the false rate that each was found at. Shares are compositional: where one
 * function triples, the shares of all others fall. So the strongest change is taken out, the whole shrinks, and the rest
 * is tested again.
 *
 * The strongest is the one that is furthest, in standard errors, from how most of the whole grew (the median over rows,
 * weighted by what they have). By the shares alone it would be the one large function that did not change, where many
 * small ones did.
 */
export function stepDown(
  selves: Selves,
  rows: readonly number[],
  spans: Spans,
  seconds: Readonly<Record<keyof Spans, number>>,
  test: ShareTest
): Map<number, number> {
  const found = new Map<number, number>();
  const sides = new Map(
    rows.map((row) => [
      row,
      {
        before: sumOfRow(selves, row, spans.before) / seconds.before,
        after: sumOfRow(selves, row, spans.after) / seconds.after,
      },
    ])
  );
  for (let left = [...rows]; left.length > 1;) {
    const out = new Set(found.keys());
    const rest = wholeOf(selves, out);
    const whole = sumOver(rest, spans.after) / seconds.after;
    const parts = left.map((row) => sides.get(row)!);
    const sumOf = (side: keyof Spans) => parts.reduce((sum, part) => sum + part[side], 0);
    // What is too small to be tested is part of the whole too, most of it in some programs.
    const small = {
      before: Math.max(0, sumOver(rest, spans.before) / seconds.before - sumOf('before')),
      after: Math.max(0, whole - sumOf('after')),
    };
    const growth = usualGrowth([...parts, small]);
    let strongest = { row: -1, q: 1, distance: 0 };
    for (const { difference, q } of test.all(left, out)) {
      const { before, after } = sides.get(difference.row)!;
      const change = Math.abs(after - before * growth);
      const distance = change / (Math.hypot(...difference.errors) * whole);
      if (q <= FOUND && change >= floorOf(whole, before * growth) && distance > strongest.distance) {
        strongest = { row: difference.row, q, distance };
      }
    }
    if (strongest.row < 0) {
      break;
    }
    found.set(strongest.row, strongest.q);
    left = left.filter((row) => row !== strongest.row);
  }
  return found;
}

/** How most of the whole grew: the median of after / before, weighted by what both sides have of their wholes. */
export function usualGrowth(rows: ReadonlyArray<{ readonly before: number; readonly after: number }>): number {
  const total = { before: 0, after: 0 };
  rows.forEach(({ before, after }) => ((total.before += before), (total.after += after)));
  // The smaller share: what grew much is no more of the whole for that.
  const weighted = rows
    .filter(({ before }) => before > 0)
    .map(({ before, after }) => ({
      growth: after / before,
      weight: Math.min(before / total.before, after / total.after),
    }))
    .sort((a, b) => a.growth - b.growth);
  const half = weighted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  return weighted.find(({ weight }) => (passed += weight) >= half)?.growth ?? 1;
}
