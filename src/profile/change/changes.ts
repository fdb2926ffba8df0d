import { onsetOf, type Onset } from './onset';
import type { Difference } from './difference';
import { lasts } from './lasting';
import { placeboPairs, PLACEBOS, placebosOf } from './placebo';
import { shareTest, type InstanceSelves, type ShareTest, type Tested } from './shareTest';
import { rowsOf, sumOfRow, sumOver, wholeOf, withRow, type Selves, type Span, type Spans } from './selves';
import { floorOf, stepDown } from './stepDown';
import { beyondChance } from './student';

/** What a comparison is made of: columns are windows in time's order, history first, then before, then after. */
export interface ChangeInput extends Selves {
  /** seconds that profiles cover, by column, added up over instances */
  readonly seconds: ArrayLike<number>;
  /** when a column begins, in milliseconds */
  readonly starts: ArrayLike<number>;
  /** how many columns are history, before and after */
  readonly history: number;
  readonly before: number;
  readonly after: number;
  /** after begins where before ends: a change has a time */
  readonly adjacent: boolean;
  /** samples in a unit of value; undefined where samples cannot be counted (heap, block, mutex) */
  readonly samples: number | undefined;
  readonly instances?: InstanceSelves;
  /** rows that tell what else the machine does (see `rowsOfTheMachine`): never more than likely */
  readonly ofTheMachine?: ReadonlySet<number>;
}

/**
 * How sure a change is. `clear`: it was found, and nothing like it occurs in the time before; `likely`: it was found, but
 * there is too little history or too much like it; `unchanged`: it is surely no more than `within`; `unknown`: cannot tell.
 */
export type Verdict = 'clear' | 'likely' | 'unchanged' | 'unknown';

/** A value on both sides, as rates: the type's unit a second. `after - before = load + mix`. */
export interface Split {
  readonly before: number;
  readonly after: number;
  /** what the load explains: `before` x how all that did not change by itself grew */
  readonly load: number;
  /** the rest; what verdict, interval and rank speak of */
  readonly mix: number;
}

/** How the self of one function changed. */
export interface FunctionChange extends Split {
  readonly row: number;
  /** of `mix`, 95 % */
  readonly interval: readonly [low: number, high: number];
  readonly verdict: Verdict;
  /** of `unchanged`: by no more than this */
  readonly within: number | undefined;
  /** of `likely` and `unknown`: how many seconds longer both sides must be to find such a change; undefined if never */
  readonly needs: number | undefined;
  readonly onset: Onset | undefined;
}

export interface Changes {
  readonly whole: Split;
  /** how all that did not change by itself grew: the load */
  readonly growth: number;
  /** functions seen often enough to say anything, and large enough to matter; the surest first, then the largest |mix| */
  readonly rows: readonly FunctionChange[];
  /** correlation of neighboring windows, 0 to 1 */
  readonly correlation: number;
  /** pairs of adjacent blocks in the time before; below `PLACEBOS` nothing is `clear` */
  readonly placebos: number;
}

/** Fewer samples on both sides together say nothing. */
const SAMPLES = 20;
/** What is clear without that many on one side has so many on the other. */
const MANY_SAMPLES = 100;
/** The false rate of what is clear; half of that of what is found. Measured: docs/decisions has the figures. */
const CLEAR = 0.05;
/** Of what is clear by lot: windows are alike, which lots do not know. */
const CLEAR_BY_LOT = 0.01;
/** The false rate of what is likely. */
const LIKELY = 0.3;
/** What is not known may be large by chance alone, so it comes after what is. */
const RANKS: Readonly<Record<Verdict, number>> = { clear: 0, likely: 1, unknown: 2, unchanged: 3 };
/** Of normal errors, what 80 % power needs beyond the bound. */
const POWER = 0.842;
const WEEK = 7 * 86_400;

/**
 * What changed by itself between two spans of time, function by function: Δ = load part + mix part. The whole that shares
 * are of is what did not change by itself (see `stepDown`), so that
 *
 *     load = (share before) x (change of that whole)       mix = (change of the share) x (that whole after)
 */
export function changesOf(input: ChangeInput): Changes {
  const spans = spansOf(input);
  const seconds = { before: sumOver(input.seconds, spans.before), after: sumOver(input.seconds, spans.after) };
  const rows = testableRows(input, spans);
  const test = shareTest(input, spans, rows, input.samples, input.instances);
  const found = stepDown(input, rows, spans, seconds, test);
  const rest = wholeOf(input, new Set(found.keys()));
  const rateOf = (sum: number, side: keyof Spans) => sum / seconds[side] || 0;
  const restAfter = rateOf(sumOver(rest, spans.after), 'after');
  const growth = restAfter / rateOf(sumOver(rest, spans.before), 'before') || 1;
  const split = (read: (span: Span) => number): Split => {
    const [before, after] = [rateOf(read(spans.before), 'before'), rateOf(read(spans.after), 'after')];
    const load = before * (growth - 1);
    return { before, after, load, mix: after - before - load };
  };
  const all = wholeOf(input, new Set());
  const whole = split((span) => sumOver(all, span));
  const placebos = placebosOf(spans);
  // How much a handful of samples scatters nobody can know: then the other side must have many.
  const isSeen = ({ before, after }: Split) => {
    const sums = [before * seconds.before, after * seconds.after].map((value) => value * (input.samples ?? 0));
    return input.samples === undefined || Math.min(...sums) >= SAMPLES || Math.max(...sums) >= MANY_SAMPLES;
  };
  const judged = testedAgainst(rows, found, test).map(({ difference, q }): FunctionChange => {
    const { row } = difference;
    const taken = found.has(row);
    const change = split((span) => sumOfRow(input, row, span));
    const error = restAfter * errorOf(difference, taken);
    const reach = beyondChance(0.05, difference.freedom) * error;
    const floor = floorOf(whole.after, change.before * growth);
    const own = taken ? withRow(rest, input, row) : rest;
    const upward = change.mix > 0;
    // Only of what was found: nobody asks since when the others are as they are.
    const began = taken
      ? onsetOf(input, row, own, { from: spans.before.from, to: spans.after.to }, upward, input.starts)
      : undefined;
    const since = began ? Array.from(input.starts).indexOf(began.at) : spans.after.from;
    const verdict = verdictOf(
      change.mix,
      reach,
      floor,
      { q, clear: input.samples === undefined ? CLEAR_BY_LOT : CLEAR },
      taken,
      () =>
        placebos >= PLACEBOS &&
        isSeen(change) &&
        input.ofTheMachine?.has(row) !== true &&
        !occurs(test, row, own, spans) &&
        lasts(input, row, own, spans, since, upward)
    );
    const settled = verdict === 'clear' || verdict === 'unchanged';
    return {
      row,
      ...change,
      interval: [change.mix - reach, change.mix + reach],
      verdict,
      within: verdict === 'unchanged' ? Math.abs(change.mix) + reach : undefined,
      needs: settled
        ? undefined
        : moreSeconds(
            error / Math.max(Math.abs(change.mix), floor),
            rows.length,
            difference.freedom,
            Math.min(durationOf(input, spans.before), durationOf(input, spans.after))
          ),
      onset: verdict !== 'unchanged' && input.adjacent ? began : undefined,
    };
  });
  judged.sort((a, b) => RANKS[a.verdict] - RANKS[b.verdict] || Math.abs(b.mix) - Math.abs(a.mix));
  return { whole, growth, rows: judged, correlation: test.correlation, placebos };
}

function spansOf({ history, before, after }: ChangeInput): Spans {
  const middle = history + before;
  return { before: { from: history, to: middle }, after: { from: middle, to: middle + after } };
}

/** Rows that may say anything: seen in 20 samples, and on a side large enough that someone minds. */
function testableRows(input: ChangeInput, spans: Spans): number[] {
  const all = wholeOf(input, new Set());
  const whole = [sumOver(all, spans.before), sumOver(all, spans.after)];
  return Array.from({ length: rowsOf(input) }, (_, row) => row).filter((row) => {
    const values = [sumOfRow(input, row, spans.before), sumOfRow(input, row, spans.after)];
    const seen = input.samples === undefined || (values[0] + values[1]) * input.samples >= SAMPLES;
    return seen && values.some((value, side) => value > floorOf(whole[side], 0));
  });
}

/** Each row against what did not change: what was found alone beside it, the others as parts of it. */
function testedAgainst(rows: readonly number[], found: ReadonlyMap<number, number>, test: ShareTest): Tested[] {
  const out = new Set(found.keys());
  const left = rows.filter((row) => !out.has(row));
  const alone = [...found].map(([row, q]): Tested => {
    const others = new Set(out);
    others.delete(row);
    return { difference: test.all([row], others)[0].difference, q };
  });
  return [...alone, ...test.all(left, out)];
}

/**
 * The standard error of a mix part, for a whole of 1 without the row where it was taken out. There the change is that of
 * row / rest, which is share / (1 - share).
 */
function errorOf({ before, after, errors }: Difference, taken: boolean): number {
  return taken ? Math.hypot(errors[0] / (1 - before) ** 2, errors[1] / (1 - after) ** 2) : Math.hypot(...errors);
}

/** Seconds from a span's beginning to its end, whether profiles cover them or not. */
function durationOf({ starts }: ChangeInput, { from, to }: Span): number {
  const known = (starts[to - 1] - starts[from]) / 1000;
  return to - from > 1 ? (known * (to - from)) / (to - from - 1) : 0;
}

function verdictOf(
  mix: number,
  reach: number,
  floor: number,
  { q, clear }: { q: number; clear: number },
  found: boolean,
  isUnlikeHistory: () => boolean
): Verdict {
  if (Math.abs(mix) + reach <= floor) {
    return 'unchanged';
  }
  if (found && q <= clear && Math.abs(mix) > reach && isUnlikeHistory()) {
    return 'clear';
  }
  return (found || q <= LIKELY) && Math.abs(mix) >= floor ? 'likely' : 'unknown';
}

/** Does the time before have a change of this row that is as large, measured by its noise? */
function occurs(test: ShareTest, row: number, whole: ArrayLike<number>, spans: Spans): boolean {
  const t = Math.abs(test.byWindows(row, whole, spans).t);
  return placeboPairs(spans).some((pair) => Math.abs(test.byWindows(row, whole, pair).t) >= t);
}

/**
 * How much longer both sides must be until a change is found in four of five cases.
 * @param error in parts of the change; it shrinks with the root of the time
 * @param rows how many are tested at once: a single change must pass Benjamini and Hochberg's first step
 */
function moreSeconds(error: number, rows: number, freedom: number, duration: number): number | undefined {
  const times = (error * (beyondChance(CLEAR / rows, freedom) + POWER)) ** 2;
  const more = Math.max(0, times - 1) * duration;
  return more <= WEEK ? more : undefined;
}
